#include "capture/virtual_wire.h"

#include <algorithm>
#include <utility>

#include "capture/sent_frame.h"

namespace icmpwire {

VirtualWire::VirtualWire(Nanos epoch, double speed)
    : epoch_(epoch), speed_(speed), started_(RealClock::now()) {}

Nanos VirtualWire::now() {
  const std::lock_guard lock(mutex_);
  follow_real_time();
  return now_;
}

Result<Sent> VirtualWire::send(Bytes datagram, const Route& route) {
  return send_frame(bare_frame(datagram), route);
}

Result<Sent> VirtualWire::send_frame(const Frame& frame, const Route& route) {
  const std::lock_guard lock(mutex_);
  follow_real_time();
  const Nanos departure = now_;
  if (Result<void> result = transmit(frame.datagram(), route, departure); !result) {
    return tl::unexpected(std::move(result).error());
  }
  changed_.notify_all();
  Sent result;
  result.frame = sent_frame(frame, route.device, departure);
  return result;
}

Result<std::optional<Frame>> VirtualWire::receive(Nanos until) {
  std::unique_lock lock(mutex_);
  if (speed_ > 0) wait_for(until, lock);
  run_events_until(until);
  while (until == forever && !interrupted_ && scheduled_.empty()) {
    changed_.wait(lock);
    run_events_until(until);
  }
  if (std::exchange(interrupted_, false)) return std::nullopt;
  if (!scheduled_.empty() && scheduled_.front().arrival.at <= std::max(until, now_)) return hand_out_first();
  now_ = std::max(until, now_);
  return std::nullopt;
}

void VirtualWire::follow_real_time() {
  if (speed_ == 0) return;
  const std::chrono::duration<double, std::nano> real = RealClock::now() - started_;
  now_ = std::max(now_, Nanos(static_cast<Nanos::rep>(real.count() * speed_)));
}

// At most an hour from now: who waits longer looks again.
VirtualWire::RealClock::time_point VirtualWire::real_time_of(Nanos instant) const {
  using Real = std::chrono::duration<double, std::nano>;
  constexpr Real most = std::chrono::hours(1);
  const Real real(static_cast<double>((instant - now_).count()) / speed_);
  return RealClock::now() + std::chrono::ceil<RealClock::duration>(std::min(real, most));
}

// Until the instant has come, or an arrival before it, or an interrupt.
void VirtualWire::wait_for(Nanos until, std::unique_lock<std::mutex>& lock) {
  for (;;) {
    follow_real_time();
    run_events_until(now_);
    const Nanos first = scheduled_.empty() ? forever : scheduled_.front().arrival.at;
    const Nanos next = std::min({until, first, next_event()});
    if (interrupted_ || first <= now_ || until <= now_) return;
    if (next == forever) {
      changed_.wait(lock);
    } else {
      changed_.wait_until(lock, real_time_of(next));
    }
  }
}

void VirtualWire::interrupt() {
  const std::lock_guard lock(mutex_);
  interrupted_ = true;
  changed_.notify_all();
}

void VirtualWire::deliver(Arrival arrival) {
  scheduled_.push_back({std::move(arrival), delivered_++});
  std::push_heap(scheduled_.begin(), scheduled_.end(), later);
}

Octets VirtualWire::take_buffer() {
  if (buffers_.empty()) return {};
  Octets buffer = std::move(buffers_.back());
  buffers_.pop_back();
  buffer.clear();
  return buffer;
}

bool VirtualWire::later(const Scheduled& left, const Scheduled& right) {
  return std::pair(left.arrival.at, left.number) > std::pair(right.arrival.at, right.number);
}

// Stops at the first arrival, however far `until` is: who receives it may send something in answer.
void VirtualWire::run_events_until(Nanos until) {
  for (;;) {
    const Nanos first = scheduled_.empty() ? forever : scheduled_.front().arrival.at;
    const Nanos event = next_event();
    if (event == forever || event > std::min(first, std::max(until, now_))) return;
    run_next_event();
  }
}

Frame VirtualWire::hand_out_first() {
  std::pop_heap(scheduled_.begin(), scheduled_.end(), later);
  Arrival& arrival = scheduled_.back().arrival;
  now_ = std::max(now_, arrival.at);
  std::swap(received_, arrival.octets);
  if (arrival.octets.capacity() != 0) buffers_.push_back(std::move(arrival.octets));
  Frame frame;
  frame.octets = received_;
  frame.link = arrival.link;
  frame.datagram_at = arrival.datagram_at;
  frame.original_length = std::max(arrival.original_length, static_cast<std::uint32_t>(received_.size()));
  frame.device = arrival.device;
  frame.at = arrival.at;
  frame.local = arrival.local;
  scheduled_.pop_back();
  return frame;
}

}  // namespace icmpwire
