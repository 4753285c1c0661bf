#include "capture/listening_wire.h"

#include <array>

#include "capture/link.h"
#include "capture/live_clock.h"
#include "capture/live_ring.h"
#include "capture/system/wait_set.h"

namespace icmpwire {
namespace {

// ICMPv6 behind extension headers and in fragments too, which `icmp6` would miss: 0 hop-by-hop, 43 routing,
// 44 fragment, 51 authentication, 60 destination options.
constexpr std::string_view all_icmp =
    "icmp or icmp6 or ip6[6] = 0 or ip6[6] = 43 or ip6[6] = 44 or ip6[6] = 51 or ip6[6] = 60";

constexpr std::uint32_t longest_frame = 65535 + 18;  // octets
constexpr std::uint32_t ring_octets = 32U << 20;
constexpr Nanos steadiness = std::chrono::microseconds(50);  // of the clocks' relation

class ListeningWire final : public Wire {
 public:
  // One ring for each direction: the link header does not tell it.
  struct Side {
    Direction direction;
    std::unique_ptr<LiveRing> ring;
    std::optional<LiveRing::Packet> first;  // read and not handed out
  };
  // What comes first: whatever left before it is in the other ring by the time that it is read.
  using Sides = std::array<Side, 2>;

  ListeningWire(const std::string& device, Sides sides, WaitSet wait_set)
      : device_{0, DeviceName(device)},
        sides_(std::move(sides)),
        wait_set_(std::move(wait_set)),
        stamps_(steadiness) {
    const ClockReading now = read_clocks();
    epoch_ = now.wall - now.monotonic;
  }

  Nanos now() override { return monotonic_now(); }
  Result<Route> route(const IpAddress& to, const std::optional<IpAddress>& /*from*/) override {
    return refusal("find a route to", to_text(to));
  }
  Result<Sent> send(Bytes /*datagram*/, const Route& route) override {
    return refusal("send to", to_text(route.destination));
  }
  Result<std::optional<Frame>> receive(Nanos until) override;
  void interrupt() override { wait_set_.wake(); }
  std::uint64_t dropped() override { return sides_[0].ring->dropped() + sides_[1].ring->dropped(); }
  Nanos epoch() override { return epoch_; }
  int descriptor() override { return wait_set_.descriptor(); }

 private:
  static tl::unexpected<Failure> refusal(std::string operation, std::string object) {
    return tl::unexpected(Failure(std::move(operation), std::move(object), Reason::unsupported,
                                  "this wire only listens", {}, "live | live:DEVICE"));
  }
  Side* earliest();
  std::optional<Frame> hand_out(Side& side);

  const Device device_;
  Sides sides_;
  WaitSet wait_set_;
  StampClock stamps_;
  Nanos last_at_{};
  Nanos epoch_{};
};

Result<std::optional<Frame>> ListeningWire::receive(Nanos until) {
  for (;;) {
    while (Side* const side = earliest()) {
      if (auto frame = hand_out(*side)) return frame;
    }
    for (const Side& side : sides_) {
      if (!side.ring->has_failed() || !side.ring->is_gone()) continue;
      return tl::unexpected(Failure("listen on", std::string(device_.name.view()), Reason::no_such_device,
                                    "the device has gone"));
    }
    if (now() >= until) return std::nullopt;
    std::array<std::uint32_t, 4> tags{};
    const std::size_t count = wait_set_.wait(until == forever ? forever : until - now(), tags);
    for (const std::uint32_t tag : std::span(tags).first(count)) {
      if (tag == WaitSet::woken) return std::nullopt;
    }
  }
}

// nullptr: nothing is there.
ListeningWire::Side* ListeningWire::earliest() {
  Side* earliest = nullptr;
  for (Side& side : sides_) {
    if (!side.first) side.first = side.ring->next();
    if (side.first && (earliest == nullptr || side.first->stamp < earliest->first->stamp)) earliest = &side;
  }
  return earliest;
}

// nullopt: no datagram is in it.
std::optional<Frame> ListeningWire::hand_out(Side& side) {
  const LiveRing::Packet packet = *side.first;
  side.first.reset();
  const auto datagram_at = datagram_offset(packet.octets, side.ring->link());
  if (!datagram_at) return std::nullopt;
  last_at_ = stamps_.to_wire_time(packet.stamp, last_at_, read_clocks());
  Frame frame;
  frame.octets = packet.octets;
  frame.link = side.ring->link();
  frame.datagram_at = *datagram_at;
  frame.original_length = packet.original_length;
  frame.device = device_;
  frame.at = last_at_;
  frame.direction = side.direction;
  return frame;
}

Result<RingPlan> read_plan(WireSpec& spec) {
  RingPlan plan;
  plan.device = spec.name;
  plan.longest = longest_frame;
  plan.octets = ring_octets;
  plan.injects = false;
  if (const auto promiscuous = spec.take("promiscuous")) {
    plan.promiscuous = *promiscuous == "on";
    if (*promiscuous != "on" && *promiscuous != "off") {
      return tl::unexpected(Failure("open the wire", "listen?promiscuous=" + *promiscuous, Reason::bad_spec,
                                    "it is on or off"));
    }
  }
  const std::string filter = spec.take("filter").value_or(std::string(all_icmp));
  // What leaves has its tag in the frame, where the filter would not look behind it.
  plan.filter = "(" + filter + ") or (vlan and (" + filter + "))";
  if (auto known = spec.refuse_unknown_keys(); !known) return tl::unexpected(std::move(known).error());
  if (!spec.name.empty()) return plan;
  return tl::unexpected(
      Failure("open the wire", "listen", Reason::bad_spec, "the device is missing: listen:DEVICE"));
}

}  // namespace

Result<std::unique_ptr<Wire>> open_listening_wire(WireSpec spec) {
  auto plan = read_plan(spec);
  if (!plan) return tl::unexpected(std::move(plan).error());
  auto wait_set = WaitSet::open();
  if (!wait_set) return tl::unexpected(std::move(wait_set).error());
  ListeningWire::Sides sides{{{Direction::inbound, nullptr, {}}, {Direction::outbound, nullptr, {}}}};
  for (auto& side : sides) {
    plan->shows =
        side.direction == Direction::inbound ? RingPlan::Shows::arrivals : RingPlan::Shows::departures;
    auto ring = LiveRing::open(*plan);
    if (!ring) return tl::unexpected(std::move(ring).error());
    side.ring = std::move(*ring);
    const auto tag = static_cast<std::uint32_t>(side.direction);
    if (auto added = wait_set->add(side.ring->descriptor(), tag); !added) {
      return tl::unexpected(std::move(added).error());
    }
  }
  return std::make_unique<ListeningWire>(plan->device, std::move(sides), std::move(*wait_set));
}

}  // namespace icmpwire
