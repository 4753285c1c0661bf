#include "cli/candidate_text.h"

#include "packet/text.h"

namespace icmpwire::cli {

std::string candidate_text(std::string_view head, Bytes datagram, const Verdict& verdict,
                           const FailedTest& failed) {
  const auto ip = parse_ip(datagram);
  std::string what = octet_count(datagram.size());
  if (ip) what += " from " + to_text(ip->source);
  if (verdict.answer != AnswerClass::not_ours) what += ", " + to_text(verdict);
  constexpr std::size_t indent = 4;
  std::string text;
  append_hanging(text, head, what + ": " + to_text(failed), indent);
  return text;
}

}  // namespace icmpwire::cli
