#include "capture/recorder.h"

#include <mutex>

namespace icmpwire {
namespace {

class Recorder final : public Wire {
 public:
  Recorder(std::unique_ptr<Wire> wire, std::unique_ptr<CaptureWriter> writer)
      : wire_(std::move(wire)), writer_(std::move(writer)), epoch_(wire_->epoch()) {}

  Nanos now() override { return wire_->now(); }
  Result<Route> route(const IpAddress& to, const std::optional<IpAddress>& from) override {
    return wire_->route(to, from);
  }
  void interrupt() override { wire_->interrupt(); }
  void unanswered(Nanos departure) override { wire_->unanswered(departure); }
  std::uint64_t dropped() override { return wire_->dropped(); }
  Nanos epoch() override { return epoch_; }
  int descriptor() override { return wire_->descriptor(); }

  Result<Sent> send(Bytes datagram, const Route& route) override {
    // Held while sending, so that the answer, which another thread may receive at once, is written behind it.
    const std::lock_guard lock(mutex_);
    Result<Sent> sent = wire_->send(datagram, route);
    if (!sent || sent->held) return sent;
    if (Result<void> result = writer_->write(sent->frame, epoch_); !result) {
      return tl::unexpected(std::move(result).error());
    }
    return sent;
  }

  Result<std::optional<Frame>> receive(Nanos until) override {
    Result<std::optional<Frame>> received = wire_->receive(until);
    if (!received || !*received) return received;
    const std::lock_guard lock(mutex_);
    if (Result<void> result = writer_->write(**received, epoch_); !result) {
      return tl::unexpected(std::move(result).error());
    }
    return received;
  }

 private:
  std::unique_ptr<Wire> wire_;
  std::unique_ptr<CaptureWriter> writer_;
  std::mutex mutex_;   // of the writer, and of the order in the file
  const Nanos epoch_;  // one for the whole file, whatever becomes of the system's clock
};

}  // namespace

Result<std::unique_ptr<Wire>> record(std::unique_ptr<Wire> wire, const std::string& path) {
  Result<std::unique_ptr<CaptureWriter>> writer = CaptureWriter::create(path);
  if (!writer) return tl::unexpected(std::move(writer).error());
  return std::make_unique<Recorder>(std::move(wire), std::move(*writer));
}

}  // namespace icmpwire
