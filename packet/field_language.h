// Fields and their values as text, by the tables' own names: "ip.ttl=3", "{pointer=3,length=38}".
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "packet/address.h"
#include "packet/layout.h"
#include "packet/text_piece.h"

namespace icmpwire {

// A table's name of a value as it is typed: "echo-reply" for "Echo Reply".
std::string typed_name(std::string_view name);

// Decimal, or hexadecimal behind 0x; at most `most`.
Understood<std::uint64_t> read_number(TextPiece text, std::uint64_t most);

// The value of a field of at most 64 bits: a number, an address where the field is one, or the name of a
// value where the table has names.
Understood<std::uint64_t> read_field_value(const FieldInfo& field, TextPiece text);

Understood<const FieldInfo*> find_field(const Layout& layout, TextPiece name);

// The counterpart of field_value(): the low bits of `value` into the field's bits of `header`.
void write_field_value(const FieldInfo& field, MutableBytes header, std::uint64_t value);

// Whether the field, which lies in both, has other octets in one of them.
bool field_differs(const FieldInfo& field, Bytes left, Bytes right);

// A field, and what it is to be: one of IPv6's addresses, or else a number. Neither: it is computed while
// building.
struct FieldSetting {
  const FieldInfo* field;
  std::optional<std::uint64_t> value = {};
  std::optional<Ipv6Address> address = {};
};

// What sets the field, a number or an address, as it is in `header`.
FieldSetting setting_as_in(const FieldInfo& field, Bytes header);

// "ttl=3", or "checksum=computed" where the field can be.
Understood<FieldSetting> read_field_setting(const Layout& layout, TextPiece text);

// "{pointer=3,length=38}", braces included.
Understood<std::vector<FieldSetting>> read_field_settings(const Layout& layout, TextPiece braces);

// "ip.ttl" before the "=" of a setting: the one of `layouts` that is meant; what is behind its name and dot
// goes to `rest`.
Understood<const Layout*> read_layout_name(std::span<const Layout* const> layouts, TextPiece text,
                                           TextPiece& rest);

// The field's value as read_field_value() takes it, without its name: "8", "0xb8", "10.9.1.1".
std::string plain_value_text(const FieldInfo& field, Bytes header);

// "{pointer=8,overflow=15}": the fields of `header` in which `usual`, of as many octets, differs; empty where
// none do.
std::string field_differences(const Layout& layout, Bytes usual, Bytes header);

// Unsets a computed field by its name; false where the header has none of that name.
template <class Header>
constexpr bool clear_field(Header& header, std::string_view name) {
  bool found = false;
  const auto clear = [&]<auto Member, unsigned Bit, unsigned Width>(const Row<Member, Bit, Width>& row) {
    if constexpr (bits::is_optional<bits::MemberType<decltype(Member)>>) {
      if (row.info.name != name) return;
      (header.*Member).reset();
      found = true;
    }
  };
  std::apply([&](const auto&... rows) { (clear(rows), ...); }, Table<Header>::rows);
  return found;
}

// Sets an address of IPv6, which is no number; false where none is called so.
template <class Header>
constexpr bool set_field(Header& header, std::string_view name, const Ipv6Address& address) {
  bool found = false;
  const auto set = [&]<auto Member, unsigned Bit, unsigned Width>(const Row<Member, Bit, Width>& row) {
    if constexpr (std::is_same_v<bits::MemberType<decltype(Member)>, Ipv6Address>) {
      if (row.info.name != name) return;
      header.*Member = address;
      found = true;
    }
  };
  std::apply([&](const auto&... rows) { (set(rows), ...); }, Table<Header>::rows);
  return found;
}

// A setting in the octets of a header that has nothing computed.
void write_setting(const FieldSetting& setting, MutableBytes header);

// Sets or unsets; false as set_field() and clear_field() say it.
template <class Header>
constexpr bool apply(Header& header, const FieldSetting& setting) {
  if (setting.address) return set_field(header, setting.field->name, *setting.address);
  return setting.value ? set_field(header, setting.field->name, *setting.value)
                       : clear_field(header, setting.field->name);
}

}  // namespace icmpwire
