#include "packet/field_language.h"

#include <algorithm>
#include <charconv>

#include "packet/nearest.h"
#include "packet/value_text.h"

namespace icmpwire {
namespace {

constexpr std::string_view computed_word = "computed";
constexpr unsigned most_bits_with_names = 16;

constexpr std::uint64_t most_of(const FieldInfo& field) {
  return field.width >= 64 ? UINT64_MAX : (std::uint64_t{1} << field.width) - 1;
}

struct NamedValue {
  std::string name;
  std::uint64_t value;
};

std::vector<NamedValue> named_values(const FieldInfo& field) {
  std::vector<NamedValue> named;
  if (field.value_name == nullptr || field.width > most_bits_with_names) return named;
  for (std::uint64_t value = 0; value <= most_of(field); ++value) {
    const std::string_view name = field.value_name(value);
    if (!name.empty()) named.push_back({typed_name(name), value});
  }
  return named;
}

template <class Address>
std::uint64_t number_of(const Address& address) {
  std::uint64_t number = 0;
  for (const std::uint8_t octet : address.octets) number = number << 8 | octet;
  return number;
}

std::optional<std::uint64_t> address_number(const FieldInfo& field, std::string_view text) {
  if (field.format == Format::ipv4) {
    if (const auto address = parse_ipv4_address(text)) return number_of(*address);
  }
  if (field.format == Format::mac) {
    if (const auto address = parse_mac_address(text)) return number_of(*address);
  }
  return std::nullopt;
}

std::string expected_value(const FieldInfo& field, const std::vector<NamedValue>& named) {
  constexpr std::size_t most_named = 6;
  std::string text = "a number from 0 to " + std::to_string(most_of(field));
  if (field.format == Format::ipv4) text = "an IPv4 address, or a number";
  if (field.format == Format::mac) text = "an address as 02:00:00:00:00:01, or a number";
  if (named.empty()) return text;
  text += ", or a name: ";
  for (std::size_t i = 0; i < std::min(named.size(), most_named); ++i)
    text += (i == 0 ? "" : ", ") + named[i].name;
  return text + (named.size() > most_named ? ", ..." : "");
}

template <class Named, class Name>
std::string nearest_of(std::string_view typed, const Named& named, Name name) {
  std::vector<std::string_view> words;
  for (const auto& one : named) words.push_back(name(one));
  return std::string(nearest(typed, words));
}

Understood<FieldSetting> read_ipv6_setting(const FieldInfo& field, TextPiece text) {
  const auto address = parse_ipv6_address(text.text);
  if (!address) {
    return misread(text, quoted(text.text) + " is no value of " + std::string(field.name), "an IPv6 address");
  }
  return FieldSetting{&field, std::nullopt, *address};
}

std::string field_names(const Layout& layout) {
  std::vector<std::string_view> names;
  for (const FieldInfo& field : layout.fields) names.push_back(field.name);
  return alternatives(names);
}

}  // namespace

std::string typed_name(std::string_view name) {
  std::string typed;
  for (const char character : name) {
    const bool upper = character >= 'A' && character <= 'Z';
    const bool other = (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
    typed += upper ? static_cast<char>(character - 'A' + 'a') : other ? character : '-';
  }
  return typed;
}

void write_field_value(const FieldInfo& field, MutableBytes header, std::uint64_t value) {
  for (unsigned bit = field.bit + unsigned{field.width}; bit-- > field.bit; value >>= 1) {
    const unsigned mask = 0x80U >> bit % 8;
    const unsigned others = header[bit / 8] & ~mask;
    header[bit / 8] = static_cast<std::uint8_t>((value & 1) != 0 ? others | mask : others);
  }
}

bool field_differs(const FieldInfo& field, Bytes left, Bytes right) {
  if (field.width <= 64) return field_value(field, left) != field_value(field, right);
  // What is wider begins and ends with an octet.
  return !equal(left.subspan(field.bit / 8U, field.width / 8U),
                right.subspan(field.bit / 8U, field.width / 8U));
}

FieldSetting setting_as_in(const FieldInfo& field, Bytes header) {
  if (field.format != Format::ipv6) return FieldSetting{&field, field_value(field, header)};
  Ipv6Address address;
  const Bytes octets = header.subspan(field.bit / 8U, address.octets.size());
  std::copy(octets.begin(), octets.end(), address.octets.begin());
  return FieldSetting{&field, std::nullopt, address};
}

void write_setting(const FieldSetting& setting, MutableBytes header) {
  if (setting.address) {
    const auto& octets = setting.address->octets;
    std::copy(octets.begin(), octets.end(), header.subspan(setting.field->bit / 8U).begin());
  } else if (setting.value) {
    write_field_value(*setting.field, header, *setting.value);
  }
}

Understood<std::uint64_t> read_number(TextPiece text, std::uint64_t most) {
  const bool hexadecimal = text.text.starts_with("0x") || text.text.starts_with("0X");
  const std::string_view digits = text.text.substr(hexadecimal ? 2 : 0);
  std::uint64_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, number, hexadecimal ? 16 : 10);
  const std::string expected = "a number from 0 to " + std::to_string(most);
  if (error == std::errc::result_out_of_range || (error == std::errc{} && stopped == end && number > most)) {
    return misread(text, quoted(text.text) + " is too large", expected);
  }
  if (error != std::errc{} || stopped != end) {
    return misread(text, quoted(text.text) + " is no number", expected);
  }
  return number;
}

Understood<std::uint64_t> read_field_value(const FieldInfo& field, TextPiece text) {
  if (field.width > 64) {
    return misread(text, std::string(field.name) + " is wider than a number: it cannot be set alone");
  }
  if (const auto address = address_number(field, text.text)) return *address;
  const auto number = read_number(text, most_of(field));
  if (number) return number;
  const std::vector<NamedValue> named = named_values(field);
  for (const NamedValue& known : named) {
    if (known.name == text.text) return known.value;
  }
  const bool has_digits = !text.text.empty() && text.text[0] >= '0' && text.text[0] <= '9';
  const std::string why = has_digits && number.error().why.ends_with("too large")
                              ? std::string(field.name) + " has " + std::to_string(field.width) +
                                    (field.width == 1 ? " bit" : " bits")
                              : quoted(text.text) + " is no value of " + std::string(field.name);
  return misread(
      text, why, expected_value(field, named),
      nearest_of(text.text, named, [](const NamedValue& one) { return std::string_view(one.name); }));
}

Understood<const FieldInfo*> find_field(const Layout& layout, TextPiece name) {
  for (const FieldInfo& field : layout.fields) {
    if (field.name == name.text) return &field;
  }
  return misread(name, quoted(name.text) + " is no field of " + std::string(layout.name), field_names(layout),
                 nearest_of(name.text, layout.fields, [](const FieldInfo& one) { return one.name; }));
}

Understood<FieldSetting> read_field_setting(const Layout& layout, TextPiece text) {
  const std::size_t equals = text.text.find('=');
  const TextPiece name = text.first(equals);
  const auto found = find_field(layout, name);
  if (!found) return tl::unexpected(found.error());
  const FieldInfo* const field = *found;
  if (equals == std::string_view::npos) {
    return misread(text.behind(text.text.size()), std::string(name.text) + " has no value",
                   "= and the value");
  }
  const TextPiece value = text.behind(equals + 1);
  if (field->computed && value.text == computed_word) return FieldSetting{field};
  if (field->format == Format::ipv6) return read_ipv6_setting(*field, value);
  const auto read = read_field_value(*field, value);
  if (!read) return tl::unexpected(read.error());
  return FieldSetting{field, *read};
}

Understood<std::vector<FieldSetting>> read_field_settings(const Layout& layout, TextPiece braces) {
  std::vector<FieldSetting> settings;
  const TextPiece inside = braces.behind(1).first(braces.text.size() - 2);
  for (const TextPiece& part : split(inside, ',')) {
    auto setting = read_field_setting(layout, part);
    if (!setting) return tl::unexpected(std::move(setting.error()));
    settings.push_back(*setting);
  }
  return settings;
}

Understood<const Layout*> read_layout_name(std::span<const Layout* const> layouts, TextPiece text,
                                           TextPiece& rest) {
  const std::size_t dot = std::min(text.text.find('.'), text.text.find('='));
  const TextPiece name = text.first(dot);
  std::vector<std::string_view> names;
  for (const Layout* layout : layouts) {
    names.push_back(layout->name);
    if (layout->name != name.text || dot >= text.text.size() || text.text[dot] != '.') continue;
    rest = text.behind(dot + 1);
    return layout;
  }
  const std::string known = alternatives(names);
  for (const std::string_view one : names) {
    if (one != name.text) continue;
    return misread(name, quoted(name.text) + " names a header, and none of its fields",
                   std::string(name.text) + ".FIELD=VALUE");
  }
  return misread(name, quoted(name.text) + " is none of the packet's headers", known + ", a dot, and a field",
                 std::string(nearest(name.text, names)));
}

std::string plain_value_text(const FieldInfo& field, Bytes header) {
  const std::vector<std::string> texts = value_texts(field, header);
  const bool named = texts.front().find('(') != std::string::npos;
  return named ? texts[1] : texts.front();
}

std::string field_differences(const Layout& layout, Bytes usual, Bytes header) {
  std::string text;
  for (const FieldInfo& field : layout.fields) {
    if (field.bit + std::size_t{field.width} > header.size() * 8) break;
    if (!field_differs(field, usual, header)) continue;
    text.append(text.empty() ? "{" : ",")
        .append(field.name)
        .append("=")
        .append(plain_value_text(field, header));
  }
  return text.empty() ? text : text + "}";
}

}  // namespace icmpwire
