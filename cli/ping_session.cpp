#include "cli/ping_session.h"

#include <algorithm>

#include "cli/header_options.h"

namespace icmpwire::cli {
namespace {

// Refusals that may pass, or that are an answer themselves; after any other going on is pointless.
bool is_passing(Reason reason) {
  switch (reason) {
    case Reason::too_big:
    case Reason::no_route:
    case Reason::host_unreachable:
    case Reason::device_down:
    case Reason::no_resources:
    case Reason::nothing_recorded:
      return true;
    default:
      return false;
  }
}

}  // namespace

PingSession::PingSession(Engine& engine, const PingPlan& plan, PingReport& report, SignalWatch& signals)
    : engine_(engine),
      plan_(plan),
      report_(report),
      signals_(signals),
      started_(now()),
      next_round_(started_),
      statistics_(plan.targets.size()) {}

Result<void> PingSession::run() {
  report_.started();
  while (goes_on()) {
    if (!has_sent_all() && now() >= next_round_) {
      send_round();
    } else {
      engine_.pump(next_event());
    }
    collect();
    give_up();
    if (signals_.take_snapshot()) report_.interim(totals());
  }
  report_.finished(totals());
  if (failure_) return tl::unexpected(*failure_);
  return {};
}

bool PingSession::succeeded() const {
  const std::uint64_t wanted = plan_.count && plan_.deadline ? *plan_.count : 1;
  return std::all_of(statistics_.begin(), statistics_.end(),
                     [&](const PingStatistics& target) { return target.received >= wanted; });
}

// With a deadline the count is one of answers, as iputils has it.
bool PingSession::has_sent_all() const {
  if (!plan_.count) return false;
  return std::all_of(statistics_.begin(), statistics_.end(), [&](const PingStatistics& target) {
    return (plan_.deadline ? target.received + target.errors : target.transmitted) >= *plan_.count;
  });
}

bool PingSession::goes_on() const {
  if (failure_ || signals_.stop()) return false;
  if (plan_.deadline && engine_.wire().now() - started_ >= *plan_.deadline) return false;
  return !has_sent_all() || (!plan_.deadline && !pending_.empty());
}

void PingSession::send_round() {
  last_round_ = now();
  next_round_ = std::max(next_round_ + plan_.interval, last_round_);
  for (std::size_t target = 0; target < plan_.targets.size() && !failure_; ++target) send(target);
}

// With our own stamp, of now, where asked.
IpOptions PingSession::ip_options_of(const PingTarget& target) {
  return plan_.stamp_self ? self_stamped(target.ip_options, target.source, now() + plan_.epoch)
                          : target.ip_options;
}

void PingSession::send(std::size_t index) {
  const PingTarget& target = plan_.targets[index];
  if (plan_.report_missing) report_if_missing(index);
  Probe probe{&target, static_cast<std::uint16_t>(++statistics_[index].transmitted), now(), {}, {}};
  Request request = plan_.request;
  request.to = target.first_hop;
  request.options = ip_options_of(target);
  request.data = plan_.data;
  request.dont_fragment = target.dont_fragment;
  request.identifier = target.identifier;
  request.sequence = probe.sequence;
  const auto ticket = engine_.submit(request);
  if (!ticket) return note_failure(probe, ticket.error());
  probe.ticket = *ticket;
  probe.datagram = engine_.request_datagram(*ticket);
  if (engine_.outcome(*ticket).ending != Ending::not_sent) report_.sent(probe);
  pending_.push_back(probe);
}

// Whether the target's last request has no answer yet.
void PingSession::report_if_missing(std::size_t index) {
  const auto sequence = static_cast<std::uint16_t>(statistics_[index].transmitted);
  const auto last = std::find_if(pending_.begin(), pending_.end(), [&](const Probe& probe) {
    return probe.target == &plan_.targets[index] && probe.sequence == sequence;
  });
  if (last != pending_.end()) report_.missing(*last, now());
}

void PingSession::note_failure(const Probe& probe, const Failure& failure) {
  if (!is_passing(failure.reason)) {
    failure_ = failure;
    return;
  }
  ++statistics(probe).errors;
  report_.not_sent(probe, failure);
}

void PingSession::collect() {
  take_candidates();  // while the requests that they came nearest to are there
  std::erase_if(pending_, [this](Probe& probe) {
    if (!engine_.ended(probe.ticket)) return false;
    settle(probe);
    engine_.release(probe.ticket);
    return true;
  });
  take_strays();
}

void PingSession::settle(Probe& probe) {
  const Outcome& outcome = engine_.outcome(probe.ticket);
  probe.departure = outcome.departure;
  if (outcome.ending == Ending::not_sent) return note_failure(probe, *outcome.failure);
  if (outcome.ending == Ending::timed_out) return report_.timed_out(probe, plan_.request.timeout);
  for (std::size_t i = 0; i < outcome.reception_count; ++i) {
    const Reception& reception = outcome.receptions[i];
    const bool is_reply = reception.verdict.answer == AnswerClass::reply;
    ++(is_reply ? statistics(probe).received : statistics(probe).errors);
    if (is_reply) statistics(probe).round_trips.add(reception.round_trip);
    report_.answered(probe, reception);
  }
}

void PingSession::give_up() {
  if (!has_sent_all()) return;
  std::erase_if(pending_, [this, at = now()](const Probe& probe) {
    if (patience_ends(probe) > at) return false;
    report_.timed_out(probe, at - probe.departure);
    engine_.release(probe.ticket);
    return true;
  });
}

// As iputils: once a target has replied, its last answers get twice its longest round trip, or an interval.
Nanos PingSession::patience_ends(const Probe& probe) const {
  const RoundTrips& round_trips = statistics_[index_of(probe)].round_trips;
  if (plan_.waits_in_full || round_trips.empty()) return forever;
  return last_round_ + std::max(2 * round_trips.most(), plan_.interval);
}

Nanos PingSession::next_event() const {
  Nanos next = has_sent_all() ? forever : next_round_;
  if (plan_.deadline) next = std::min(next, started_ + *plan_.deadline);
  if (has_sent_all()) {
    for (const Probe& probe : pending_) next = std::min(next, patience_ends(probe));
  }
  return next;
}

void PingSession::take_candidates() {
  for (const Candidate& candidate : engine_.take_candidates()) {
    const auto nearest = std::find_if(pending_.begin(), pending_.end(),
                                      [&](const Probe& probe) { return probe.ticket == candidate.nearest; });
    if (nearest != pending_.end()) report_.not_taken(*nearest, candidate);
  }
}

void PingSession::take_strays() {
  for (const Stray& stray : engine_.take_strays()) {
    const auto target =
        std::find_if(plan_.targets.begin(), plan_.targets.end(),
                     [&](const PingTarget& candidate) { return candidate.identifier == stray.identifier; });
    if (target == plan_.targets.end()) continue;
    PingStatistics& counts = statistics_[static_cast<std::size_t>(target - plan_.targets.begin())];
    ++(stray.verdict.answer == AnswerClass::late ? counts.late : counts.duplicates);
    report_.stray(*target, stray);
  }
}

PingTotals PingSession::totals() {
  return {&statistics_, now() - started_, engine_.counters(), engine_.wire().dropped()};
}

}  // namespace icmpwire::cli
