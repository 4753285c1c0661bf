#include "icmp/request.h"

namespace icmpwire {

std::string to_text(const Request& request) {
  std::string text = "echo to " + to_text(request.to) + ", " + std::to_string(request.data.size()) +
                     " octets, " + (request.to.is_v4() ? "ttl " : "hop limit ") + std::to_string(request.ttl);
  if (request.from) text += ", from " + to_text(*request.from);
  if (request.tos != 0) text += ", tos " + std::to_string(request.tos);
  if (request.dont_fragment) text += ", don't fragment";
  if (!request.options.empty()) text += ", options " + to_hex(request.options.octets());
  const std::int64_t milliseconds =
      std::chrono::duration_cast<std::chrono::milliseconds>(request.timeout).count();
  return text + ", timeout " + std::to_string(milliseconds) + " ms";
}

}  // namespace icmpwire
