// Numbers in the byte order of the machine that wrote a capture file.
#pragma once

#include "packet/bytes.h"

namespace icmpwire {

struct FileOrder {
  bool is_big = false;

  // `at` must leave room for the value.
  constexpr std::uint16_t u16(Bytes octets, std::size_t at) const {
    if (is_big) return read_u16(octets, at);
    return static_cast<std::uint16_t>(octets[at + 1] << 8 | octets[at]);
  }
  constexpr std::uint32_t u32(Bytes octets, std::size_t at) const {
    if (is_big) return read_u32(octets, at);
    return static_cast<std::uint32_t>(u16(octets, at + 2)) << 16 | u16(octets, at);
  }
  constexpr std::uint64_t u64(Bytes octets, std::size_t at) const {
    const std::uint64_t first = u32(octets, at), second = u32(octets, at + 4);
    return is_big ? first << 32 | second : second << 32 | first;
  }
};

}  // namespace icmpwire
