#include "packet/checksum.h"

#include <bit>
#include <cstring>

namespace icmpwire {
namespace {

template <class Word>
Word load(const std::uint8_t* octets) {  // of any alignment
  Word word;
  std::memcpy(&word, octets, sizeof word);
  return word;
}

// Without a loop: how many rounds one would take depends on the octets, and no processor guesses that.
constexpr std::uint16_t fold(std::uint64_t sum) {
  sum = (sum & 0xffffffff) + (sum >> 32);
  sum = (sum & 0xffffffff) + (sum >> 32);
  sum = (sum & 0xffff) + (sum >> 16);
  sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(sum);
}
static_assert(fold(0) == 0 && fold(0xffff) == 0xffff && fold(0x10000) == 1);
static_assert(fold(0xffffffff) == 0xffff && fold(0xffffffffffffffff) == 0xffff && fold(0x1fffe) == 0xffff);

constexpr std::uint16_t from_native(std::uint16_t sum) {
  return std::endian::native == std::endian::big ? sum : static_cast<std::uint16_t>(sum << 8 | sum >> 8);
}

}  // namespace

// Summed in the machine's own byte order, 32 bits at a time, and swapped once at the end (RFC 1071 2 (B) and
// (C)).
std::uint16_t ones_complement_sum(Bytes octets, std::uint16_t initial) {
  const std::uint8_t* next = octets.data();
  std::size_t left = octets.size();
  std::uint64_t even = 0;
  std::uint64_t odd = 0;
  for (; left >= 8; next += 8, left -= 8) {
    even += load<std::uint32_t>(next);
    odd += load<std::uint32_t>(next + 4);
  }
  if (left >= 4) {
    even += load<std::uint32_t>(next);
    next += 4;
    left -= 4;
  }
  if (left >= 2) {
    odd += load<std::uint16_t>(next);
    next += 2;
    left -= 2;
  }
  if (left == 1) {
    const std::uint8_t padded[2] = {*next, 0};
    even += load<std::uint16_t>(padded);
  }
  return fold(std::uint64_t{from_native(fold(even + odd))} + initial);
}

std::uint16_t updated_checksum(std::uint16_t checksum, std::uint16_t before, std::uint16_t after) {
  const auto complement = [](std::uint16_t word) { return static_cast<std::uint16_t>(~word); };
  return complement(fold(std::uint64_t{complement(checksum)} + complement(before) + after));
}

}  // namespace icmpwire
