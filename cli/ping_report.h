// What happens while pinging, told to whoever shows it: as text, or as JSON Lines.
#pragma once

#include <memory>
#include <vector>

#include "api/engine.h"
#include "cli/packet_views.h"
#include "cli/ping_plan.h"
#include "cli/ping_statistics.h"
#include "cli/streams.h"

namespace icmpwire::cli {

// One request, as it was sent.
struct Probe {
  const PingTarget* target;
  std::uint16_t sequence = 0;
  Nanos departure{};  // wire time
  Ticket ticket;
  Bytes datagram;  // whole
};

// The whole run so far.
struct PingTotals {
  const std::vector<PingStatistics>* by_target;  // in the order of the plan's targets
  Nanos elapsed{};                               // wire time
  Exchange::Counters counters;
  std::uint64_t dropped = 0;  // by the system, before they could be read
};

// Calls come in the order of the events.
class PingReport {
 public:
  virtual ~PingReport() = default;
  virtual void started() = 0;
  virtual void sent(const Probe& probe) = 0;
  virtual void not_sent(const Probe& probe, const Failure& failure) = 0;
  virtual void missing(const Probe& probe, Nanos at) = 0;  // no answer yet, and the next request is due
  virtual void answered(const Probe& probe, const Reception& reception) = 0;
  virtual void timed_out(const Probe& probe, Nanos waited) = 0;
  virtual void not_taken(const Probe& nearest, const Candidate& candidate) = 0;
  virtual void stray(const PingTarget& target, const Stray& stray) = 0;
  virtual void interim(const PingTotals& totals) = 0;
  virtual void finished(const PingTotals& totals) = 0;
};

// The plan must outlive the report.
std::unique_ptr<PingReport> make_text_report(const PingPlan& plan, Streams streams);
std::unique_ptr<PingReport> make_json_report(const PingPlan& plan, Streams streams);
// Hands on what it is told, and what left and came to the views, which must outlive it too.
std::unique_ptr<PingReport> make_viewed_report(const PingPlan& plan, std::unique_ptr<PingReport> report,
                                               PacketViews& views);

}  // namespace icmpwire::cli
