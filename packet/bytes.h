// Octets: how this project names, reads and writes them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace icmpwire {

using Bytes = std::span<const std::uint8_t>;   // octets that somebody else owns
using MutableBytes = std::span<std::uint8_t>;  // octets that somebody else owns, to be written
using Octets = std::vector<std::uint8_t>;      // octets with an owner

// Network byte order (RFC 791 appendix B). `at` must leave room for the value.
constexpr std::uint16_t read_u16(Bytes octets, std::size_t at) {
  return static_cast<std::uint16_t>(octets[at] << 8 | octets[at + 1]);
}
constexpr std::uint32_t read_u32(Bytes octets, std::size_t at) {
  return static_cast<std::uint32_t>(read_u16(octets, at)) << 16 | read_u16(octets, at + 2);
}
constexpr void write_u16(MutableBytes octets, std::size_t at, std::uint16_t value) {
  octets[at] = static_cast<std::uint8_t>(value >> 8);
  octets[at + 1] = static_cast<std::uint8_t>(value);
}
constexpr void write_u32(MutableBytes octets, std::size_t at, std::uint32_t value) {
  write_u16(octets, at, static_cast<std::uint16_t>(value >> 16));
  write_u16(octets, at + 2, static_cast<std::uint16_t>(value));
}

// The first `count` octets, or all of them where there are fewer.
constexpr Bytes first_at_most(Bytes octets, std::size_t count) {
  return octets.first(count < octets.size() ? count : octets.size());
}

bool equal(Bytes left, Bytes right);

// "45 00 00 24": lower case, one blank between octets.
std::string to_hex(Bytes octets);

// Reads hexadecimal octets; blanks, colons, line ends and "0x" between octets are passed over.
// False, with the place of the offending character in `*at`, where anything else is met.
bool from_hex(std::string_view text, Octets& octets, std::size_t* at = nullptr);

}  // namespace icmpwire
