// The field table: each bit of a header named once, for decoding, encoding and every view of a packet.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "packet/bits.h"
#include "packet/bytes.h"
#include "packet/result.h"

namespace icmpwire {

// How people read a field's value.
enum class Format : std::uint8_t { decimal, hex, ipv4, ipv6, mac, octets };

// What a field that holds a place counts: nothing, the octets of its own layer from 1, or those of the quoted
// datagram from 0.
enum class Points : std::uint8_t { nowhere, into_own_layer, into_quote };

// One row as data: what every view of a packet reads.
struct FieldInfo {
  std::string_view name;   // in JSON and in --set: "ttl"
  std::string_view label;  // in diagrams, the RFC's words: "Time to Live"
  std::uint16_t bit;       // first bit, counted from the start of the header
  std::uint16_t width;     // in bits
  Format format;
  bool computed;             // left unset, it is computed while building
  std::string_view meaning;  // one sentence
  std::string_view source;   // "RFC 791 3.1"
  std::string_view (*value_name)(
      std::uint64_t value);  // nullptr, or the value's name; empty where it has none
  Points points = Points::nowhere;
};

// A header's table as data.
struct Layout {
  std::string_view name;     // "ip"
  std::string_view title;    // "Internet Protocol, version 4"
  std::string_view purpose;  // what the layer is for, in one sentence
  std::string_view source;   // "RFC 791 3.1"
  std::uint16_t octets;      // of the fixed part
  std::span<const FieldInfo> fields;
};

// What a row adds to its place: words for people.
struct Words {
  std::string_view name;
  std::string_view label;
  std::string_view meaning;
  std::string_view source;
  Format format = Format::decimal;
  std::string_view (*value_name)(std::uint64_t value) = nullptr;
  Points points = Points::nowhere;
};

// A typed row. The place is part of the type, so that decoding and encoding cost what hand-written code
// costs.
template <auto Member, unsigned Bit, unsigned Width>
struct Row {
  FieldInfo info;
};

template <auto Member, unsigned Bit, unsigned Width>
consteval Row<Member, Bit, Width> row(const Words& words) {
  using Type = bits::MemberType<decltype(Member)>;
  static_assert(Width <= bits::capacity<Type>, "row: the member is narrower than its field");
  static_assert(!bits::OctetArray<Type> || (Bit % 8 == 0 && Width == bits::capacity<Type>),
                "row: an address fills whole octets");
  return {{words.name, words.label, static_cast<std::uint16_t>(Bit), static_cast<std::uint16_t>(Width),
           words.format, bits::is_optional<Type>, words.meaning, words.source, words.value_name,
           words.points}};
}

// To be specialised for each header: name, title, purpose, source, and `rows`, a std::make_tuple of
// row<...>(...) in the order of the wire, without gap or overlap.
template <class Header>
struct Table;

namespace detail {

template <class Header>
inline constexpr auto fields =
    std::apply([](const auto&... rows) { return std::array<FieldInfo, sizeof...(rows)>{rows.info...}; },
               Table<Header>::rows);

template <class Header>
consteval std::uint16_t fixed_octets() {
  std::uint16_t next = 0;
  for (const FieldInfo& field : fields<Header>) {
    if (field.bit > next) throw "layout: rows leave a gap";
    if (field.bit < next) throw "layout: rows overlap";
    next = static_cast<std::uint16_t>(field.bit + field.width);
  }
  if (next % 8 != 0) throw "layout: rows do not end on an octet";
  return next / 8;
}

}  // namespace detail

template <class Header>
inline constexpr Layout layout = {
    Table<Header>::name,   Table<Header>::title,           Table<Header>::purpose,
    Table<Header>::source, detail::fixed_octets<Header>(), detail::fields<Header>};

// The same table under another name.
constexpr Layout renamed(const Layout& of, std::string_view name, std::string_view title,
                         std::string_view purpose) {
  return {name, title, purpose, of.source, of.octets, of.fields};
}

// Reads the header at the start of `octets`, which must hold at least its fixed part, to where it is wanted:
// a header that is copied right after it was made costs more than making it.
template <class Header>
constexpr void decode_into(Header& header, Bytes octets) {
  const auto read = [&]<auto Member, unsigned Bit, unsigned Width>(const Row<Member, Bit, Width>&) {
    header.*Member = bits::read<bits::MemberType<decltype(Member)>, Bit, Width>(octets.data());
  };
  std::apply([&](const auto&... rows) { (read(rows), ...); }, Table<Header>::rows);
}
template <class Header>
constexpr Header decode_fixed(Bytes octets) {
  Header header{};
  decode_into(header, octets);
  return header;
}

// Fails only where octets are missing; wrong values are values.
template <class Header>
constexpr Parsed<Header> decode(Bytes octets) {
  if (octets.size() < layout<Header>.octets) {
    return tl::unexpected(Malformed{Why::truncated, static_cast<std::uint16_t>(octets.size())});
  }
  return decode_fixed<Header>(octets);
}

// Writes every bit of the fixed part, whatever was there before; a field that is unset becomes 0.
// `octets` must have room for the fixed part.
template <class Header>
constexpr void encode(const Header& header, MutableBytes octets) {
  const auto write = [&]<auto Member, unsigned Bit, unsigned Width>(const Row<Member, Bit, Width>&) {
    bits::write<Bit, Width>(octets.data(), header.*Member);
  };
  std::apply([&](const auto&... rows) { (write(rows), ...); }, Table<Header>::rows);
}

// The header and what follows it, into the front of `out`, which must have room for both. `body` may lie in
// `out` only where it ends up. Returns the octets written.
template <class Header>
constexpr std::size_t encode_message(const Header& header, Bytes body, MutableBytes out) {
  constexpr std::size_t header_length = layout<Header>.octets;
  if (body.data() != out.data() + header_length) {
    std::copy(body.begin(), body.end(), out.subspan(header_length).begin());
  }
  encode(header, out);
  return header_length + body.size();
}

// The same header with every computed field unset, so that building computes it anew.
template <class Header>
constexpr Header computed(Header header) {
  const auto clear = [&]<auto Member, unsigned Bit, unsigned Width>(const Row<Member, Bit, Width>&) {
    if constexpr (bits::is_optional<bits::MemberType<decltype(Member)>>) (header.*Member).reset();
  };
  std::apply([&](const auto&... rows) { (clear(rows), ...); }, Table<Header>::rows);
  return header;
}

// Sets one field by its name, the low bits of `value` where it is wider. False: no field that a number can
// hold is called so; one wider than 64 bits is no number.
template <class Header>
constexpr bool set_field(Header& header, std::string_view name, std::uint64_t value) {
  bool found = false;
  const auto set = [&]<auto Member, unsigned Bit, unsigned Width>(const Row<Member, Bit, Width>& row) {
    if (row.info.name != name) return;
    if constexpr (Width <= 64) {
      header.*Member = bits::from_bits<bits::MemberType<decltype(Member)>>(value & bits::mask<Width>);
      found = true;
    }
  };
  std::apply([&](const auto&... rows) { (set(rows), ...); }, Table<Header>::rows);
  return found;
}

// The field's octets of `header` as one number; `field` must be at most 64 bits wide and lie in `header`.
std::uint64_t field_value(const FieldInfo& field, Bytes header);

}  // namespace icmpwire
