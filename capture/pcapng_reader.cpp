// Reading pcapng files (draft-ietf-opsawg-pcapng).
#include <algorithm>

#include "capture/capture_readers.h"
#include "capture/file_order.h"
#include "capture/pcapng_format.h"
#include "capture/pcapng_ticks.h"

namespace icmpwire {
namespace {

using namespace pcapng;

// One interface of a section.
struct Interface {
  std::uint32_t link_number = 0;
  std::uint32_t snaplen = 0;  // octets; 0: no limit
  std::string name;
  Ticks ticks;
};

// The interfaces are numbered anew in each section, which has a byte order of its own.
struct Section {
  std::uint64_t begin = 0;  // octet of the file
  FileOrder order;
  std::vector<Interface> interfaces;
};

// Where the fields of the three kinds of packet block lie, in octets from the block's body.
struct PacketFields {
  std::uint32_t interface = 0;
  std::uint32_t captured_length = 0;
  std::uint32_t original_length = 0;
  std::uint64_t ticks = 0;
  std::uint32_t data_at = 0;
};

bool is_packet_block(std::uint32_t type) {
  return type == static_cast<std::uint32_t>(BlockType::enhanced_packet) ||
         type == static_cast<std::uint32_t>(BlockType::simple_packet) ||
         type == static_cast<std::uint32_t>(BlockType::packet);
}

// Calls `take(code, value)` for every option of the area, as far as it can be walked.
template <class Take>
void for_each_option(FileOrder order, Bytes area, Take take) {
  while (area.size() >= 4) {
    const auto code = static_cast<Option>(order.u16(area, 0));
    const std::size_t length = order.u16(area, 2);
    area = area.subspan(4);
    if (code == Option::end || length > area.size()) return;
    take(code, area.first(length));
    area = area.subspan(std::min<std::size_t>(padded(length), area.size()));
  }
}

class PcapngReader final : public CaptureReader {
 public:
  PcapngReader(OctetStream file, std::string path, Places places)
      : file_(std::move(file)), path_(std::move(path)), places_(places) {}

  Result<std::optional<CapturedPacket>> next() override {
    for (;;) {
      const Result<std::optional<Block>> block = next_block();
      if (!block) return tl::unexpected(block.error());
      if (!*block) return std::nullopt;
      Result<std::optional<CapturedPacket>> packet = read(**block);
      if (!packet || *packet) return packet;
    }
  }

  Result<CapturedPacket> packet_at(std::uint64_t position) override;

 private:
  struct Block {
    BlockType type;
    Bytes body;  // without header and trailer
  };

  Result<std::optional<Block>> next_block();
  void begin_section(bool is_big);
  Result<std::optional<CapturedPacket>> read(const Block& block);
  Result<std::optional<CapturedPacket>> read_section(Bytes body);
  Result<std::optional<CapturedPacket>> read_interface(Bytes body);
  Result<std::optional<CapturedPacket>> read_packet(Bytes body, const PacketFields& fields);

  tl::unexpected<Failure> bad(const std::string& what) const {
    return bad_capture_file(path_,
                            "in the block before octet " + std::to_string(file_.position()) + " " + what);
  }

