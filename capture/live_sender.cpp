#include "capture/live_sender.h"

#include "capture/link.h"
#include "capture/live_clock.h"
#include "capture/live_frames.h"
#include "capture/neighbour_frames.h"
#include "capture/system/error.h"
#include "capture/system/privileges.h"

namespace icmpwire {
namespace {

Frame frame_of(Bytes octets, const LiveDevice& device, std::uint32_t datagram_at) {
  Frame frame;
  frame.octets = octets;
  frame.link = device.link();
  frame.datagram_at = datagram_at;
  frame.original_length = static_cast<std::uint32_t>(octets.size());
  frame.device = device.identity();
  frame.direction = Direction::outbound;
  return frame;
}

Frame wrap(Bytes datagram, const Route& route, const LiveDevice& device, const MacAddress& to,
           Octets& scratch) {
  const Bytes octets =
      frame_datagram(datagram, route.destination.is_v4(), device.link(), {device.address(), to}, scratch);
  return frame_of(octets, device, static_cast<std::uint32_t>(octets.size() - datagram.size()));
}

tl::unexpected<Failure> cannot_inject(const Route& route, int error) {
  auto failure = system_failure("send over", route.device.name.view(), error);
  if (failure.value().reason == Reason::too_big) failure.value().mtu = route.mtu;
  return failure;
}

// What `receive` hands out when it has left.
Sent held(const Device& device, Nanos at) {
  Sent sent;
  sent.held = true;
  sent.frame.device = device;
  sent.frame.direction = Direction::outbound;
  sent.frame.at = at;
  return sent;
}

Failure refused_frame(const Route& route, std::string detail) {
  return Failure("inject on", std::string(route.device.name.view()), Reason::device_cannot_inject,
                 std::move(detail),
                 "needs a destination that is reached over a device with the link header that was written",
                 "the datagram without a link header");
}

}  // namespace

Octets& LiveSender::sent_octets() {
  thread_local Octets octets;
  return octets;
}

Result<void> LiveSender::prepare_local() {
  if (local_.load() != nullptr) return {};
  const std::lock_guard lock(opening_local_);
  if (local_storage_) return {};
  auto opened = LocalSender::open(witness_ != nullptr);
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
  const auto to = destination(datagram, route);
  if (!to) return tl::unexpected(to.error());
  if (!*to) return held(route.device, monotonic_now());
  auto frame = inject(datagram, route, **to, sent_octets());
  if (!frame) return tl::unexpected(std::move(frame).error());
  return reported(*frame);
}

Result<LiveDevice*> LiveSender::device_of(const Route& route) {
  if (LiveDevice* device = devices_.find(route.device.index)) return device;
  return tl::unexpected(Failure("send over", std::string(route.device.name.view()), Reason::no_such_device,
                                "the device has gone"));
}

Result<Sent> LiveSender::send_frame(const Frame& frame, const Route& route) {
  const auto device = device_of(route);
  if (!device) return tl::unexpected(device.error());
  if (route.kind == RouteKind::local || (*device)->loopback()) {
    return tl::unexpected(refused_frame(
        route, "what this machine sends to itself goes through its kernel, which writes the link header"));
  }
  if (frame.link != (*device)->link()) {
    const std::string ours(to_text((*device)->link())), given(to_text(frame.link));
    return tl::unexpected(refused_frame(route, "its frames are of link type " + ours + ", not " + given));
  }
  Octets& octets = sent_octets();
  octets.assign(frame.octets.begin(), frame.octets.end());
  Frame left = frame_of(octets, **device, frame.datagram_at);
  if (auto put_out = put(left, **device, route); !put_out) return tl::unexpected(std::move(put_out).error());
  return reported(left);
}

Result<std::optional<MacAddress>> LiveSender::destination(Bytes datagram, const Route& route) {
  const auto found = device_of(route);
  if (!found) return tl::unexpected(found.error());
  const LiveDevice& device = **found;
  if (route.kind == RouteKind::local) return std::optional(MacAddress{});
  if (route.kind == RouteKind::broadcast) return std::optional(broadcast_mac);
  if (route.kind == RouteKind::multicast) return std::optional(multicast_mac(route.destination));
  // Where nobody is asked for an address the kernel writes the device's own.
  if (!device.resolves()) return std::optional(device.address());
  return resolver_.find_or_hold(datagram, route, coarse_now());
}

Result<Frame> LiveSender::framed(Bytes datagram, const Route& route, const MacAddress& to, Octets& scratch) {
  const auto device = device_of(route);
  if (!device) return tl::unexpected(device.error());
  return wrap(datagram, route, **device, to, scratch);
}

Result<Frame> LiveSender::inject(Bytes datagram, const Route& route, const MacAddress& to, Octets& scratch) {
  const auto device = device_of(route);
  if (!device) return tl::unexpected(device.error());
  Frame frame = wrap(datagram, route, **device, to, scratch);
  if (auto left = put(frame, **device, route); !left) return tl::unexpected(std::move(left).error());
  return frame;
}

// Writes the departure into the frame.
Result<void> LiveSender::put(Frame& frame, LiveDevice& device, const Route& route) {
  frame.at = monotonic_now();
  const int error = witness_ != nullptr ? witness_->inject(frame) : device.inject(frame.octets);
  if (error != 0) return cannot_inject(route, error);
  return {};
}

Sent LiveSender::reported(const Frame& frame) const {
  if (witness_ != nullptr) return held(frame.device, frame.at);
  Sent sent;
  sent.frame = frame;
  return sent;
}

Result<Sent> LiveSender::send_local(Bytes datagram, const Route& route) {
  const auto device = device_of(route);
  if (!device) return tl::unexpected(device.error());
  const bool is_v4 = route.destination.is_v4();
  const MutableBytes octets = frame_datagram(datagram, is_v4, (*device)->link(), {}, sent_octets());
  // The answer is as long as the question.
  if (auto widened = devices_.widen(**device, static_cast<std::uint32_t>(octets.size())); !widened) {
    return tl::unexpected(std::move(widened).error());
  }
  Frame frame = frame_of(octets, **device, static_cast<std::uint32_t>(octets.size() - datagram.size()));
  frame.at = monotonic_now();
  if (witness_ != nullptr) witness_->expect(frame, is_v4);
  const auto given = local_.load()->send(datagram, route.destination);
  if (!given) {
    if (witness_ != nullptr) witness_->give_up(frame);
    auto failure = given.error();
    if (failure.reason == Reason::too_big) failure.mtu = route.mtu;
    return tl::unexpected(std::move(failure));
  }
  if (is_v4) repair_as_kernel(octets.subspan(frame.datagram_at), route.source.v4());
  return reported(frame);
}

}  // namespace icmpwire
