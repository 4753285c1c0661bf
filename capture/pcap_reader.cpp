// Reading pcap files (draft-ietf-opsawg-pcap).
#include "capture/capture_readers.h"
#include "capture/file_order.h"

namespace icmpwire {
namespace {

constexpr std::size_t file_header_octets = 24;
constexpr std::size_t packet_header_octets = 16;
constexpr std::uint32_t magic_microseconds = 0xa1b2c3d4;
constexpr std::uint32_t magic_nanoseconds = 0xa1b23c4d;
constexpr std::uint32_t magic_modified = 0xa1b2cd34;  // Kuznetzov's patched libpcap, of the 1990s

// The file's byte order and magic number; nullopt where the octets begin no pcap file.
struct Magic {
  FileOrder order;
  std::uint32_t number;
};
std::optional<Magic> read_magic(Bytes octets) {
  if (octets.size() < 4) return std::nullopt;
  for (const FileOrder order : {FileOrder{false}, FileOrder{true}}) {
    const std::uint32_t number = order.u32(octets, 0);
    if (number == magic_microseconds || number == magic_nanoseconds || number == magic_modified) {
      return Magic{order, number};
    }
  }
  return std::nullopt;
}

class PcapReader final : public CaptureReader {
 public:
  PcapReader(OctetStream file, std::string path, const Magic& magic, std::uint32_t link_number)
      : file_(std::move(file)),
        path_(std::move(path)),
        order_(magic.order),
        tick_(magic.number == magic_nanoseconds ? 1 : 1000),
        link_number_(link_number) {}

  Result<std::optional<CapturedPacket>> next() override {
    const Bytes header = file_.peek(packet_header_octets);
    if (header.empty() && !file_.failure()) return std::nullopt;
    if (header.size() < packet_header_octets) {
      return cut_file(file_, path_, packet_header_octets, header.size());
    }
    CapturedPacket packet;
    packet.at = packet_time(order_.u32(header, 0), std::uint64_t{order_.u32(header, 4)} * tick_);
    const std::uint32_t captured = order_.u32(header, 8);
    packet.original_length = order_.u32(header, 12);
    packet.link_number = link_number_;
    packet.link = link_type_of(link_number_);
    if (captured > most_packet_octets) {
      return bad_capture_file(path_, "at octet " + std::to_string(file_.position()) +
                                         " it claims a packet of " + std::to_string(captured) + " octets");
    }
    const std::size_t whole = packet_header_octets + captured;
    const Bytes octets = file_.peek(whole);
    if (octets.size() < whole) return cut_file(file_, path_, whole, octets.size());
    packet.octets = octets.subspan(packet_header_octets);
    packet.position = file_.position();
    file_.skip(whole);
    return packet;
  }

  Result<CapturedPacket> packet_at(std::uint64_t position) override {
    if (Result<void> result = file_.seek(position); !result) return tl::unexpected(std::move(result).error());
    Result<std::optional<CapturedPacket>> packet = next();
    if (!packet || !*packet) return packet_is_gone(path_, position);
    return **packet;
  }

 private:
  OctetStream file_;
  std::string path_;
  FileOrder order_;
  std::uint32_t tick_;  // nanoseconds
  std::uint32_t link_number_;
};

}  // namespace

bool is_pcap(Bytes magic) { return read_magic(magic).has_value(); }

Result<std::unique_ptr<CaptureReader>> open_pcap(OctetStream file, const std::string& path) {
  const Bytes header = file.peek(file_header_octets);
  if (header.size() < file_header_octets) return cut_file(file, path, file_header_octets, header.size());
  const Magic magic = *read_magic(header);
  if (magic.number == magic_modified) {
    return bad_capture_file(path,
                            "it is of the modified pcap format; Wireshark's editcap -F pcap converts it");
  }
  constexpr std::uint16_t known_version = 2;
  if (const std::uint16_t version = magic.order.u16(header, 4); version != known_version) {
    return bad_capture_file(path, "it is of pcap version " + std::to_string(version) + ", not 2");
  }
  constexpr std::uint32_t link_bits = 0x03ffffff;  // above them is the length of the frame check sequence
  const std::uint32_t link_number = magic.order.u32(header, 20) & link_bits;
  file.skip(file_header_octets);
  return std::make_unique<PcapReader>(std::move(file), path, magic, link_number);
}

}  // namespace icmpwire
