// Reading addresses from text, strictly.
#include <charconv>

#include "packet/address.h"

namespace icmpwire {
namespace {

// Takes numbers and separators from the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

  bool take(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  // A number of at most `most_digits` digits; the caller judges its value.
  std::optional<std::uint32_t> number(int base, std::size_t most_digits) {
    std::uint32_t value = 0;
    const char* const begin = rest_.data();
    const auto result = std::from_chars(begin, begin + rest_.size(), value, base);
    const auto length = static_cast<std::size_t>(result.ptr - begin);
    if (result.ec != std::errc{} || length > most_digits) return std::nullopt;
    rest_.remove_prefix(length);
    return value;
  }

 private:
  std::string_view rest_;
};

using Groups = std::array<std::uint16_t, 8>;

// Groups up to the end of the text or to a "::"; the last two may be written as an IPv4 address.
// The count of groups read; nullopt where something else stands there.
std::optional<std::size_t> read_groups(Reader& reader, Groups& groups, std::size_t most) {
  std::size_t count = 0;
  while (!reader.at_end() && !reader.rest().starts_with("::")) {
    if (count != 0 && !reader.take(":")) return std::nullopt;
    if (const auto embedded = parse_ipv4_address(reader.rest()); embedded && count + 2 <= most) {
      groups[count] = read_u16(embedded->octets, 0);
      groups[count + 1] = read_u16(embedded->octets, 2);
      reader = Reader({});
      return count + 2;
    }
    const auto group = reader.number(16, 4);
    if (!group || count == most) return std::nullopt;
    groups[count++] = static_cast<std::uint16_t>(*group);
  }
  return count;
}

}  // namespace

std::optional<Ipv4Address> parse_ipv4_address(std::string_view text) {
  Reader reader(text);
  Ipv4Address address;
  for (std::size_t i = 0; i < address.octets.size(); ++i) {
    if (i != 0 && !reader.take(".")) return std::nullopt;
    const bool leading_zero = reader.rest().starts_with('0');
    const std::size_t before = reader.rest().size();
    const auto octet = reader.number(10, 3);
    if (!octet || *octet > 255) return std::nullopt;
    if (leading_zero && before - reader.rest().size() > 1)
      return std::nullopt;  // would be octal to inet_aton
    address.octets[i] = static_cast<std::uint8_t>(*octet);
  }
  return reader.at_end() ? std::optional(address) : std::nullopt;
}

std::optional<Ipv6Address> parse_ipv6_address(std::string_view text) {
  Reader reader(text);
  Groups head{};
  Groups tail{};
  const auto before = read_groups(reader, head, head.size());
  if (!before) return std::nullopt;
  std::size_t behind = 0;
  if (reader.take("::")) {
    const auto count = read_groups(reader, tail, head.size() - *before);
    if (!count || *before + *count >= head.size()) return std::nullopt;  // "::" stands for one group at least
    behind = *count;
  } else if (*before != head.size()) {
    return std::nullopt;
  }
  if (!reader.at_end()) return std::nullopt;
  Ipv6Address address;
  for (std::size_t i = 0; i < *before; ++i) write_u16(address.octets, 2 * i, head[i]);
  for (std::size_t i = 0; i < behind; ++i) write_u16(address.octets, 2 * (head.size() - behind + i), tail[i]);
  return address;
}

std::optional<MacAddress> parse_mac_address(std::string_view text) {
  Reader reader(text);
  MacAddress address;
  for (std::size_t i = 0; i < address.octets.size(); ++i) {
    if (i != 0 && !reader.take(":")) return std::nullopt;
    const auto octet = reader.number(16, 2);
    if (!octet) return std::nullopt;
    address.octets[i] = static_cast<std::uint8_t>(*octet);
  }
  return reader.at_end() ? std::optional(address) : std::nullopt;
}

}  // namespace icmpwire
