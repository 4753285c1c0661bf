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

Result<std::unique_ptr<CaptureReader>> CaptureReader::open(const std::string& path) {
  Result<std::unique_ptr<OctetSource>> source = open_file(path);
  if (!source) return tl::unexpected(std::move(source).error());
  OctetStream file = decompressed(OctetStream(std::move(*source)), path);
  const Bytes magic = file.peek(4);
  if (file.failure()) return tl::unexpected(*file.failure());
  if (is_pcap(magic)) return open_pcap(std::move(file), path);
  if (is_pcapng(magic)) return open_pcapng(std::move(file), path);
  Result<std::unique_ptr<CaptureReader>> failure =
      bad_capture_file(path, magic.empty() ? "it is empty" : "it is neither pcap nor pcapng");
  failure.error().needs =
      "needs a capture as Wireshark and tcpdump write it, plain or compressed by gzip or zstd";
  return failure;
}

}  // namespace icmpwire
