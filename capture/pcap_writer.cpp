// Writing pcap files (draft-ietf-opsawg-pcap).
#include <algorithm>

#include "capture/capture_file.h"
#include "capture/octet_file.h"

namespace icmpwire {
namespace {

constexpr std::uint32_t snaplen = 262144;

class PcapWriter final : public CaptureWriter {
 public:
  PcapWriter(OctetFile file, std::string path, std::uint32_t link_number)
      : file_(std::move(file)), path_(std::move(path)), link_number_(link_number) {}

  Result<void> write_header();
  Result<void> write(const CapturedPacket& packet, std::string_view comment) override;
  std::uint64_t written() const override { return file_.written(); }

 private:
  void add(std::uint32_t value) {
    octets_.resize(octets_.size() + 4);
    write_u32(octets_, octets_.size() - 4, value);
  }
  Result<void> write_octets() {
    const Result<void> result = file_.write(octets_);
    octets_.clear();
    return result;
  }

  OctetFile file_;
  std::string path_;
  std::uint32_t link_number_;
  Octets octets_;  // to be written at once, in network byte order
};

Result<void> PcapWriter::write_header() {
  constexpr std::uint32_t magic_nanoseconds = 0xa1b23c4d, version_2_4 = 2 << 16 | 4;
  for (const std::uint32_t value : {magic_nanoseconds, version_2_4, 0U, 0U, snaplen, link_number_})
    add(value);
  return write_octets();
}

Result<void> PcapWriter::write(const CapturedPacket& packet, std::string_view /*comment*/) {
  if (packet.link_number != link_number_) {
    Failure failure;
    failure.operation = "write the capture file";
    failure.object = path_;
    failure.reason = Reason::unsupported;
    failure.detail = "a pcap file has one link type, and the packets have several";
    failure.instead = "a pcapng file";
    return tl::unexpected(std::move(failure));
  }
  const auto seconds = std::chrono::floor<std::chrono::seconds>(packet.at);
  const Bytes kept = first_at_most(packet.octets, snaplen);
  add(static_cast<std::uint32_t>(seconds.count()));
  add(static_cast<std::uint32_t>((packet.at - seconds).count()));
  add(static_cast<std::uint32_t>(kept.size()));
  add(std::max(packet.original_length, static_cast<std::uint32_t>(packet.octets.size())));
  octets_.insert(octets_.end(), kept.begin(), kept.end());
  return write_octets();
}

}  // namespace

Result<std::unique_ptr<CaptureWriter>> CaptureWriter::create_pcap(const std::string& path,
                                                                  std::uint32_t link_number) {
  Result<OctetFile> file = OctetFile::create(path);
  if (!file) return tl::unexpected(std::move(file).error());
  auto writer = std::make_unique<PcapWriter>(std::move(*file), path, link_number);
  if (Result<void> result = writer->write_header(); !result) return tl::unexpected(std::move(result).error());
  return writer;
}

}  // namespace icmpwire
