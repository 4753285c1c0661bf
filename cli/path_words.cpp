#include "cli/path_words.h"

#include <algorithm>

#include "cli/ping_words.h"
#include "packet/explain.h"
#include "packet/icmp_extension.h"
#include "packet/text.h"

namespace icmpwire::cli {

std::string path_title(std::string_view command, const PathTarget& target, std::string_view what,
                       const std::string& wire) {
  std::string text;
  append_hanging(text, std::string(command) + " ",
                 target.name + " (" + to_text(target.address) + ") from " + to_text(target.source) + ", " +
                     std::string(what) + " via " + wire);
  return text;
}

std::string counted(std::size_t count, std::string_view what) {
  return std::to_string(count) + " " + std::string(what) + (count == 1 ? "" : "s");
}

std::string between(const IpAddress& from, const IpAddress& to) {
  return "between " + to_text(from) + " and " + to_text(to);
}

std::string to_text(const PathChange& change) {
  return change.field + " " + change.before + " -> " + change.after + " " + between(change.from, change.to);
}

std::string answer_words(const Reception& answer) {
  if (is_on_the_way(answer)) return {};
  std::string text;
  if (answer.verdict.answer == AnswerClass::error) {
    text = error_text(answer);
    if (answer.local) text += " (local)";
  } else if (!answer.verdict.remarks.none()) {
    text = "[" + to_text(answer.verdict.remarks) + "]";
  }
  return text;
}

std::string extension_text(const Reception& answer) {
  Dissection packet = dissect(answer.datagram, answer.from.is_v4() ? LinkType::ipv4 : LinkType::ipv6);
  const auto begin = std::find_if(packet.layers.begin(), packet.layers.end(), [](const Layer& layer) {
    return layer.layout == &layout<IcmpExtensionHeader>;
  });
  packet.layers.erase(packet.layers.begin(), begin);
  return packet.layers.empty() ? "" : summary(packet);
}

std::string to_text(const SurveyCosts& costs) {
  std::string text = counted(costs.answers, "answer") + " to " + counted(costs.requests, "request");
  if (costs.answers > 0) text += " in " + milliseconds_text(costs.elapsed()) + " ms";
  return text + (costs.interrupted ? ", interrupted" : "");
}

}  // namespace icmpwire::cli
