#include "capture/request_matching.h"

#include <algorithm>

#include "capture/answer_comparison.h"

namespace icmpwire {

const FieldMask& request_keys() {
  static const FieldMask keys = *FieldMask::read(
      "ip.identification,ip.checksum,icmp.checksum,icmp.identifier,icmp.sequence,icmpv6.checksum,"
      "icmpv6.identifier,icmpv6.sequence,ipv6.flow_label");
  return keys;
}

std::vector<OddRequest> odd_requests(std::span<const Octets> recorded, std::span<const Octets> sent,
                                     bool loops) {
  std::vector<bool> was_sent(recorded.size());
  std::vector<const Octets*> unknown;
  for (const Octets& request : sent) {
    bool is_known = false;
    for (std::size_t i = 0; i < recorded.size() && !is_known; ++i) {
      if (was_sent[i] && !loops) continue;
      is_known = answer_differences(recorded[i], request, request_keys()).empty();
      if (is_known) was_sent[i] = true;
    }
    if (!is_known) unknown.push_back(&request);
  }
  std::vector<OddRequest> odd;
  std::size_t next = 0;
  for (std::size_t i = 0; i < recorded.size(); ++i) {
    if (was_sent[i]) continue;
    OddRequest& pair = odd.emplace_back();
    pair.recorded = recorded[i];
    if (next < unknown.size()) pair.sent = *unknown[next++];
  }
  for (; next < unknown.size(); ++next) odd.push_back({std::nullopt, *unknown[next]});
  return odd;
}

}  // namespace icmpwire
