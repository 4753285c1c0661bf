#include "capture/live_sender.h"

#include "capture/link.h"
#include "capture/live_clock.h"
#include "capture/live_frames.h"
#include "capture/neighbour_frames.h"
#include "capture/system/error.h"
#include "capture/system/privileges.h"

namespace icmpwire {
namespace {

// What this thread sent last, as Sent::frame promises.
thread_local Octets sent_octets;

Frame frame_of(Bytes octets, const LiveDevice& device, Nanos at) {
  Frame frame;
  frame.octets = octets;
  frame.link = device.link();
  frame.datagram_at = static_cast<std::uint32_t>(link_header_size(device.link()).value_or(0));
  frame.original_length = static_cast<std::uint32_t>(octets.size());
  frame.device = device.identity();
  frame.at = at;
  frame.direction = Direction::outbound;
  return frame;
}

tl::unexpected<Failure> cannot_inject(const Route& route, int error) {
  auto failure = system_failure("send over", route.device.name.view(), error);
  if (failure.value().reason == Reason::too_big) failure.value().mtu = route.mtu;
  return failure;
}

}  // namespace

Result<void> LiveSender::prepare_local() {
  if (local_.load() != nullptr) return {};
  const std::lock_guard lock(opening_local_);
  if (local_storage_) return {};
  auto opened = LocalSender::open();
  if (!opened && opened.error().reason == Reason::no_privilege) {
    return tl::unexpected(no_raw_packets(opened.error().operation, opened.error().object));
  }
  if (!opened) return tl::unexpected(std::move(opened).error());
  local_storage_ = std::move(*opened);
  local_.store(&*local_storage_);
  return {};
}

Result<Sent> LiveSender::send(Bytes datagram, const Route& route) {
  if (route.kind == RouteKind::local) return send_local(datagram, route);
  const auto device = device_of(route);
  if (!device) return tl::unexpected(device.error());
  const auto to = destination(datagram, route, **device);
  if (!to) return tl::unexpected(to.error());
  Sent sent;
  if (!*to) {
    sent.held = true;
    sent.frame.device = route.device;
    sent.frame.direction = Direction::outbound;
    sent.frame.at = monotonic_now();
    return sent;
  }
  auto frame = inject(datagram, route, **to, sent_octets);
  if (!frame) return tl::unexpected(std::move(frame).error());
  sent.frame = *frame;
  return sent;
}

Result<LiveDevice*> LiveSender::device_of(const Route& route) {
  if (LiveDevice* device = devices_.find(route.device.index)) return device;
  Failure failure;
  failure.operation = "send over";
  failure.object = route.device.name.view();
  failure.reason = Reason::no_such_device;
  failure.detail = "the device has gone";
  return tl::unexpected(std::move(failure));
}

Result<std::optional<MacAddress>> LiveSender::destination(Bytes datagram, const Route& route,
                                                          LiveDevice& device) {
  if (route.kind == RouteKind::broadcast) return std::optional(broadcast_mac);
  if (route.kind == RouteKind::multicast) return std::optional(multicast_mac(route.destination));
  // Where nobody is asked for an address the kernel writes the device's own.
  if (!device.resolves()) return std::optional(device.address());
  return resolver_.find_or_hold(datagram, route, coarse_now());
}

Result<Frame> LiveSender::inject(Bytes datagram, const Route& route, const MacAddress& to, Octets& scratch) {
  const auto device = device_of(route);
  if (!device) return tl::unexpected(device.error());
  const LinkAddresses addresses{(*device)->address(), to};
  const Bytes octets =
      frame_datagram(datagram, route.destination.is_v4(), (*device)->link(), addresses, scratch);
  const Nanos departure = monotonic_now();
  const int error = (*device)->inject(octets);
  if (error != 0) return cannot_inject(route, error);
  return frame_of(octets, **device, departure);
}

Result<Sent> LiveSender::send_local(Bytes datagram, const Route& route) {
  const auto device = device_of(route);
  if (!device) return tl::unexpected(device.error());
  const bool is_v4 = route.destination.is_v4();
  const MutableBytes octets = frame_datagram(datagram, is_v4, (*device)->link(), {}, sent_octets);
  // The answer is as long as the question.
  if (auto widened = devices_.widen(**device, static_cast<std::uint32_t>(octets.size())); !widened) {
    return tl::unexpected(std::move(widened).error());
  }
  Sent sent;
  sent.frame = frame_of(octets, **device, monotonic_now());
  const auto given = local_.load()->send(datagram, route.destination);
  if (!given) {
    auto failure = given.error();
    if (failure.reason == Reason::too_big) failure.mtu = route.mtu;
    return tl::unexpected(std::move(failure));
  }
  if (is_v4) repair_as_kernel(octets.subspan(sent.frame.datagram_at), route.source.v4());
  return sent;
}

}  // namespace icmpwire
