// The field tables of IPv6 options, and of the extension headers by the names they have in a packet.
#pragma once

#include "packet/ipv6_extensions.h"
#include "packet/layout.h"

namespace icmpwire {

enum class Ipv6OptionType : std::uint8_t {
  pad_one = 0,
  pad_many = 1,
  tunnel_encapsulation_limit = 4,  // RFC 2473 4.1.1
  router_alert = 5,                // RFC 2711
  jumbo_payload = 0xc2,            // RFC 2675
  home_address = 0xc9,             // RFC 6275 6.3
};

std::string_view ipv6_option_name(std::uint64_t type);         // "PadN"; empty where none is known here
std::string_view ipv6_router_alert_name(std::uint64_t value);  // RFC 2711 2.1

struct Ipv6PadOne {
  Ipv6OptionType type = Ipv6OptionType::pad_one;
  friend bool operator==(const Ipv6PadOne&, const Ipv6PadOne&) = default;
};

struct Ipv6OptionHeader {  // any other option begins so
  Ipv6OptionType type = Ipv6OptionType::pad_many;
  std::uint8_t length = 0;  // octets of the data
  friend bool operator==(const Ipv6OptionHeader&, const Ipv6OptionHeader&) = default;
};

struct Ipv6RouterAlert {
  Ipv6OptionType type = Ipv6OptionType::router_alert;
  std::uint8_t length = 2;
  std::uint16_t value = 0;
  friend bool operator==(const Ipv6RouterAlert&, const Ipv6RouterAlert&) = default;
};

struct Ipv6JumboPayload {
  Ipv6OptionType type = Ipv6OptionType::jumbo_payload;
  std::uint8_t length = 4;
  std::uint32_t payload_length = 0;
  friend bool operator==(const Ipv6JumboPayload&, const Ipv6JumboPayload&) = default;
};

// The table that an option is read by; its type and, but for Pad1, its length must be there.
const Layout& ipv6_option_layout(Bytes option);
// Of a header for which is_extension_header().
const Layout& extension_header_layout(Protocol type);

// A whole Hop-by-Hop or Destination Options header with these options, filled up to a multiple of 8 octets
// with Pad1 or PadN. It holds 2046 octets of options.
Octets options_header(Protocol next_header, Bytes options);

extern const Layout hop_by_hop_layout;
extern const Layout destination_options_layout;
extern const Layout pad_many_layout;

namespace detail {

inline constexpr std::string_view ipv6_options = "RFC 8200 4.2";

template <class Option>
consteval auto ipv6_option_beginning() {
  return std::make_tuple(
      row<&Option::type, 0, 8>(
          {"type", "Option Type",
           "what to do where it is unknown (2 bits), may change (1 bit), number (5 bits)", ipv6_options,
           Format::decimal, ipv6_option_name}),
      row<&Option::length, 8, 8>({"length", "Opt Data Len", "octets of the data", ipv6_options}));
}

}  // namespace detail

template <>
struct Table<Ipv6PadOne> {
  static constexpr std::string_view name = "pad1";
  static constexpr std::string_view title = "Pad1";
  static constexpr std::string_view purpose = "one octet of padding";
  static constexpr std::string_view source = detail::ipv6_options;
  static constexpr auto rows = std::make_tuple(
      row<&Ipv6PadOne::type, 0, 8>({"type", "Option Type", "one octet, no length or data", source}));
};

template <>
struct Table<Ipv6OptionHeader> {
  static constexpr std::string_view name = "option";
  static constexpr std::string_view title = "IPv6 Option";
  static constexpr std::string_view purpose = "an option whose data has no table here";
  static constexpr std::string_view source = detail::ipv6_options;
  static constexpr auto rows = detail::ipv6_option_beginning<Ipv6OptionHeader>();
};

template <>
struct Table<Ipv6RouterAlert> {
  static constexpr std::string_view name = "router_alert";
  static constexpr std::string_view title = "Router Alert";
  static constexpr std::string_view purpose = "asks every router on the way to look into the datagram";
  static constexpr std::string_view source = "RFC 2711 2.1";
  static constexpr auto rows = std::tuple_cat(
      detail::ipv6_option_beginning<Ipv6RouterAlert>(),
      std::make_tuple(row<&Ipv6RouterAlert::value, 16, 16>(
          {"value", "Value", "what is in it", source, Format::decimal, ipv6_router_alert_name})));
};

template <>
struct Table<Ipv6JumboPayload> {
  static constexpr std::string_view name = "jumbo_payload";
  static constexpr std::string_view title = "Jumbo Payload";
  static constexpr std::string_view purpose = "tells a payload length of more than 65535 octets";
  static constexpr std::string_view source = "RFC 2675 2";
  static constexpr auto rows = std::tuple_cat(
      detail::ipv6_option_beginning<Ipv6JumboPayload>(),
      std::make_tuple(row<&Ipv6JumboPayload::payload_length, 16, 32>(
          {"payload_length", "Jumbo Payload Length", "octets behind the IPv6 header", source})));
};

}  // namespace icmpwire
