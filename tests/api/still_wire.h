// A wire on which nothing ever happens: no answer comes, and no deadline either.
#pragma once

#include <condition_variable>
#include <mutex>

#include "capture/wire.h"

namespace icmpwire::test {

class StillWire final : public Wire {
 public:
  Nanos now() override { return {}; }
  Result<Route> route(const IpAddress& to, const std::optional<IpAddress>&) override {
    Route route;
    route.destination = route.next_hop = to;
    route.source = Ipv4Address{{10, 9, 1, 1}};
    route.mtu = 1500;
    return route;
  }
  Result<Sent> send(Bytes datagram, const Route&) override {
    Sent sent;
    sent.frame.octets = datagram;
    sent.frame.direction = Direction::outbound;
    return sent;
  }
  Result<std::optional<Frame>> receive(Nanos until) override {
    std::unique_lock lock(mutex_);
    if (until > Nanos{}) changed_.wait(lock, [this] { return interrupted_; });
    interrupted_ = false;
    return std::nullopt;
  }
  void interrupt() override {
    const std::lock_guard lock(mutex_);
    interrupted_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool interrupted_ = false;
};

}  // namespace icmpwire::test
