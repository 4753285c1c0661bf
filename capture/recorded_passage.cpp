#include "capture/recorded_passage.h"

#include <atomic>

#include "capture/capture_file.h"
#include "capture/link.h"
#include "capture/query_name.h"

namespace icmpwire {
namespace {

tl::unexpected<Failure> refusal() {
  return tl::unexpected(Failure("send over", "a recording that is listened to", Reason::unsupported,
                                "this wire only listens", {}, "replay:FILE, opened to send"));
}

// Where the frame's datagram begins, if it carries ICMP.
std::optional<std::uint32_t> icmp_at(Bytes octets, LinkType link) {
  const auto at = datagram_offset(octets, link);
  if (!at) return std::nullopt;
  const auto datagram = parse_quoted_ip(octets.subspan(*at));
  return datagram && datagram->is_icmp() ? at : std::nullopt;
}

// The clock stands at the packet read last.
class RecordedPassage final : public Wire {
 public:
  explicit RecordedPassage(std::unique_ptr<CaptureReader> capture) : capture_(std::move(capture)) {}

  Nanos now() override { return now_; }
  Result<Route> route(const IpAddress& /*to*/, const std::optional<IpAddress>& /*from*/) override {
    return refusal();
  }
  Result<Sent> send(Bytes /*datagram*/, const Route& /*route*/) override { return refusal(); }
  Result<std::optional<Frame>> receive(Nanos until) override;
  void interrupt() override { interrupted_ = true; }

 private:
  const std::unique_ptr<CaptureReader> capture_;
  std::atomic<bool> interrupted_ = false;
  Nanos now_{};
};

Result<std::optional<Frame>> RecordedPassage::receive(Nanos /*until*/) {
  while (!interrupted_.exchange(false)) {
    auto packet = capture_->next();
    if (!packet) return tl::unexpected(std::move(packet).error());
    if (!*packet) break;
    const CapturedPacket& found = **packet;
    now_ = found.at;
    const auto at = icmp_at(found.octets, found.link);
    if (!at) continue;
    Frame frame;
    frame.octets = found.octets;
    frame.link = found.link;
    frame.datagram_at = *at;
    frame.original_length = found.original_length;
    frame.device = {found.interface, DeviceName(found.interface_name)};
    frame.at = found.at;
    frame.direction = found.direction.value_or(Direction::inbound);
    return frame;
  }
  return std::nullopt;
}

}  // namespace

Result<std::unique_ptr<Wire>> open_recorded_passage(const std::string& path) {
  auto capture = CaptureReader::open(path);
  if (!capture) return tl::unexpected(std::move(capture).error());
  return std::make_unique<RecordedPassage>(std::move(*capture));
}

}  // namespace icmpwire
