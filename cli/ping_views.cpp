// What `icmpwire ping` sends and gets, handed to the views of packets on its way to the report.
#include <utility>

#include "cli/ping_report.h"

namespace icmpwire::cli {
namespace {

class ViewedReport final : public PingReport {
 public:
  ViewedReport(const PingPlan& plan, std::unique_ptr<PingReport> report, PacketViews& views)
      : plan_(plan), report_(std::move(report)), views_(views) {}

  void started() override { report_->started(); }
  void sent(const Probe& probe) override {
    views_.add(probe.datagram, plan_.epoch + probe.departure);
    report_->sent(probe);
  }
  void not_sent(const Probe& probe, const Failure& failure) override { report_->not_sent(probe, failure); }
  void missing(const Probe& probe, Nanos at) override { report_->missing(probe, at); }
  void answered(const Probe& probe, const Reception& reception) override {
    views_.add(reception.datagram, plan_.epoch + probe.departure + reception.round_trip);
    report_->answered(probe, reception);
  }
  void timed_out(const Probe& probe, Nanos waited) override { report_->timed_out(probe, waited); }
  void not_taken(const Probe& nearest, const Candidate& candidate) override {
    views_.add(candidate.datagram, plan_.epoch + candidate.at);
    report_->not_taken(nearest, candidate);
  }
  void stray(const PingTarget& target, const Stray& stray) override { report_->stray(target, stray); }
  void interim(const PingTotals& totals) override { report_->interim(totals); }
  void finished(const PingTotals& totals) override { report_->finished(totals); }

 private:
  const PingPlan& plan_;
  std::unique_ptr<PingReport> report_;
  PacketViews& views_;
};

}  // namespace

std::unique_ptr<PingReport> make_viewed_report(const PingPlan& plan, std::unique_ptr<PingReport> report,
                                               PacketViews& views) {
  return std::make_unique<ViewedReport>(plan, std::move(report), views);
}

}  // namespace icmpwire::cli
