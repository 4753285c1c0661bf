// Writing pcap files (draft-ietf-opsawg-pcap).
#include <algorithm>

#include "capture/capture_file.h"
#include "capture/octet_file.h"
#include "capture/pcap_format.h"

namespace icmpwire {
namespace {

constexpr std::uint32_t snaplen = 262144;

void append(Octets& out, std::uint32_t value) {
  out.resize(out.size() + 4);
  write_u32(out, out.size() - 4, value);
}

class PcapWriter final : public CaptureWriter {
 public:
  PcapWriter(OctetFile file, std::string path, std::uint32_t link_number)
      : file_(std::move(file)), path_(std::move(path)), link_number_(link_number) {}

  Result<void> write_header() {
    append_pcap_header(octets_, link_number_);
    return write_octets();
  }
  Result<void> write(const CapturedPacket& packet) override;
  std::uint64_t written() const override { return file_.written(); }

 private:
  tl::unexpected<Failure> refused(std::string why) const {
    return tl::unexpected(Failure("write the capture file", path_, Reason::unsupported, std::move(why), {},
                                  "a pcapng file, which holds what the packets are"));
  }
  Result<void> write_octets() {
    Result<void> result = file_.write(octets_);
    octets_.clear();
    return result;
  }

  OctetFile file_;
  std::string path_;
  std::uint32_t link_number_;
  Octets octets_;  // to be written at once
};

Result<void> PcapWriter::write(const CapturedPacket& packet) {
  if (packet.link_number != link_number_)
    return refused("a pcap file has one link type, and the packets have several");
  constexpr auto end = std::chrono::seconds(std::int64_t{1} << 32);
  if (packet.at < Nanos{} || packet.at >= end)
    return refused("a pcap file holds times from 1970 to 2106, and a packet's is another");
  append_pcap_packet(octets_, packet);
  return write_octets();
}

}  // namespace

void append_pcap_header(Octets& out, std::uint32_t link_number) {
  constexpr std::uint32_t magic_nanoseconds = 0xa1b23c4d, version_2_4 = 2 << 16 | 4;
  for (const std::uint32_t value : {magic_nanoseconds, version_2_4, 0U, 0U, snaplen, link_number})
    append(out, value);
}

void append_pcap_packet(Octets& out, const CapturedPacket& packet) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(packet.at);
  const Bytes kept = first_at_most(packet.octets, snaplen);
  append(out, static_cast<std::uint32_t>(seconds.count()));
  append(out, static_cast<std::uint32_t>((packet.at - seconds).count()));
  append(out, static_cast<std::uint32_t>(kept.size()));
  append(out, std::max(packet.original_length, static_cast<std::uint32_t>(packet.octets.size())));
  out.insert(out.end(), kept.begin(), kept.end());
}

Result<std::unique_ptr<CaptureWriter>> CaptureWriter::create_pcap(const std::string& path,
                                                                  std::uint32_t link_number) {
  Result<OctetFile> file = OctetFile::create(path);
  if (!file) return tl::unexpected(std::move(file).error());
  auto writer = std::make_unique<PcapWriter>(std::move(*file), path, link_number);
  if (Result<void> result = writer->write_header(); !result) return tl::unexpected(std::move(result).error());
  return writer;
}

}  // namespace icmpwire
