#include "packet/payload_pattern.h"

#include <algorithm>

#include "packet/time_text.h"

namespace icmpwire {
namespace {

using Pattern = std::optional<PayloadPattern>;

// Octets that count up, each as its place says: what most programs of BSD descent fill up with.
bool counts_up(Bytes data, std::size_t from) {
  for (std::size_t at = from; at < data.size(); ++at) {
    if (data[at] != (at & 0xff)) return false;
  }
  return true;
}

// The letters from `first` to `last` over and over.
bool repeats_letters(Bytes data, char first, char last) {
  const auto count = static_cast<std::size_t>(last - first) + 1;
  for (std::size_t at = 0; at < data.size(); ++at) {
    if (data[at] != static_cast<std::uint8_t>(first) + at % count) return false;
  }
  return true;
}

bool all_are(Bytes data, std::uint8_t octet) {
  return std::all_of(data.begin(), data.end(), [&](std::uint8_t each) { return each == octet; });
}

std::uint64_t read_little_endian(Bytes data, std::size_t at, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = count; i-- > 0;) value = value << 8 | data[at + i];
  return value;
}

// A struct timeval; nullopt where it is no time that a sender's clock may show.
std::optional<Nanos> instant_of(std::uint64_t seconds, std::uint64_t microseconds) {
  constexpr std::uint64_t year_1990 = 631'152'000, year_2100 = 4'102'444'800;
  if (seconds < year_1990 || seconds >= year_2100 || microseconds >= 1'000'000) return std::nullopt;
  return std::chrono::seconds(seconds) + std::chrono::microseconds(microseconds);
}

// What follows the time; it says that it is one.
PayloadPattern with_time(std::string maker, Nanos sent_at, bool more) {
  return {std::move(maker),
          "the time of sending, " + microsecond_text(sent_at) +
              (more ? ", and octets that count up from their own place" : ""),
          sent_at};
}

Pattern iputils(Bytes data) {
  constexpr std::size_t time_octets = 16;  // two 64-bit numbers in the order of the sender's machine
  if (data.size() < time_octets || !counts_up(data, time_octets)) return std::nullopt;
  const auto sent_at = instant_of(read_little_endian(data, 0, 8), read_little_endian(data, 8, 8));
  if (!sent_at) return std::nullopt;
  return with_time("iputils", *sent_at, data.size() > time_octets);
}

Pattern bsd(Bytes data) {
  constexpr std::size_t time_octets = 8;  // two 32-bit numbers
  if (data.size() < time_octets || !counts_up(data, time_octets)) return std::nullopt;
  const bool more = data.size() > time_octets;
  if (const auto sent_at = instant_of(read_u32(data, 0), read_u32(data, 4)))
    return with_time("macOS or BSD", *sent_at, more);
  const auto sent_at = instant_of(read_little_endian(data, 0, 4), read_little_endian(data, 4, 4));
  return sent_at ? Pattern(with_time("a 32-bit Linux", *sent_at, more)) : std::nullopt;
}

Pattern counting(Bytes data) {
  constexpr std::size_t least = 4;
  if (data.size() < least || !counts_up(data, 0)) return std::nullopt;
  return PayloadPattern{"icmpwire, or a ping that writes no time", "octets that count up from zero", {}};
}

Pattern letters(Bytes data) {
  constexpr std::size_t least = 8, whole_row = 23;
  if (data.size() < least) return std::nullopt;
  if (data.size() > whole_row && repeats_letters(data, 'a', 'w'))
    return PayloadPattern{"Windows", "the letters from a to w over and over", {}};
  if (all_are(data, 'X')) return PayloadPattern{"hping3", "the letter X over and over", {}};
  return std::nullopt;
}

// Of traceroute -I: 0x40 and on, the first eight of which the ICMP header covers.
Pattern traceroute(Bytes data) {
  constexpr std::size_t least = 8, covered = 8;
  if (data.size() < least) return std::nullopt;
  for (std::size_t at = 0; at < data.size(); ++at) {
    if (data[at] != 0x40 + ((at + covered) & 0x3f)) return std::nullopt;
  }
  return PayloadPattern{"traceroute", "printable octets that count up from H", {}};
}

Pattern zeros(Bytes data) {
  if (data.size() < 8 || !all_are(data, 0)) return std::nullopt;
  return PayloadPattern{"fping or mtr", "zeros", {}};
}

Pattern nothing(Bytes data) {
  if (!data.empty()) return std::nullopt;
  return PayloadPattern{"hping3, nping or scapy, unless they are told to", "none", {}};
}

}  // namespace

std::optional<PayloadPattern> payload_pattern(Bytes data) {
  for (const auto& read : {iputils, bsd, counting, letters, traceroute, zeros, nothing}) {
    if (Pattern found = read(data)) return found;
  }
  return std::nullopt;
}

}  // namespace icmpwire
