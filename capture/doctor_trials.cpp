#include "capture/doctor_trials.h"

#include "capture/live_clock.h"
#include "capture/live_frames.h"
#include "capture/live_ring.h"
#include "capture/live_wire.h"
#include "capture/system/wait_set.h"
#include "packet/icmp.h"
#include "packet/ipv4.h"

namespace icmpwire {
namespace {

constexpr Ipv4Address loopback{{127, 0, 0, 1}};
constexpr Nanos patience = std::chrono::seconds(1);

// Told apart from other echoes by the time.
Octets echo_datagram(IcmpType type, Nanos now) {
  IcmpEcho echo;
  echo.type = type;
  echo.identifier = static_cast<std::uint16_t>(now.count() >> 16);
  echo.sequence = static_cast<std::uint16_t>(now.count());
  Octets message(layout<IcmpEcho>.octets);
  build_icmp(echo, {}, message);
  Ipv4Header header;
  header.source = header.destination = loopback;
  return build_ipv4(header, {}, message);
}

// Identifier and sequence, of a datagram without options.
Bytes mark_of(Bytes datagram) {
  constexpr std::size_t identifier_at = layout<Ipv4Header>.octets + 4;
  return datagram.size() < identifier_at + 4 ? Bytes() : datagram.subspan(identifier_at, 4);
}

tl::unexpected<Failure> nothing_came(std::string operation) {
  Failure failure;
  failure.operation = std::move(operation);
  failure.object = "lo";
  failure.reason = Reason::system;
  failure.detail = "nothing came back within a second";
  failure.instead = "sudo ip link set lo up";
  return tl::unexpected(std::move(failure));
}

std::string after(Nanos duration) {
  return std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(duration).count()) + " us";
}

}  // namespace

Result<std::string> try_injection(const std::string& loopback_device) {
  auto ring = LiveRing::open({loopback_device, 2048, 1U << 20, "icmp[icmptype] = icmp-echoreply"});
  if (!ring) return tl::unexpected(std::move(ring).error());
  auto wait_set = WaitSet::open();
  if (!wait_set) return tl::unexpected(std::move(wait_set).error());
  if (auto added = wait_set->add((*ring)->descriptor(), 0); !added) {
    return tl::unexpected(std::move(added).error());
  }
  const Nanos start = monotonic_now();
  Octets frame;
  frame_datagram(echo_datagram(IcmpType::echo_reply, start), (*ring)->link(), {}, frame);
  if ((*ring)->inject(frame) != 0) return nothing_came("inject on");
  while (monotonic_now() < start + patience) {
    while (const auto packet = (*ring)->next()) {
      if (equal(packet->octets, frame)) return "a frame came in after " + after(monotonic_now() - start);
    }
    std::uint32_t ready = 0;
    wait_set->wait(start + patience - monotonic_now(), {&ready, 1});
  }
  return nothing_came("inject on");
}

Result<std::string> try_echo() {
  auto wire = open_live_wire({"live", "", {}});
  if (!wire) return tl::unexpected(std::move(wire).error());
  const auto route = (*wire)->route(loopback, std::nullopt);
  if (!route) return tl::unexpected(route.error());
  const Octets datagram = echo_datagram(IcmpType::echo_request, (*wire)->now());
  const auto sent = (*wire)->send(datagram, *route);
  if (!sent) return tl::unexpected(sent.error());
  const Nanos departure = sent->frame.at;
  while ((*wire)->now() < departure + patience) {
    const auto frame = (*wire)->receive(departure + patience);
    if (!frame) return tl::unexpected(frame.error());
    if (*frame && equal(mark_of((*frame)->datagram()), mark_of(datagram))) {
      return "answered after " + after((*frame)->at - departure);
    }
  }
  return nothing_came("echo over");
}

}  // namespace icmpwire
