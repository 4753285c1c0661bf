#include "capture/fault_injector.h"

#include <algorithm>
#include <mutex>

#include "capture/packet_damage.h"
#include "capture/sent_frame.h"
#include "capture/wire_decorator.h"

namespace icmpwire {
namespace {

class FaultInjector final : public WireDecorator {
 public:
  FaultInjector(std::unique_ptr<Wire> wire, const FaultSpec& faults)
      : WireDecorator(std::move(wire)),
        faults_(faults),
        outbound_(faults.seed),
        inbound_(outbound_.next()),
        allowance_(faults.rate > 0 ? std::max(faults.rate, 1.0) : 0) {}

  Result<Sent> send(Bytes datagram, const Route& route) override;
  Result<Sent> send_frame(const Frame& frame, const Route& route) override;
  Result<std::optional<Frame>> receive(Nanos until) override;

 private:
  struct Held {
    Frame frame;  // its octets are those below
    Octets octets;
    std::uint64_t number;
  };

  bool loses_request();
  Result<Sent> lost(const Frame& frame, const Route& route);
  bool suffers(const Frame& frame) const { return frame.direction == Direction::inbound && !frame.local; }
  void take(const Frame& frame);
  void hold(const Frame& frame, Nanos due);
  Nanos due_time(const Frame& frame);
  bool is_over_rate(Nanos at);
  void damage(Held& held);
  Nanos first_due() const { return held_.empty() ? forever : held_.front().frame.at; }
  Frame hand_out_first();
  static bool later(const Held& left, const Held& right) {
    return std::pair(left.frame.at, left.number) > std::pair(right.frame.at, right.number);
  }

  const FaultSpec faults_;
  std::mutex outbound_mutex_;  // any thread may send; one at a time receives
  FaultRandom outbound_;
  FaultRandom inbound_;
  double allowance_;  // packets that may still come in, at allowed_at_
  Nanos allowed_at_{};
  std::vector<Held> held_;  // a heap, the earliest first
  std::uint64_t numbered_ = 0;
  Octets received_;  // the octets that the last receive handed out
};

Result<Sent> FaultInjector::send(Bytes datagram, const Route& route) {
  return loses_request() ? lost(bare_frame(datagram), route) : inner().send(datagram, route);
}

Result<Sent> FaultInjector::send_frame(const Frame& frame, const Route& route) {
  return loses_request() ? lost(frame, route) : inner().send_frame(frame, route);
}

bool FaultInjector::loses_request() {
  const std::lock_guard lock(outbound_mutex_);
  return outbound_.happens(faults_.request_loss);
}

Result<Sent> FaultInjector::lost(const Frame& frame, const Route& route) {
  Sent sent;
  sent.frame = sent_frame(frame, route.device, inner().now());
  return sent;
}

Result<std::optional<Frame>> FaultInjector::receive(Nanos until) {
  for (;;) {
    const Nanos due = first_due();
    Result<std::optional<Frame>> frame = inner().receive(std::min(until, due));
    if (!frame) return frame;
    if (*frame) {
      if (!suffers(**frame)) return frame;
      take(**frame);
      continue;
    }
    if (due <= until && inner().now() >= due) return hand_out_first();
    return std::nullopt;  // `until` came, or somebody interrupted
  }
}

void FaultInjector::take(const Frame& frame) {
  if (inbound_.happens(faults_.loss) || is_over_rate(frame.at)) return;
  const bool comes_twice = inbound_.happens(faults_.duplicate);
  hold(frame, due_time(frame));
  if (comes_twice) hold(frame, due_time(frame));
}

void FaultInjector::hold(const Frame& frame, Nanos due) {
  Held held{frame, {frame.octets.begin(), frame.octets.end()}, numbered_++};
  held.frame.at = due;
  damage(held);
  held_.push_back(std::move(held));
  std::push_heap(held_.begin(), held_.end(), later);
}

Nanos FaultInjector::due_time(const Frame& frame) {
  Nanos due = frame.at + faults_.delay;
  if (faults_.jitter > Nanos{}) {
    const double spread = static_cast<double>(faults_.jitter.count()) * (2 * inbound_.even() - 1);
    due += Nanos(static_cast<Nanos::rep>(spread));
  }
  if (inbound_.happens(faults_.reorder)) due += faults_.reorder_by;
  return std::max(due, frame.at);
}

// A bucket that fills at the rate, up to a second's worth.
bool FaultInjector::is_over_rate(Nanos at) {
  if (faults_.rate == 0) return false;
  const std::chrono::duration<double> passed = at - allowed_at_;
  allowance_ =
      std::min(allowance_ + std::max(passed.count(), 0.0) * faults_.rate, std::max(faults_.rate, 1.0));
  allowed_at_ = std::max(allowed_at_, at);
  if (allowance_ < 1) return true;
  --allowance_;
  return false;
}

void FaultInjector::damage(Held& held) {
  const std::size_t datagram_at = held.frame.datagram_at;
  if (!faults_.corrupt.empty() && inbound_.happens(faults_.corrupt_chance)) {
    corrupt_fields(MutableBytes(held.octets).subspan(datagram_at), faults_.corrupt, faults_.repair, inbound_);
  }
  if (inbound_.happens(faults_.truncate) && held.octets.size() > datagram_at) {
    held.octets.resize(datagram_at + inbound_.next() % (held.octets.size() - datagram_at));
    held.frame.original_length = static_cast<std::uint32_t>(held.octets.size());
  }
}

Frame FaultInjector::hand_out_first() {
  std::pop_heap(held_.begin(), held_.end(), later);
  received_.swap(held_.back().octets);
  Frame frame = held_.back().frame;
  held_.pop_back();
  frame.octets = received_;
  return frame;
}

}  // namespace

std::unique_ptr<Wire> inject_faults(std::unique_ptr<Wire> wire, const FaultSpec& faults) {
  return std::make_unique<FaultInjector>(std::move(wire), faults);
}

}  // namespace icmpwire
