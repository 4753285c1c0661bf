// `icmpwire ping` as text, in the spirit of iputils.
#include <cstdio>

#include "cli/answer_meaning.h"
#include "cli/candidate_text.h"
#include "cli/ping_report.h"
#include "cli/ping_words.h"
#include "packet/explain.h"

namespace icmpwire::cli {
namespace {

class TextReport final : public PingReport {
 public:
  TextReport(const PingPlan& plan, Streams streams)
      : plan_(plan), streams_(streams), recorded_(plan.targets.size()) {}

  void started() override;
  void sent(const Probe& probe) override;
  void not_sent(const Probe& probe, const Failure& failure) override;
  void missing(const Probe& probe, Nanos at) override;
  void answered(const Probe& probe, const Reception& reception) override;
  void timed_out(const Probe& probe, Nanos waited) override;
  void not_taken(const Probe& nearest, const Candidate& candidate) override;
  void stray(const PingTarget& target, const Stray& stray) override;
  void interim(const PingTotals& totals) override;
  void finished(const PingTotals& totals) override;

 private:
  void say(std::string_view text) { write(streams_.out, text); }
  std::string stamp(Nanos at) const;
  std::string show(std::string_view title, const Probe& probe, Bytes datagram) const;
  std::string told(const Probe& probe, const Reception& answer);
  std::string recorded(const Probe& probe, const Meaning& meaning, Bytes options);

