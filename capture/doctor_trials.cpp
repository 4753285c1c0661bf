#include "capture/doctor_trials.h"

#include "capture/live_clock.h"
#include "capture/live_frames.h"
#include "capture/live_ring.h"
#include "capture/live_wire.h"
#include "capture/system/wait_set.h"
#include "packet/icmp.h"
#include "packet/icmpv6.h"
#include "packet/ipv4.h"
#include "packet/ipv6.h"

namespace icmpwire {
namespace {

constexpr Nanos patience = std::chrono::seconds(1);

// From an address of ours to itself.
Octets ipv4_datagram(const IcmpEcho& echo, const Ipv4Address& own) {
  Octets message(layout<IcmpEcho>.octets);
  build_icmp(echo, {}, message);
  Ipv4Header header;
  header.source = header.destination = own;
  return build_ipv4(header, {}, message);
}

Octets ipv6_datagram(const IcmpEcho& echo, const Ipv6Address& own) {
  Icmpv6Echo request;
  request.identifier = echo.identifier;
  request.sequence = echo.sequence;
  Octets message(layout<Icmpv6Echo>.octets);
  build_icmpv6(request, {}, own, own, message);
  Ipv6Header header;
  header.source = header.destination = own;
  return build_ipv6(header, {}, message);
}

// Told apart from other echoes by the time.
IcmpEcho echo_at(Nanos now) {
  IcmpEcho echo;
  echo.identifier = static_cast<std::uint16_t>(now.count() >> 16);
  echo.sequence = static_cast<std::uint16_t>(now.count());
  return echo;
}

// Identifier and sequence, of a datagram without options.
Bytes mark_of(Bytes datagram, bool is_v4) {
  const std::size_t at = (is_v4 ? layout<Ipv4Header>.octets : layout<Ipv6Header>.octets) + std::size_t{4};
  return datagram.size() < at + 4 ? Bytes() : datagram.subspan(at, 4);
}

tl::unexpected<Failure> nothing_came(std::string operation) {
  return tl::unexpected(Failure(std::move(operation), "lo", Reason::system,
                                "nothing came back within a second", {}, "sudo ip link set lo up"));
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
  IcmpEcho reply = echo_at(start);
  reply.type = IcmpType::echo_reply;
  frame_datagram(ipv4_datagram(reply, {{127, 0, 0, 1}}), true, (*ring)->link(), {}, frame);
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

Result<std::string> try_echo(const IpAddress& loopback) {
  auto wire = open_live_wire({"live", "", {}});
  if (!wire) return tl::unexpected(std::move(wire).error());
  const auto route = (*wire)->route(loopback, std::nullopt);
  if (!route) return tl::unexpected(route.error());
  const IcmpEcho echo = echo_at((*wire)->now());
  const bool is_v4 = loopback.is_v4();
  const Octets datagram = is_v4 ? ipv4_datagram(echo, loopback.v4()) : ipv6_datagram(echo, loopback.v6());
  const auto sent = (*wire)->send(datagram, *route);
  if (!sent) return tl::unexpected(sent.error());
  const Nanos departure = sent->frame.at;
  while ((*wire)->now() < departure + patience) {
    const auto frame = (*wire)->receive(departure + patience);
    if (!frame) return tl::unexpected(frame.error());
    if (*frame && equal(mark_of((*frame)->datagram(), is_v4), mark_of(datagram, is_v4))) {
      return "answered after " + after((*frame)->at - departure);
    }
  }
  return nothing_came("echo over");
}

}  // namespace icmpwire
