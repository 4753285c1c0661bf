// Traces of several kinds of requests beside one of plain requests, their control.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "icmp/trace.h"

namespace icmpwire {

// The others are traced as far as the control leads; so no router is asked for hops that are none.
class ControlledTraces final : public Survey {
 public:
  // What the others send, and all else as the control does. Their data must outlive the traces.
  ControlledTraces(const Trace::Settings& control, std::vector<Request> others);

  std::optional<Request> next(Nanos now) override;
  Nanos resumes_at() const override;
  void take(std::size_t number, const Outcome& outcome, Bytes sent, Nanos now) override;
  bool finished() const override;

  const Trace& control() const { return control_; }
  // In the order of the requests; empty until it is known how far they are to go.
  const std::vector<std::unique_ptr<Trace>>& others() const { return others_; }

 private:
  std::uint8_t leads_to(Nanos now) const;
  void follow(std::uint8_t last);
  Nanos patience_ends() const;

  Trace::Settings settings_;
  std::vector<Request> requests_;
  Trace control_;
  std::vector<std::unique_ptr<Trace>> others_;
  SurveySet all_;
  Nanos started_ = forever;
  Nanos now_{};  // of the last call
};

}  // namespace icmpwire
