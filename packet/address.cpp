#include "packet/address.h"

namespace icmpwire {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

void append_hex_group(std::string& text, unsigned group) {  // without leading zeros
  bool started = false;
  for (int shift = 12; shift >= 0; shift -= 4) {
    const unsigned digit = group >> shift & 0x0f;
    started = started || digit != 0 || shift == 0;
    if (started) text += digits[digit];
  }
}

struct Run {
  std::size_t begin = 0;
  std::size_t length = 0;
};

// RFC 5952 4.2: the longest run of at least two zero groups, the first of equals.
Run longest_zero_run(const Ipv6Address& address, std::size_t groups) {
  Run best;
  Run current;
  for (std::size_t i = 0; i < groups; ++i) {
    if (read_u16(address.octets, 2 * i) != 0) {
      current = {i + 1, 0};
    } else if (++current.length > best.length) {
      best = current;
    }
  }
  return best.length < 2 ? Run{} : best;
}

bool is_v4_mapped(const Ipv6Address& address) {  // ::ffff:0:0/96, RFC 4291 2.5.5.2
  return read_u32(address.octets, 0) == 0 && read_u32(address.octets, 4) == 0 &&
         read_u32(address.octets, 8) == 0x0000ffff;
}

}  // namespace

std::string to_text(const MacAddress& address) {
  std::string text;
  for (const std::uint8_t octet : address.octets) {
    if (!text.empty()) text += ':';
    text += digits[octet >> 4];
    text += digits[octet & 0x0f];
  }
  return text;
}

std::string to_text(const Ipv4Address& address) {
  std::string text;
  for (const std::uint8_t octet : address.octets) {
    if (!text.empty()) text += '.';
    text += std::to_string(octet);
  }
  return text;
}

std::string to_text(const Ipv6Address& address) {
  const bool mapped = is_v4_mapped(address);
  const std::size_t groups = mapped ? 6 : 8;  // RFC 5952 5: an embedded IPv4 address is written as such
  const Run zeros = longest_zero_run(address, groups);
  std::string text;
  for (std::size_t i = 0; i < groups; ++i) {
    if (zeros.length != 0 && i == zeros.begin) {
      text += "::";
      i += zeros.length - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    append_hex_group(text, read_u16(address.octets, 2 * i));
  }
  if (mapped) text += ':' + to_text(Ipv4Address::from_value(read_u32(address.octets, 12)));
  return text;
}

std::string to_text(const IpAddress& address) {
  if (address.is_v4()) return to_text(address.v4());
  const std::string text = to_text(address.v6());
  return address.zone() == 0 ? text : text + '%' + std::to_string(address.zone());
}

}  // namespace icmpwire