  OctetStream file_;
  std::string path_;
  Places places_;
  std::vector<Section> sections_{1};  // all of them so far where packet_at needs them; else the last one
  Section* section_ = &sections_.back();
  std::uint64_t block_at_ = 0;              // where the block that was read last begins
  std::vector<std::string_view> comments_;  // of the packet that was read last; its memory is kept
};

Result<std::optional<PcapngReader::Block>> PcapngReader::next_block() {
  constexpr std::size_t overhead = block_header_octets + block_trailer_octets;
  const Bytes header = file_.peek(overhead);  // the shortest block, and enough to know a section's byte order
  if (header.empty() && !file_.failure()) return std::nullopt;
  if (header.size() < overhead) return cut_file(file_, path_, overhead, header.size());

  block_at_ = file_.position();
  const auto type = static_cast<BlockType>(section_->order.u32(header, 0));
  if (type == BlockType::section_header)
    begin_section(read_u32(header, block_header_octets) == byte_order_magic);
  const FileOrder order = section_->order;
  const std::uint32_t length = order.u32(header, 4);
  if (length < overhead || length % 4 != 0 || length > most_packet_octets) {
    return bad_capture_file(path_, "at octet " + std::to_string(file_.position()) + " it claims a block of " +
                                       std::to_string(length) + " octets");
  }
  const Bytes octets = file_.peek(length);
  if (octets.size() < length) return cut_file(file_, path_, length, octets.size());
  file_.skip(length);
  if (order.u32(octets, length - block_trailer_octets) != length) return bad("the two lengths differ");
  return Block{type, octets.subspan(block_header_octets, length - overhead)};
}

// The first section's place is there from the beginning.
void PcapngReader::begin_section(bool is_big) {
  if (places_ == Places::forgotten) sections_.clear();
  if (block_at_ != 0 || sections_.empty()) sections_.emplace_back();
  section_ = &sections_.back();
  section_->begin = block_at_;
  section_->order.is_big = is_big;
}

Result<CapturedPacket> PcapngReader::packet_at(std::uint64_t position) {
  const auto next_section =
      std::upper_bound(sections_.begin(), sections_.end(), position,
                       [](std::uint64_t place, const Section& section) { return place < section.begin; });
  section_ = &*(next_section == sections_.begin() ? next_section : next_section - 1);
  if (Result<void> result = file_.seek(position); !result) return tl::unexpected(std::move(result).error());
  const Bytes header = file_.peek(block_header_octets);
  const bool is_packet =
      header.size() == block_header_octets && is_packet_block(section_->order.u32(header, 0));
  const Result<std::optional<Block>> block = is_packet ? next_block() : std::optional<Block>();
  if (!block || !*block) return packet_is_gone(path_, position);
  Result<std::optional<CapturedPacket>> packet = read(**block);
  if (!packet || !*packet) return packet_is_gone(path_, position);
  return **packet;
}

// The block's packet; nullopt for all other blocks.
Result<std::optional<CapturedPacket>> PcapngReader::read(const Block& block) {
  const auto holds = [&](std::size_t octets) { return block.body.size() >= octets; };
  const auto ticks_at = [&](std::size_t at) {
    return std::uint64_t{section_->order.u32(block.body, at)} << 32 | section_->order.u32(block.body, at + 4);
  };
  switch (block.type) {
    case BlockType::section_header:
      return read_section(block.body);
    case BlockType::interface_description:
      return read_interface(block.body);
    case BlockType::enhanced_packet: {
      if (!holds(20)) return bad("the packet's own header is cut");
      return read_packet(block.body, {section_->order.u32(block.body, 0), section_->order.u32(block.body, 12),
                                      section_->order.u32(block.body, 16), ticks_at(4), 20});
    }
    case BlockType::packet: {
      if (!holds(20)) return bad("the packet's own header is cut");
      return read_packet(block.body, {section_->order.u16(block.body, 0), section_->order.u32(block.body, 12),
                                      section_->order.u32(block.body, 16), ticks_at(4), 20});
    }
    case BlockType::simple_packet: {
      if (!holds(4)) return bad("the packet's own header is cut");
      if (section_->interfaces.empty()) return bad("a packet comes before any interface");
      const std::uint32_t original = section_->order.u32(block.body, 0);
      const std::uint32_t snaplen = section_->interfaces.front().snaplen;
      return read_packet(block.body,
                         {0, snaplen == 0 ? original : std::min(original, snaplen), original, 0, 4});
    }
  }
  return std::nullopt;
}

Result<std::optional<CapturedPacket>> PcapngReader::read_section(Bytes body) {
  constexpr std::uint16_t known_version = 1;
  if (body.size() < 16) return bad("the section's header is cut");
  if (section_->order.u32(body, 0) != byte_order_magic) return bad("there is no byte-order magic");
  if (const std::uint16_t version = section_->order.u16(body, 4); version != known_version) {
    return bad("the pcapng version is " + std::to_string(version) + ", not 1");
  }
  return std::nullopt;
}

Result<std::optional<CapturedPacket>> PcapngReader::read_interface(Bytes body) {
  if (body.size() < 8) return bad("the interface's description is cut");
  Interface interface;
  interface.link_number = section_->order.u16(body, 0);
  interface.snaplen = section_->order.u32(body, 4);
  std::optional<Ticks> ticks = Ticks();
  std::int64_t offset = 0;
  for_each_option(section_->order, body.subspan(8), [&](Option option, Bytes value) {
    if (option == Option::interface_name) interface.name.assign(value.begin(), value.end());
    if (option == Option::timestamp_resolution && value.size() == 1) ticks = Ticks::of_resolution(value[0]);
    if (option == Option::timestamp_offset && value.size() == 8) {
      offset = static_cast<std::int64_t>(section_->order.u64(value, 0));
    }
  });
  if (!ticks) return bad("the interface's time resolution is finer than 64 bits can count");
  interface.ticks = *ticks;
  interface.ticks.set_offset(offset);
  section_->interfaces.push_back(std::move(interface));
  return std::nullopt;
}

Result<std::optional<CapturedPacket>> PcapngReader::read_packet(Bytes body, const PacketFields& fields) {
  if (fields.interface >= section_->interfaces.size())
    return bad("there is no interface " + std::to_string(fields.interface));
  const Bytes behind = body.subspan(fields.data_at);
  if (fields.captured_length > behind.size()) return bad("the packet is longer than its block");
  const Interface& interface = section_->interfaces[fields.interface];
  CapturedPacket packet;
  packet.octets = behind.first(fields.captured_length);
  packet.link_number = interface.link_number;
  packet.link = link_type_of(interface.link_number);
  packet.original_length = fields.original_length;
  packet.at = interface.ticks.time(fields.ticks);
  packet.interface = fields.interface;
  packet.interface_name = interface.name;
  packet.position = block_at_;
  const Bytes options = behind.subspan(std::min<std::size_t>(padded(fields.captured_length), behind.size()));
  comments_.clear();
  for_each_option(section_->order, options, [&](Option option, Bytes value) {
    if (option == Option::comment)
      comments_.emplace_back(reinterpret_cast<const char*>(value.data()), value.size());
    if (option != Option::packet_flags || value.size() != 4) return;
    const std::uint32_t direction = section_->order.u32(value, 0) & direction_mask;
    if (direction == direction_inbound) packet.direction = Direction::inbound;
    if (direction == direction_outbound) packet.direction = Direction::outbound;
  });
  packet.comments = comments_;
  return packet;
}

}  // namespace

bool is_pcapng(Bytes magic) {
  return magic.size() >= 4 && read_u32(magic, 0) == static_cast<std::uint32_t>(BlockType::section_header);
}

Result<std::unique_ptr<CaptureReader>> open_pcapng(OctetStream file, const std::string& path, Places places) {
  return std::make_unique<PcapngReader>(std::move(file), path, places);
}

}  // namespace icmpwire
