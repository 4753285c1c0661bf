// A field's value as people read it.
#include "packet/value_text.h"

#include <algorithm>
#include <string>

#include "packet/address.h"
#include "packet/explain.h"

namespace icmpwire {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

std::string hex_of(std::uint64_t value, unsigned digits) {
  std::string text(digits, '0');
  for (unsigned i = digits; i-- > 0; value >>= 4) text[i] = hex_digits[value & 0x0f];
  return text;
}

// Octets of the field, whichever bit it begins with; `width` must be a multiple of 8.
Octets octets_of(const FieldInfo& field, Bytes header) {
  if (field.bit % 8 == 0) {
    const Bytes whole = header.subspan(field.bit / 8U, field.width / 8U);
    return Octets(whole.begin(), whole.end());
  }
  Octets octets;
  FieldInfo octet = field;
  octet.width = 8;
  for (unsigned bit = 0; bit + 8 <= field.width; bit += 8) {
    octet.bit = static_cast<std::uint16_t>(field.bit + bit);
    octets.push_back(static_cast<std::uint8_t>(field_value(octet, header)));
  }
  return octets;
}

template <class Address>
std::string address_text(const Octets& octets) {
  Address address;
  if (octets.size() != address.octets.size()) return to_hex(octets);
  std::copy(octets.begin(), octets.end(), address.octets.begin());
  return to_text(address);
}

std::string_view name_of_value(const FieldInfo& field, std::uint64_t value) {
  return field.value_name == nullptr ? std::string_view{} : field.value_name(value);
}

std::string named(std::string number, std::string_view name) {
  return name.empty() ? number : number.append(" (").append(name).append(")");
}

bool is_number(const FieldInfo& field) {
  return (field.format == Format::decimal || field.format == Format::hex) && field.width <= 64;
}

}  // namespace

std::string number_text(const FieldInfo& field, std::uint64_t value) {
  if (field.format == Format::decimal) return std::to_string(value);
  return "0x" + hex_of(value, (field.width + 3U) / 4U);
}

std::string value_text(const FieldInfo& field, Bytes header) {
  if (!is_number(field)) return value_texts(field, header).front();
  const std::uint64_t value = field_value(field, header);
  return named(number_text(field, value), name_of_value(field, value));
}

std::vector<std::string> value_texts(const FieldInfo& field, Bytes header) {
  if (is_number(field)) {
    const std::uint64_t value = field_value(field, header);
    const std::string number = number_text(field, value);
    const std::string_view name = name_of_value(field, value);
    std::vector<std::string> texts;
    if (!name.empty()) texts.push_back(named(number, name));
    texts.push_back(number);
    if (field.format == Format::hex) texts.push_back(number.substr(2));
    return texts;
  }
  const Octets octets = octets_of(field, header);
  switch (field.format) {
    case Format::ipv4:
      return {address_text<Ipv4Address>(octets)};
    case Format::ipv6:
      return {address_text<Ipv6Address>(octets)};
    case Format::mac:
      return {address_text<MacAddress>(octets)};
    default:
      return {to_hex(octets)};
  }
}

}  // namespace icmpwire
