#include "capture/live_witness.h"

#include <algorithm>

#include "capture/live_ring.h"
#include "packet/ipv4.h"

namespace icmpwire {
namespace {

// Both without what a kernel may have written over.
bool equal_but_for_the_kernel(Bytes asked, Bytes sent) {
  if (asked.size() != sent.size() || asked.size() < layout<Ipv4Header>.octets) return equal(asked, sent);
  struct Part {
    std::size_t begin, size;
  };
  constexpr Part total_length{2, 2}, identification{4, 2}, checksum{10, 2}, source{12, 4};
  Octets filled(asked.begin(), asked.end());
  const auto fill_in = [&](const Part& part) {
    const Bytes octets = sent.subspan(part.begin, part.size);
    std::copy(octets.begin(), octets.end(), MutableBytes(filled).subspan(part.begin).begin());
  };
  fill_in(total_length);
  fill_in(checksum);
  if (read_u16(asked, identification.begin) == 0) fill_in(identification);
  if (read_u32(asked, source.begin) == 0) fill_in(source);
  return equal(filled, sent);
}

}  // namespace

Result<std::unique_ptr<LiveWitness>> LiveWitness::open() {
  auto sender = FrameSender::open();
  if (!sender) return tl::unexpected(std::move(sender).error());
  return std::unique_ptr<LiveWitness>(new LiveWitness(std::move(*sender)));
}

int LiveWitness::inject(const Frame& frame) {
  expect(frame, false);
  const int error = sender_.send(frame.device.index, frame.octets, LiveRing::patience);
  if (error != 0) give_up(frame);
  return error;
}

void LiveWitness::expect(const Frame& frame, bool rewritten) {
  const std::lock_guard lock(mutex_);
  if (departures_.size() == most) departures_.pop_front();
  departures_.push_back(
      {frame.device.index, frame.datagram_at, rewritten, {frame.octets.begin(), frame.octets.end()}});
}

void LiveWitness::give_up(const Frame& frame) { recognise(frame.device.index, frame.octets); }

std::optional<std::uint32_t> LiveWitness::recognise(std::uint32_t device, Bytes octets) {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(departures_.begin(), departures_.end(),
                                  [&](const Departure& departure) { return departure.is(device, octets); });
  if (found == departures_.end()) return std::nullopt;
  const std::uint32_t datagram_at = found->datagram_at;
  departures_.erase(found);
  return datagram_at;
}

bool LiveWitness::Departure::is(std::uint32_t other_device, Bytes other) const {
  if (device != other_device || octets.size() != other.size()) return false;
  if (!rewritten) return equal(octets, other);
  return equal(Bytes(octets).first(datagram_at), other.first(datagram_at)) &&
         equal_but_for_the_kernel(Bytes(octets).subspan(datagram_at), other.subspan(datagram_at));
}

}  // namespace icmpwire
