// The event loop of `icmpwire send`: one packet out, what comes in after it judged and told.
#pragma once

#include <memory>
#include <vector>

#include "cli/send_report.h"
#include "cli/signals.h"

namespace icmpwire::cli {

class SendSession {
 public:
  using Reports = std::vector<std::unique_ptr<SendReport>>;

  // All must outlive the session.
  SendSession(Wire& wire, const SendPlan& plan, const Reports& reports, SignalWatch& signals);

  // Until enough answers, the timeout or an interrupt; whether there was an answer.
  Result<bool> run();

 private:
  Result<Sent> send();
  void take(PacketWatch& watch, const Frame& frame);
  void take_outbound(PacketWatch& watch, const Frame& frame);
  void tell_departure(PacketWatch& watch, const Frame& frame);

  template <class Tell>
  void tell(Tell&& tell) {
    for (const auto& report : reports_) tell(*report);
  }

  Wire& wire_;
  const SendPlan& plan_;
  const Reports& reports_;
  SignalWatch& signals_;
  bool departed_ = false;
};

}  // namespace icmpwire::cli
