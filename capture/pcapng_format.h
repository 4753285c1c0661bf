// Numbers of the pcapng format (draft-ietf-opsawg-pcapng), for reading and for writing.
#pragma once

#include <cstdint>

namespace icmpwire::pcapng {

enum class BlockType : std::uint32_t {
  interface_description = 1,
  packet = 2,  // obsolete, before there was the enhanced one
  simple_packet = 3,
  enhanced_packet = 6,
  section_header = 0x0a0d0d0a,  // the same in either byte order
};

inline constexpr std::uint32_t byte_order_magic = 0x1a2b3c4d;

enum class Option : std::uint16_t {
  end = 0,
  comment = 1,
  interface_name = 2,        // of interfaces
  packet_flags = 2,          // of packets
  application = 4,           // of sections
  timestamp_resolution = 9,  // of interfaces
  timestamp_offset = 14,     // of interfaces, in seconds
};

// The low two bits of packet_flags.
inline constexpr std::uint32_t direction_mask = 3;
inline constexpr std::uint32_t direction_inbound = 1;
inline constexpr std::uint32_t direction_outbound = 2;

inline constexpr std::uint32_t block_header_octets = 8;   // type and length
inline constexpr std::uint32_t block_trailer_octets = 4;  // the length again

constexpr std::uint64_t padded(std::uint64_t octets) { return (octets + 3) / 4 * 4; }

}  // namespace icmpwire::pcapng
