// The event loop of `icmpwire ping`: requests out, answers in, all by wire time and in one thread.
#pragma once

#include <optional>
#include <vector>

#include "cli/ping_report.h"
#include "cli/signals.h"

namespace icmpwire::cli {

class PingSession {
 public:
  // All must outlive the session.
  PingSession(Engine& engine, const PingPlan& plan, PingReport& report, SignalWatch& signals);

  // Until all is sent and answered, the deadline or an interrupt. The failure is one that makes going on
  // pointless.
  Result<void> run();

  // Whether every target replied: once, or as often as count and deadline ask together.
  bool succeeded() const;

 private:
  Nanos now() { return engine_.wire().now(); }
  bool has_sent_all() const;
  bool goes_on() const;
  void send_round();
  void send(std::size_t index);
  IpOptions ip_options_of(const PingTarget& target);
  void report_if_missing(std::size_t index);
  void settle(Probe& probe);
  void collect();
  void give_up();
  void take_candidates();
  void take_strays();
  void note_failure(const Probe& probe, const Failure& failure);
  Nanos patience_ends(const Probe& probe) const;
  Nanos next_event() const;
  PingTotals totals();
  PingStatistics& statistics(const Probe& probe) { return statistics_[index_of(probe)]; }
  std::size_t index_of(const Probe& probe) const {
    return static_cast<std::size_t>(probe.target - plan_.targets.data());
  }

  Engine& engine_;
  const PingPlan& plan_;
  PingReport& report_;
  SignalWatch& signals_;
  Nanos started_;
  Nanos next_round_;
  Nanos last_round_{};
  std::vector<PingStatistics> statistics_;
  std::vector<Probe> pending_;      // in the order of sending
  std::optional<Failure> failure_;  // the one that ended the session
};

}  // namespace icmpwire::cli
