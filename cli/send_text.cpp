// `icmpwire send` as text.
#include "cli/answer_meaning.h"
#include "cli/candidate_text.h"
#include "cli/ping_words.h"
#include "cli/send_report.h"
#include "packet/explain.h"
#include "packet/text.h"

namespace icmpwire::cli {
namespace {

class TextReport final : public SendReport {
 public:
  TextReport(const SendPlan& plan, Streams streams) : plan_(plan), streams_(streams) {}

  void sent(const Departure& departure) override;
  void heard(const PacketWatch::Heard& heard, const Frame& last) override;
  void finished(const PacketWatch& watch, Nanos elapsed, std::uint64_t dropped) override;

 private:
  void say(const std::string& text) { write(streams_.out, text); }
  std::string change_text(const FieldDifference& change) const;
  std::string detail(std::string_view title, Bytes octets, LinkType link) const;
  std::string answer_text(const PacketWatch::Heard& heard, const Frame& last) const;
  std::string told(const Reception& answer) const;

  const SendPlan& plan_;
  const Streams streams_;
  bool has_left_ = false;
  Octets request_;  // the datagram as it left
};

LinkType version_of(Bytes datagram) {
  return !datagram.empty() && datagram[0] >> 4 == 6 ? LinkType::ipv6 : LinkType::ipv4;
}

// "Echo Request, 10.9.1.1 > 10.9.3.3, 36 octets"
std::string packet_text(Bytes datagram) {
  const std::string size = octet_count(datagram.size());
  const auto ip = parse_quoted_ip(datagram);
  if (!ip) return "no datagram, " + size;
  return headline(dissect(datagram, version_of(datagram))) + ", " + to_text(ip->source) + " > " +
         to_text(ip->destination) + ", " + size;
}

std::string TextReport::change_text(const FieldDifference& change) const {
  const bool by_kernel = plan_.route.kind == RouteKind::local;
  return (by_kernel ? "  kernel rewrote " : "  left with another ") + to_text(change) + "\n";
}

// A packet in as much detail as was asked for.
std::string TextReport::detail(std::string_view title, Bytes octets, LinkType link) const {
  if (plan_.verbosity == 0) return {};
  const Dissection packet = dissect(octets, link);
  const std::string head = std::string(title) + ", " + octet_count(octets.size()) + ":";
  return "\n" + painted(head, Shade::heading, streams_.ink) + "\n" +
         (plan_.verbosity == 1 ? summary(packet, streams_.ink) : annotated_octets(packet, streams_.ink));
}

void TextReport::sent(const Departure& departure) {
  has_left_ = true;
  const Frame& frame = departure.frame;
  request_.assign(frame.datagram().begin(), frame.datagram().end());
  std::string text = "SEND " + packet_text(frame.datagram()) + " via " + plan_.wire + "\n";
  for (const FieldDifference& change : departure.changes) text += change_text(change);
  say(text + detail("Sent", frame.octets, frame.link));
}

// The words of ping: who answers, with what, and what was recorded on the way.
std::string TextReport::answer_text(const PacketWatch::Heard& heard, const Frame& last) const {
  constexpr std::size_t indent = 2;
  const Reception answer = reception_of(heard, last);
  const bool is_error = answer.verdict.answer == AnswerClass::error;
  std::string what =
      is_error ? error_text(answer) : headline(dissect(heard.datagram, version_of(heard.datagram)));
  what += ", " + octet_count(heard.datagram.size()) + " ttl=" + std::to_string(answer.ttl) +
          " time=" + milliseconds_text(heard.after) + " ms";
  if (answer.local) what += " (local)";
  if (answer.verdict.answer == AnswerClass::duplicate) what += " (DUP!)";
  if (heard.in_pieces) what += " (in fragments)";
  if (!answer.verdict.remarks.none()) what += " [" + to_text(answer.verdict.remarks) + "]";
  std::string text;
  append_hanging(text, "From " + to_text(answer.from) + ": ", what, indent);
  return text + told(answer);
}

// As ping has it: what was recorded, what is wrong, and in detail what else there is to say.
std::string TextReport::told(const Reception& answer) const {
  AnswerMeaning all = meaning_of_answer(request_, plan_.target, answer);
  std::string text = recorded_text(all.meaning.recorded, all.meaning.turn);
  all.meaning.recorded = {};
  if (plan_.verbosity > 0) return text + statements_text(statements(all.meaning));
  if (all.meaning.problem) text += statements_text({problem_statement(*all.meaning.problem, {})});
  return text;
}

void TextReport::heard(const PacketWatch::Heard& heard, const Frame& last) {
  if (!heard.answers() && !plan_.why) return;
  std::string text = detail("Received", heard.datagram, version_of(heard.datagram));
  if (!text.empty()) text += "\n";
  if (heard.answers()) {
    text += answer_text(heard, last);
  } else {
    text += candidate_text("not taken after " + milliseconds_text(heard.after) + " ms: ", heard.datagram,
                           heard.trial.verdict, *heard.trial.failed);
  }
  say(text);
}

std::string counted(std::uint64_t count, std::string_view what) {
  return std::to_string(count) + " " + std::string(what) + (count == 1 ? "" : "s");
}

void TextReport::finished(const PacketWatch& watch, Nanos elapsed, std::uint64_t dropped) {
  const Nanos whole = std::chrono::floor<std::chrono::microseconds>(elapsed);
  std::string text = has_left_ ? "\n" : "\nit has not left: its neighbour's address is not known\n";
  text += counted(watch.answers(), "answer") + " among " + counted(watch.packets(), "packet") + " in " +
          milliseconds_text(whole) + " ms";
  if (dropped > 0) text += ", " + std::to_string(dropped) + " dropped by the system";
  say(text + "\n");
}

}  // namespace

std::unique_ptr<SendReport> make_send_text(const SendPlan& plan, Streams streams) {
  return std::make_unique<TextReport>(plan, streams);
}

}  // namespace icmpwire::cli
