// Writing pcapng files (draft-ietf-opsawg-pcapng).
#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "capture/capture_file.h"
#include "capture/octet_file.h"
#include "capture/pcapng_format.h"

namespace icmpwire {
namespace {

using namespace pcapng;

constexpr std::uint32_t snaplen =
    262144;                              // libpcap wants the same one of all interfaces, and none above this
constexpr std::uint8_t nanoseconds = 9;  // if_tsresol: 10 to the power of -9

// Blocks one behind the other, in network byte order.
class Blocks {
 public:
  void clear() { octets_.clear(); }
  Bytes octets() const { return octets_; }

  void begin(BlockType type) {
    begun_ = octets_.size();
    add_u32(static_cast<std::uint32_t>(type));
    add_u32(0);  // the length, once it is known
  }
  void end() {
    const auto length = static_cast<std::uint32_t>(octets_.size() - begun_ + block_trailer_octets);
    write_u32(octets_, begun_ + 4, length);
    add_u32(length);
  }

  void add_u16(std::uint16_t value) {
    octets_.resize(octets_.size() + 2);
    write_u16(octets_, octets_.size() - 2, value);
  }
  void add_u32(std::uint32_t value) {
    octets_.resize(octets_.size() + 4);
    write_u32(octets_, octets_.size() - 4, value);
  }
  void add_padded(Bytes octets) {
    octets_.insert(octets_.end(), octets.begin(), octets.end());
    octets_.resize(octets_.size() + padded(octets.size()) - octets.size());
  }
  void add_option(Option option, Bytes value) {
    const Bytes kept = first_at_most(value, std::numeric_limits<std::uint16_t>::max());
    add_u16(static_cast<std::uint16_t>(option));
    add_u16(static_cast<std::uint16_t>(kept.size()));
    add_padded(kept);
  }
  void add_option(Option option, std::string_view text) {
    add_option(option, Bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
  }
  void end_options() { add_u32(0); }

 private:
  Octets octets_;
  std::size_t begun_ = 0;  // where the block begins that has not ended
};

class PcapngWriter final : public CaptureWriter {
 public:
  PcapngWriter(OctetFile file, std::string path) : file_(std::move(file)), path_(std::move(path)) {}

  Result<void> write_section();
  Result<void> write(const CapturedPacket& packet) override;
  std::uint64_t written() const override { return file_.written(); }

 private:
  // What makes an interface of the file: one for each device and link type met.
  struct Interface {
    std::uint32_t number;  // the writer's, or the device's index
    std::string name;
    std::uint32_t link_number;
  };

  std::uint32_t described(const CapturedPacket& packet);
  Result<void> write_blocks();

  OctetFile file_;
  std::string path_;
  Blocks blocks_;  // to be written at once
  std::vector<Interface> interfaces_;
};

Result<void> PcapngWriter::write_section() {
  blocks_.begin(BlockType::section_header);
  blocks_.add_u32(byte_order_magic);
  blocks_.add_u16(1);  // version 1.0
  blocks_.add_u16(0);
  blocks_.add_u32(0xffffffff);  // the section's length is not known
  blocks_.add_u32(0xffffffff);
  blocks_.add_option(Option::application, "icmpwire");
  blocks_.end_options();
  blocks_.end();
  return write_blocks();
}

Result<void> PcapngWriter::write(const CapturedPacket& packet) {
  if (packet.at < Nanos{}) {
    return tl::unexpected(Failure("write the capture file", path_, Reason::unsupported,
                                  "it counts from 1970 on, and a packet is older"));
  }
  const std::uint32_t interface = described(packet);
  const auto ticks = static_cast<std::uint64_t>(packet.at.count());
  const Bytes kept = first_at_most(packet.octets, snaplen);
  const auto captured = static_cast<std::uint32_t>(kept.size());
  blocks_.begin(BlockType::enhanced_packet);
  blocks_.add_u32(interface);
  blocks_.add_u32(static_cast<std::uint32_t>(ticks >> 32));
  blocks_.add_u32(static_cast<std::uint32_t>(ticks));
  blocks_.add_u32(captured);
  blocks_.add_u32(std::max(packet.original_length, static_cast<std::uint32_t>(packet.octets.size())));
  blocks_.add_padded(kept);
  if (packet.direction) {
    std::array<std::uint8_t, 4> flags{};
    write_u32(flags, 0, *packet.direction == Direction::inbound ? direction_inbound : direction_outbound);
    blocks_.add_option(Option::packet_flags, flags);
  }
  for (const std::string_view comment : packet.comments) blocks_.add_option(Option::comment, comment);
  blocks_.end_options();
  blocks_.end();
  return write_blocks();
}

// The number of the packet's interface. A new one's description goes out together with its first packet.
std::uint32_t PcapngWriter::described(const CapturedPacket& packet) {
  const auto found = std::find_if(interfaces_.begin(), interfaces_.end(), [&](const Interface& interface) {
    return interface.number == packet.interface && interface.name == packet.interface_name &&
           interface.link_number == packet.link_number;
  });
  const auto number = static_cast<std::uint32_t>(found - interfaces_.begin());
  if (found != interfaces_.end()) return number;
  interfaces_.push_back({packet.interface, std::string(packet.interface_name), packet.link_number});
  blocks_.begin(BlockType::interface_description);
  blocks_.add_u16(static_cast<std::uint16_t>(packet.link_number));
  blocks_.add_u16(0);
  blocks_.add_u32(snaplen);
  if (!interfaces_.back().name.empty()) blocks_.add_option(Option::interface_name, interfaces_.back().name);
  blocks_.add_option(Option::timestamp_resolution, Bytes(&nanoseconds, 1));
  blocks_.end_options();
  blocks_.end();
  return number;
}

Result<void> PcapngWriter::write_blocks() {
  Result<void> result = file_.write(blocks_.octets());
  blocks_.clear();
  return result;
}

}  // namespace

Result<std::unique_ptr<CaptureWriter>> CaptureWriter::create(const std::string& path) {
  Result<OctetFile> file = OctetFile::create(path);
  if (!file) return tl::unexpected(std::move(file).error());
  auto writer = std::make_unique<PcapngWriter>(std::move(*file), path);
  if (Result<void> result = writer->write_section(); !result)
    return tl::unexpected(std::move(result).error());
  return writer;
}

}  // namespace icmpwire
