#include "cli/values.h"

#include <array>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "capture/system/name_lookup.h"

namespace icmpwire::cli {
namespace {

tl::unexpected<std::string> wrong(std::string_view text, std::string_view what) {
  return tl::unexpected("'" + std::string(text) + "' is no " + std::string(what));
}

std::optional<std::uint64_t> whole_number(std::string_view text, int base) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number, base);
  if (error != std::errc{} || stopped != end) return std::nullopt;
  return number;
}

bool is_digit(char character) { return character >= '0' && character <= '9'; }

bool has_hex_prefix(std::string_view text) {
  return text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

// Nanoseconds of a unit's name; 0 where there is none of this name.
std::int64_t unit_nanoseconds(std::string_view unit) {
  if (unit.empty() || unit == "s") return 1'000'000'000;
  if (unit == "ms") return 1'000'000;
  if (unit == "us") return 1'000;
  if (unit == "m") return 60'000'000'000;
  return 0;
}

// Digits behind the point, in nanoseconds of the unit; what lies below a nanosecond is cut.
std::int64_t fraction_nanoseconds(std::string_view digits, std::int64_t unit) {
  std::int64_t sum = 0;
  for (const char digit : digits) {
    unit /= 10;
    sum += (digit - '0') * unit;
  }
  return sum;
}

// RFC 2474, 2597, 3246, 5865, 8622 and RFC 3168: names of DSCP and ECN values, as the octet.
std::optional<std::uint8_t> tos_name(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::uint8_t>, 8> fixed = {
      {{"be", 0}, {"df", 0}, {"ef", 0xb8}, {"va", 0xb0}, {"le", 0x04}, {"ect1", 1}, {"ect0", 2}, {"ce", 3}}};
  for (const auto& [known, value] : fixed) {
    if (name == known) return value;
  }
  const auto digit = [&](std::size_t at, unsigned least, unsigned most) -> std::optional<unsigned> {
    const unsigned value = static_cast<unsigned>(name[at] - '0');
    if (value < least || value > most) return std::nullopt;
    return value;
  };
  if (name.size() == 3 && name.substr(0, 2) == "cs") {
    if (const auto selector = digit(2, 0, 7)) return static_cast<std::uint8_t>(*selector << 5);
  }
  if (name.size() == 4 && name.substr(0, 2) == "af") {
    const auto forwarding = digit(2, 1, 4);
    const auto precedence = digit(3, 1, 3);
    if (forwarding && precedence) return static_cast<std::uint8_t>(*forwarding << 5 | *precedence << 3);
  }
  return std::nullopt;
}

}  // namespace

Value<std::uint64_t> parse_number(std::string_view text, std::uint64_t least, std::uint64_t most) {
  const auto number = has_hex_prefix(text) ? whole_number(text.substr(2), 16) : whole_number(text, 10);
  if (!number || *number < least || *number > most) {
    return wrong(text, "number from " + std::to_string(least) + " to " + std::to_string(most));
  }
  return *number;
}

Value<Nanos> parse_time(std::string_view text) {
  constexpr std::uint64_t most_seconds = 100ULL * 366 * 24 * 3600;
  static constexpr std::string_view expected = "time: seconds, or a number with us, ms, s or m";
  std::size_t whole_end = 0;
  while (whole_end < text.size() && is_digit(text[whole_end])) ++whole_end;
  std::size_t end = whole_end;
  if (end < text.size() && text[end] == '.') ++end;
  const std::size_t fraction_at = end;
  while (end < text.size() && is_digit(text[end])) ++end;

  const std::string_view fraction = text.substr(fraction_at, end - fraction_at);
  const std::int64_t unit = unit_nanoseconds(text.substr(end));
  if (unit == 0 || (whole_end == 0 && fraction.empty())) return wrong(text, expected);
  const auto whole = whole_end == 0 ? 0 : whole_number(text.substr(0, whole_end), 10);
  if (!whole || *whole > most_seconds * 1'000'000'000ULL / static_cast<std::uint64_t>(unit)) {
    return wrong(text, expected);
  }
  return Nanos(static_cast<std::int64_t>(*whole) * unit + fraction_nanoseconds(fraction, unit));
}

Value<std::uint8_t> parse_tos(std::string_view text) {
  if (const auto number = parse_number(text, 0, 255)) return static_cast<std::uint8_t>(*number);
  std::uint8_t tos = 0;
  for (const std::string_view part : split(text, '+')) {
    const auto value = tos_name(part);
    if (!value) {
      return wrong(text,
                   "type of service: 0 to 255, be, le, ef, va, af11 to af43, cs0 to cs7, ect0, ect1, ce");
    }
    tos |= *value;
  }
  return tos;
}

Value<Octets> parse_pattern(std::string_view text) {
  Octets octets;
  if (!from_hex(text, octets) || octets.empty() || octets.size() > 16) {
    return wrong(text, "pattern of 1 to 16 octets in hexadecimal, two digits each");
  }
  return octets;
}

Value<IpAddress> parse_address(std::string_view text) {
  const auto address = parse_ip_address(std::string(text));
  if (!address) return wrong(text, "IP address: four decimal octets, or as fd00:9:1::1");
  return *address;
}

Value<AddressPrefix> parse_prefix(std::string_view text) {
  constexpr std::string_view wanted = "address with its network's bits, as 10.9.1.1/16";
  const std::size_t slash = text.find('/');
  const std::string_view digits = text.substr(0, slash);
  AddressPrefix prefix;
  if (const auto v4 = parse_ipv4_address(digits)) {
    prefix.address = *v4;
  } else if (const auto v6 = parse_ipv6_address(digits)) {
    prefix.address = *v6;
  } else {
    return wrong(text, wanted);
  }
  const std::uint64_t most = prefix.address.is_v4() ? 32 : 128;
  prefix.length = static_cast<std::uint8_t>(most);
  if (slash == std::string_view::npos) return prefix;
  const auto bits = parse_number(text.substr(slash + 1), 0, most);
  if (!bits) return wrong(text, wanted);
  prefix.length = static_cast<std::uint8_t>(*bits);
  return prefix;
}

}  // namespace icmpwire::cli