  const PingPlan& plan_;
  const Streams streams_;
  std::vector<Octets> recorded_;  // for each target: the options of its last answer
};

std::string sequence_text(const Probe& probe) { return "icmp_seq=" + std::to_string(probe.sequence); }

std::string answer_text(std::size_t octets, const IpAddress& from, std::uint16_t sequence, unsigned ttl,
                        Nanos round_trip) {
  return std::to_string(octets) + " octets from " + to_text(from) + ": icmp_seq=" + std::to_string(sequence) +
         " ttl=" + std::to_string(ttl) + " time=" + milliseconds_text(round_trip) + " ms";
}

std::size_t message_octets(const Reception& reception) {
  return reception.datagram.size() - reception.payload_at;
}

std::string remarks_text(Remarks remarks) { return remarks.none() ? "" : " [" + to_text(remarks) + "]"; }

// The time before a line, where it is asked for.
std::string TextReport::stamp(Nanos at) const {
  return plan_.print_time ? "[" + seconds_text(plan_.epoch + at) + "] " : "";
}

void TextReport::started() {
  std::string text;
  for (const PingTarget& target : plan_.targets) {
    text += "PING " + target.name + " (" + to_text(target.address) + ") " +
            std::to_string(plan_.data.size()) + " data octets via " + plan_.wire + "\n";
  }
  say(text);
}

// A packet in as much detail as was asked for.
std::string TextReport::show(std::string_view title, const Probe& probe, Bytes datagram) const {
  if (plan_.verbosity == 0 || plan_.quiet) return {};
  const bool is_v4 = probe.target->address.is_v4();
  const Dissection packet = dissect(datagram, is_v4 ? LinkType::ipv4 : LinkType::ipv6);
  const std::string head =
      std::string(title) + ", " + sequence_text(probe) + ", " + std::to_string(datagram.size()) + " octets:";
  return "\n" + painted(head, Shade::heading, streams_.ink) + "\n" +
         (plan_.verbosity == 1 ? summary(packet, streams_.ink) : annotated_octets(packet, streams_.ink));
}

void TextReport::sent(const Probe& probe) { say(show("Sent", probe, probe.datagram)); }

void TextReport::not_sent(const Probe& probe, const Failure& failure) {
  write(streams_.error, "icmpwire: " + sequence_text(probe) + ": " + to_text(failure) + "\n");
}

void TextReport::missing(const Probe& probe, Nanos at) {
  if (plan_.quiet) return;
  say(stamp(at) + "no answer yet for " + sequence_text(probe) + " from " + to_text(probe.target->address) +
      "\n");
}

// What an answer says: all that can be said where more was asked for, else its routes and times, and where a
// parameter problem lies.
std::string TextReport::told(const Probe& probe, const Reception& answer) {
  const bool is_reply = answer.verdict.answer == AnswerClass::reply;
  const bool has_options = answer.from.is_v4() && !answer.options().empty();
  if (is_reply && !has_options && plan_.verbosity == 0) return {};
  AnswerMeaning all = meaning_of_answer(probe.datagram, probe.target->address, answer);
  std::string text = has_options ? recorded(probe, all.meaning, answer.options()) : "";
  all.meaning.recorded = {};
  if (plan_.verbosity > 0) return text + statements_text(statements(all.meaning));
  if (all.meaning.problem) text += statements_text({problem_statement(*all.meaning.problem, {})});
  return text;
}

// The recorded route and times, or that they are those of the answer before.
std::string TextReport::recorded(const Probe& probe, const Meaning& meaning, Bytes options) {
  Octets& last = recorded_[static_cast<std::size_t>(probe.target - plan_.targets.data())];
  const Recorded& now = meaning.recorded;
  if (!now.times && equal(last, options)) return now.routes.empty() ? "" : "RR:  (same route)\n";
  last.assign(options.begin(), options.end());
  return recorded_text(now, meaning.turn);
}

void TextReport::answered(const Probe& probe, const Reception& reception) {
  if (plan_.quiet) return;
  std::string text = show("Received", probe, reception.datagram);
  if (!text.empty()) text += "\n";
  text += stamp(probe.departure + reception.round_trip);
  const bool is_reply = reception.verdict.answer == AnswerClass::reply;
  if (is_reply) {
    text += answer_text(message_octets(reception), reception.from, probe.sequence, reception.ttl,
                        reception.round_trip);
  } else {
    text += "From " + to_text(reception.from) + ": " + sequence_text(probe) + " " +
            painted(error_text(reception), Shade::wrong, streams_.ink) +
            " time=" + milliseconds_text(reception.round_trip) + " ms";
    if (reception.local) text += " (local)";
  }
  say(text + remarks_text(reception.verdict.remarks) + "\n" + told(probe, reception));
}

void TextReport::timed_out(const Probe& probe, Nanos waited) {
  if (plan_.verbosity == 0 || plan_.quiet) return;
  say("\n" + stamp(probe.departure + waited) + "no answer for " + sequence_text(probe) + " from " +
      to_text(probe.target->address) + " in " + milliseconds_text(waited) + " ms\n");
}

void TextReport::not_taken(const Probe& nearest, const Candidate& candidate) {
  if (plan_.quiet) return;
  const std::string head = stamp(candidate.at) + "not taken for " + sequence_text(nearest) + ": ";
  say(candidate_text(head, candidate.datagram, candidate.verdict, candidate.failed) +
      show("Not taken", nearest, candidate.datagram));
}

void TextReport::stray(const PingTarget& target, const Stray& stray) {
  if (plan_.quiet) return;
  const bool late = stray.verdict.answer == AnswerClass::late;
  std::string text = answer_text(stray.octets, stray.from, stray.sequence, stray.ttl, stray.round_trip);
  text += late ? " (late)" : " (DUP!)";
  if (stray.from != target.address) text += " [other-source]";
  say(text + "\n");
}

// Four digits at most.
std::string percent_text(double part) {
  char text[16];
  std::snprintf(text, sizeof text, "%.4g%%", 100 * part);
  return text;
}

std::string rtt_text(const RoundTrips& round_trips) {
  if (round_trips.empty()) return {};
  return "rtt min/avg/max/mdev = " + milliseconds_text(round_trips.least()) + "/" +
         milliseconds_text(round_trips.mean()) + "/" + milliseconds_text(round_trips.most()) + "/" +
         milliseconds_text(round_trips.deviation()) + " ms";
}

std::string counts_text(const PingStatistics& statistics) {
  std::string text = std::to_string(statistics.transmitted) + " packets transmitted, " +
                     std::to_string(statistics.received) + " received";
  if (statistics.errors > 0) text += ", +" + std::to_string(statistics.errors) + " errors";
  if (statistics.duplicates > 0) text += ", +" + std::to_string(statistics.duplicates) + " duplicates";
  if (statistics.late > 0) text += ", +" + std::to_string(statistics.late) + " late";
  return text + ", " + percent_text(statistics.loss()) + " packet loss";
}

// iputils' one line on SIGQUIT, to where it does not mix with the results.
void TextReport::interim(const PingTotals& totals) {
  std::string text;
  for (std::size_t i = 0; i < plan_.targets.size(); ++i) {
    const PingStatistics& statistics = (*totals.by_target)[i];
    text += "\r" + to_text(plan_.targets[i].address) + ": " + counts_text(statistics);
    if (!statistics.round_trips.empty()) text += ", " + rtt_text(statistics.round_trips);
    text += "\n";
  }
  write(streams_.error, text);
}

// What passed by and was no answer; nothing is left out silently.
std::string left_over_text(const PingTotals& totals) {
  std::string text;
  const auto count = [&](std::uint64_t number, std::string_view what) {
    if (number > 0) text += (text.empty() ? "" : ", ") + std::to_string(number) + " " + std::string(what);
  };
  count(totals.counters.bad_checksum, "with a bad ICMP checksum");
  count(totals.counters.malformed, "malformed");
  count(totals.counters.unmatched, "to others");
  count(totals.dropped, "dropped by the system");
  return text.empty() ? "" : "not counted: " + text + "\n";
}

Nanos whole_microseconds(Nanos time) { return std::chrono::floor<std::chrono::microseconds>(time); }

void TextReport::finished(const PingTotals& totals) {
  std::string text;
  for (std::size_t i = 0; i < plan_.targets.size(); ++i) {
    const PingStatistics& statistics = (*totals.by_target)[i];
    text += "\n--- " + plan_.targets[i].name + " ping statistics ---\n" + counts_text(statistics) +
            ", time " + milliseconds_text(whole_microseconds(totals.elapsed)) + " ms\n";
    const std::string rtt = rtt_text(statistics.round_trips);
    if (!rtt.empty()) text += rtt + "\n";
  }
  say(text + left_over_text(totals));
}

}  // namespace

std::unique_ptr<PingReport> make_text_report(const PingPlan& plan, Streams streams) {
  return std::make_unique<TextReport>(plan, streams);
}

}  // namespace icmpwire::cli
