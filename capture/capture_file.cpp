#include "capture/capture_file.h"

#include <algorithm>

#include "capture/capture_readers.h"
#include "capture/compressed_file.h"

namespace icmpwire {

LinkType link_type_of(std::uint32_t link_number) {
  constexpr std::uint32_t raw_of_bsd = 12, raw_of_openbsd = 14, most = 0xffff;
  if (link_number == raw_of_bsd || link_number == raw_of_openbsd) return LinkType::raw;
  return static_cast<LinkType>(std::min(link_number, most));
}

Nanos packet_time(std::int64_t seconds, std::uint64_t nanoseconds) {
  constexpr std::int64_t furthest = 4'600'000'000;
  return std::chrono::seconds(std::clamp(seconds, -furthest, furthest)) +
         Nanos(static_cast<std::int64_t>(std::min(nanoseconds, std::uint64_t{0xffffffff})));
}

tl::unexpected<Failure> cut_file(const OctetStream& file, const std::string& path, std::size_t wanted,
                                 std::size_t there) {
  if (file.failure()) return tl::unexpected(*file.failure());
  auto failure = bad_capture_file(path, "it is cut: at octet " + std::to_string(file.position()) + ", " +
                                            std::to_string(wanted) + " octets should follow and " +
                                            std::to_string(there) + " do");
  failure.value().instead = "editcap " + path + " WHOLE-FILE, which keeps the whole packets";
  return failure;
}

namespace {

// What a stream has still to give, as a source.
class StreamSource final : public OctetSource {
 public:
  explicit StreamSource(OctetStream& stream) : stream_(stream) {}
  Result<std::size_t> read(MutableBytes out) override {
    const Bytes some = first_at_most(stream_.peek_some(), out.size());
    if (some.empty() && stream_.failure()) return tl::unexpected(*stream_.failure());
    std::copy(some.begin(), some.end(), out.begin());
    stream_.skip(some.size());
    return some.size();
  }

 private:
  OctetStream& stream_;
};

}  // namespace

Result<std::unique_ptr<CaptureReader>> open_capture(OctetStream file, const std::string& path,
                                                    Places places) {
  const Bytes magic = file.peek(4);
  if (file.failure()) return tl::unexpected(*file.failure());
  if (is_pcap(magic)) return open_pcap(std::move(file), path);
  if (is_pcapng(magic)) return open_pcapng(std::move(file), path, places);
  Result<std::unique_ptr<CaptureReader>> failure =
      bad_capture_file(path, magic.empty() ? "it is empty" : "it is neither pcap nor pcapng");
  failure.error().needs =
      "needs a capture as Wireshark and tcpdump write it, plain or compressed by gzip or zstd";
  return failure;
}

tl::unexpected<Failure> packet_is_gone(const std::string& path, std::uint64_t position) {
  return bad_capture_file(
      path, "it has changed: at octet " + std::to_string(position) + " the packet is no longer there");
}

Result<std::unique_ptr<CaptureReader>> CaptureReader::open(const std::string& path) {
  Result<std::unique_ptr<OctetSource>> source = open_file(path);
  if (!source) return tl::unexpected(std::move(source).error());
  return open_capture(decompressed(OctetStream(std::move(*source)), path), path, Places::forgotten);
}

Result<std::unique_ptr<CaptureReader>> CaptureReader::open_seekable(const std::string& path) {
  Result<std::unique_ptr<OctetSource>> source = open_file(path);
  if (!source) return tl::unexpected(std::move(source).error());
  const bool can_seek = (*source)->seek(0).has_value();
  OctetStream file(std::move(*source));
  if (can_seek && !is_compressed(file)) return open_capture(std::move(file), path, Places::kept);
  OctetStream plain = decompressed(std::move(file), path);
  StreamSource rest(plain);
  Result<std::unique_ptr<OctetSource>> unpacked = unpack_to_file(rest, path);
  if (!unpacked) return tl::unexpected(std::move(unpacked).error());
  return open_capture(OctetStream(std::move(*unpacked)), path, Places::kept);
}

CapturedPacket captured_packet(const Frame& frame, Nanos epoch) {
  CapturedPacket packet;
  packet.octets = frame.octets;
  packet.link = frame.link;
  packet.link_number = static_cast<std::uint32_t>(frame.link);
  packet.original_length = frame.original_length;
  packet.at = epoch + frame.at;
  packet.interface = frame.device.index;
  packet.interface_name = frame.device.name.view();
  packet.direction = frame.direction;
  return packet;
}

Result<void> CaptureWriter::write_frame(const Frame& frame, Nanos epoch, std::string_view comment) {
  CapturedPacket packet = captured_packet(frame, epoch);
  if (!comment.empty()) packet.comments = {&comment, 1};
  return write(packet);
}

}  // namespace icmpwire
