// Surveys over a wire: requests out, outcomes in, all by wire time and in one thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "api/engine.h"
#include "cli/packet_views.h"
#include "cli/path_options.h"
#include "cli/signals.h"
#include "icmp/survey.h"

namespace icmpwire::cli {

struct PathTarget {
  std::string name;  // as it was given
  IpAddress address;
  IpAddress source;       // of requests to it
  std::uint32_t mtu = 0;  // octets of the largest datagram that our own link takes
};

// What a survey took.
struct SurveyCosts {
  std::size_t requests = 0;
  std::size_t answers = 0;
  Nanos first_departure = forever;  // wire time
  Nanos last_arrival{};
  bool interrupted = false;

  // From the first request to the last answer.
  Nanos elapsed() const { return answers == 0 ? Nanos{} : last_arrival - first_departure; }
};

// The commands trace, pmtu and probe each have one.
class PathSession {
 public:
  // With a witness a request counts as sent when its device was seen to send it.
  static Result<std::unique_ptr<PathSession>> open(const PathSwitches& switches, bool with_witness = false);

  // Its address, by the system's resolver where it is a name, and the route there.
  Result<PathTarget> find(const std::string& name);

  // A request to `to` as the switches want it.
  Request request_to(const IpAddress& to) const;

  // Until the survey is finished, nothing is left to come, or it is interrupted. Fails where going on is
  // pointless.
  Result<SurveyCosts> run(Survey& survey);

  // Each request that was answered or not, and its answers, go there as well; `views` must outlive the
  // session.
  void show_to(PacketViews& views) { views_ = &views; }

  const std::string& wire() const { return spec_; }
  bool interrupted() const { return signals_->stop(); }
  Nanos since_1970() { return engine_->wire().epoch() + engine_->wire().now(); }

 private:
  explicit PathSession(const PathSwitches& switches) : switches_(switches) {}

  struct Pending {
    std::size_t number;
    Ticket ticket;
  };
  Result<void> send(Survey& survey, const Request& request);
  Result<void> collect(Survey& survey);
  void count(const Outcome& outcome);
  void show(const Outcome& outcome, Bytes sent);

  const PathSwitches& switches_;
  const HeldSignals held_;  // before any thread of a wire
  std::string spec_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<SignalWatch> signals_;
  std::vector<Pending> pending_;
  SurveyCosts costs_;
  PacketViews* views_ = nullptr;
};

}  // namespace icmpwire::cli
