#include "icmp/option_verdict.h"

#include <algorithm>
#include <array>

#include "packet/field_difference.h"
#include "packet/ip.h"

namespace icmpwire {
namespace {

bool is_same_end(const Reception& left, const Reception& right) {
  return left.verdict.answer == right.verdict.answer && left.type == right.type && left.code == right.code &&
         left.from == right.from;
}

bool comes_through(const Trace& trace, const Trace& control) {
  const HopProbe* const end = trace.ending_probe();
  const HopProbe* const plain = control.ending_probe();
  return end != nullptr && plain != nullptr && is_same_end(*end->answer, *plain->answer);
}

// The control, and the others that came as far.
std::vector<const Trace*> controls_of(const ControlledTraces& traces) {
  std::vector<const Trace*> controls = {&traces.control()};
  for (const auto& other : traces.others()) {
    if (comes_through(*other, traces.control())) controls.push_back(other.get());
  }
  return controls;
}

// That an option is gone; what pads the others may come and go.
const PathChange* removal(const std::vector<PathChange>& changes) {
  constexpr std::array<std::string_view, 3> padding = {"padding", "end_of_list", "no_operation"};
  const auto found = std::find_if(changes.begin(), changes.end(), [&](const PathChange& change) {
    return change.after == nothing_there &&
           std::find(padding.begin(), padding.end(), change.field) == padding.end();
  });
  return found == changes.end() ? nullptr : &*found;
}

// RFC 1122 3.2.2.6: Record Route, Timestamp and source routes come back in the reply.
bool lacks_returned_option(const HopProbe& probe) {
  constexpr std::array<OptionType, 4> returned = {OptionType::record_route, OptionType::timestamp,
                                                  OptionType::loose_source_route,
                                                  OptionType::strict_source_route};
  const auto sent = parse_ip(probe.sent);
  if (!sent || !sent->is_v4() || probe.answer->verdict.answer != AnswerClass::reply) return false;
  return std::any_of(returned.begin(), returned.end(), [&](OptionType type) {
    return find_option(sent->extras, type) && !find_option(probe.answer->options(), type);
  });
}

OptionVerdict verdict_of_end(const HopProbe& end, const Trace& trace, const Trace& control) {
  OptionVerdict verdict;
  verdict.answer = &*end.answer;
  verdict.changes = path_changes(trace);
  verdict.not_returned = lacks_returned_option(end);
  const bool is_reply = end.answer->verdict.answer == AnswerClass::reply;
  verdict.fate = is_reply || comes_through(trace, control) ? OptionFate::passes : OptionFate::rejected;
  const PathChange* const removed = removal(verdict.changes);
  if (verdict.fate == OptionFate::passes && removed != nullptr) {
    verdict.fate = OptionFate::stripped;
    verdict.place = {removed->from, removed->to};
  }
  return verdict;
}

}  // namespace

std::string_view to_text(OptionFate fate) {
  switch (fate) {
    case OptionFate::passes:
      return "passes";
    case OptionFate::stripped:
      return "stripped";
    case OptionFate::rejected:
      return "rejected";
    case OptionFate::dropped:
      return "dropped";
    case OptionFate::cannot_tell:
      return "cannot tell";
  }
  return {};
}

OptionVerdict judge_option(const ControlledTraces& traces, std::size_t index) {
  if (index >= traces.others().size()) return {};
  const Trace& trace = *traces.others()[index];
  if (const HopProbe* const end = trace.ending_probe()) return verdict_of_end(*end, trace, traces.control());
  OptionVerdict verdict;
  verdict.changes = path_changes(trace);
  if (const auto place = lost_between(trace, controls_of(traces))) {
    verdict.fate = OptionFate::dropped;
    verdict.place = *place;
  }
  return verdict;
}

}  // namespace icmpwire
