#include "cli/verify_report.h"

#include <cstdio>

#include "packet/diagram_svg.h"
#include "packet/explain.h"
#include "packet/text.h"

namespace icmpwire::cli {
namespace {

std::string milliseconds(Nanos time) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f ms", static_cast<double>(time.count()) / 1e6);
  return text;
}

std::string headline_of(Bytes datagram) { return headline(dissect(datagram, LinkType::raw)); }

std::string source_of(Bytes octets) {
  const auto datagram = parse_quoted_ip(octets);
  return datagram ? to_text(datagram->source) : "nobody";
}

// "10.9.1.1 > 10.9.3.3 Echo Request"
std::string request_text(const VerifiedExchange& verified) {
  const auto datagram = parse_quoted_ip(verified.request);
  if (!datagram) return "a request";
  return to_text(datagram->source) + " > " + to_text(datagram->destination) + " " +
         headline_of(verified.request);
}

// "Echo Reply from 10.9.3.3"
std::string answer_text(Bytes datagram) { return headline_of(datagram) + " from " + source_of(datagram); }

std::string pair_title(const AnswerPair& pair) {
  if (!pair.met) {
    return answer_text(pair.recorded->octets) + " did not come; recorded after " +
           milliseconds(pair.recorded->after);
  }
  if (!pair.recorded)
    return answer_text(pair.met->octets) + " was not recorded; came after " + milliseconds(pair.met->after);
  return answer_text(pair.met->octets) + " after " + milliseconds(pair.met->after) + " (recorded " +
         milliseconds(pair.recorded->after) + ")";
}

// The answers that do not agree, and in what.
std::string differences_text(const VerifiedExchange& verified) {
  std::string text;
  for (const AnswerPair& pair : verified.answers) {
    if (pair.agrees()) continue;
    append_hanging(text, "     ", pair_title(pair));
    for (const FieldDifference& change : pair.differences)
      append_hanging(text, "       ", change.field + ": recorded " + change.before + ", now " + change.after);
  }
  return text;
}

std::string agreement_text(const VerifiedExchange& verified) {
  if (verified.answers.empty()) return "agrees, no answer";
  const AnswerPair& last = verified.answers.back();
  return "agrees, " + milliseconds(last.met->after) + " (recorded " + milliseconds(last.recorded->after) +
         ")";
}

}  // namespace

void VerifyTotals::add(const VerifiedExchange& verified) {
  ++(verified.not_sent ? not_sent : verified.agrees() ? agree : differ);
}

std::string verified_text(const VerifiedExchange& verified) {
  const std::string head = std::to_string(verified.number) + "  ";
  const std::string request = request_text(verified) + ": ";
  std::string text;
  if (verified.not_sent) {
    append_hanging(text, head, request + "not sent");
    return text + "     " + to_text(*verified.not_sent) + "\n";
  }
  append_hanging(text, head, request + (verified.agrees() ? agreement_text(verified) : "differs"));
  return text + differences_text(verified);
}

std::string surplus_text(const SurplusAnswer& surplus) {
  std::string text;
  append_hanging(text, std::to_string(surplus.number) + "  ",
                 "differs: one answer more than recorded came later, " + answer_text(surplus.octets));
  return text;
}

std::string totals_text(const std::string& file, const VerifyTotals& totals) {
  std::string text = "\n--- " + file + " verification ---\n" + std::to_string(totals.requests()) +
                     (totals.requests() == 1 ? " request: " : " requests: ") + std::to_string(totals.agree) +
                     " agree, " + std::to_string(totals.differ) + " differ, " +
                     std::to_string(totals.not_sent) + " not sent";
  if (totals.surplus != 0) text += "; answers more than recorded: " + std::to_string(totals.surplus);
  return text + "\n";
}

void JunitReport::add_case(const std::string& name, const std::string& kind, const std::string& text) {
  cases_ += "    <testcase classname=\"" + xml_text(file_) + "\" name=\"" + xml_text(name) + "\"";
  if (kind.empty()) {
    cases_ += "/>\n";
    return;
  }
  const std::string first =
      text.substr(text.find_first_not_of(' '), text.find('\n') - text.find_first_not_of(' '));
  cases_ += ">\n      <" + kind + " message=\"" + xml_text(first) + "\">";
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    cases_ += xml_text(text.substr(begin, end - begin)) + "\n";
    begin = end + 1;
  }
  cases_ += "</" + kind + ">\n    </testcase>\n";
}

void JunitReport::add(const VerifiedExchange& verified) {
  const std::string name = std::to_string(verified.number) + " " + request_text(verified);
  if (verified.not_sent) return add_case(name, "error", to_text(*verified.not_sent));
  add_case(name, verified.agrees() ? "" : "failure", differences_text(verified));
}

void JunitReport::add(const SurplusAnswer& surplus) {
  add_case(std::to_string(surplus.number) + " has no further answer", "failure", surplus_text(surplus));
}

std::string JunitReport::text(const VerifyTotals& totals) const {
  const std::string counts = " tests=\"" + std::to_string(totals.requests() + totals.surplus) +
                             "\" failures=\"" + std::to_string(totals.differ + totals.surplus) +
                             "\" errors=\"" + std::to_string(totals.not_sent) + "\"";
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + counts + ">\n  <testsuite name=\"" +
         xml_text(file_) + "\"" + counts + ">\n" + cases_ + "  </testsuite>\n</testsuites>\n";
}

}  // namespace icmpwire::cli
