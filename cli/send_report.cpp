#include "cli/send_report.h"

namespace icmpwire::cli {
namespace {

class ViewedReport final : public SendReport {
 public:
  ViewedReport(const SendPlan& plan, PacketViews& views) : plan_(plan), views_(views) {}

  void sent(const Departure& departure) override { add(departure.frame); }
  void came(const Frame& frame) override { add(frame); }

 private:
  void add(const Frame& frame) { views_.add(frame.octets, frame.link, plan_.epoch + frame.at); }

  const SendPlan& plan_;
  PacketViews& views_;
};

}  // namespace

std::unique_ptr<SendReport> make_send_views(const SendPlan& plan, PacketViews& views) {
  return std::make_unique<ViewedReport>(plan, views);
}

Reception reception_of(const PacketWatch::Heard& heard, const Frame& last) {
  Reception reception;
  reception.keep(heard.trial.answer, last.device.index);
  reception.verdict = heard.trial.verdict;
  reception.round_trip = heard.after;
  reception.local = last.local;
  return reception;
}

}  // namespace icmpwire::cli
