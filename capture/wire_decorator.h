// A wire around another one: whatever a decorator does not do itself, the wire inside does.
#pragma once

#include <memory>
#include <utility>

#include "capture/wire.h"

namespace icmpwire {

class WireDecorator : public Wire {
 public:
  explicit WireDecorator(std::unique_ptr<Wire> wire) : wire_(std::move(wire)) {}

  Nanos now() override { return wire_->now(); }
  Result<Route> route(const IpAddress& to, const std::optional<IpAddress>& from) override {
    return wire_->route(to, from);
  }
  Result<Sent> send(Bytes datagram, const Route& route) override { return wire_->send(datagram, route); }
  Result<Sent> send_frame(const Frame& frame, const Route& route) override {
    return wire_->send_frame(frame, route);
  }
  Result<Frame> framed(Bytes datagram, const Route& route) override { return wire_->framed(datagram, route); }
  Result<std::optional<Frame>> receive(Nanos until) override { return wire_->receive(until); }
  void interrupt() override { wire_->interrupt(); }
  void unanswered(Nanos departure) override { wire_->unanswered(departure); }
  bool has_neighbour(const IpAddress& address) override { return wire_->has_neighbour(address); }
  std::uint64_t dropped() override { return wire_->dropped(); }
  Nanos epoch() override { return wire_->epoch(); }
  int descriptor() override { return wire_->descriptor(); }
  bool takes_notes() override { return wire_->takes_notes(); }
  void note(std::string_view text) override { wire_->note(text); }

 protected:
  Wire& inner() { return *wire_; }

 private:
  const std::unique_ptr<Wire> wire_;
};

}  // namespace icmpwire
