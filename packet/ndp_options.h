// Options of neighbour discovery messages (RFC 4861 4.6): their fields, and a walk over them.
#pragma once

#include "packet/address.h"
#include "packet/layout.h"

namespace icmpwire {

enum class NdpOptionType : std::uint8_t {
  source_link_address = 1,
  target_link_address = 2,
  prefix_information = 3,
  redirected_header = 4,
  mtu = 5,
  nonce = 14,              // RFC 3971 5.3.2
  route_information = 24,  // RFC 4191 2.3
  dns_servers = 25,        // RFC 8106 5.1
  dns_search_list = 31,    // RFC 8106 5.2
};

std::string_view ndp_option_name(std::uint64_t type);  // "MTU"; empty where none is known here

struct NdpOptionHeader {  // every option begins so
  NdpOptionType type{};
  std::uint8_t length = 1;  // of the option in units of 8 octets; 0 is invalid
  friend bool operator==(const NdpOptionHeader&, const NdpOptionHeader&) = default;
};

struct NdpLinkAddress {  // of Ethernet: RFC 2464 6
  NdpOptionType type = NdpOptionType::source_link_address;
  std::uint8_t length = 1;
  MacAddress address;
  friend bool operator==(const NdpLinkAddress&, const NdpLinkAddress&) = default;
};

struct NdpPrefixInformation {
  NdpOptionType type = NdpOptionType::prefix_information;
  std::uint8_t length = 4;
  std::uint8_t prefix_length = 64;
  bool on_link = false;
  bool autonomous = false;
  std::uint8_t reserved = 0;  // 6 bits
  std::uint32_t valid_lifetime = 0;
  std::uint32_t preferred_lifetime = 0;
  std::uint32_t reserved_tail = 0;
  Ipv6Address prefix;
  friend bool operator==(const NdpPrefixInformation&, const NdpPrefixInformation&) = default;
};

struct NdpRedirectedHeader {  // a quote follows
  NdpOptionType type = NdpOptionType::redirected_header;
  std::uint8_t length = 1;
  std::uint16_t reserved = 0;
  std::uint32_t reserved_tail = 0;
  friend bool operator==(const NdpRedirectedHeader&, const NdpRedirectedHeader&) = default;
};

struct NdpMtu {
  NdpOptionType type = NdpOptionType::mtu;
  std::uint8_t length = 1;
  std::uint16_t reserved = 0;
  std::uint32_t mtu = 0;
  friend bool operator==(const NdpMtu&, const NdpMtu&) = default;
};

// The table that an option of this type and length, both of which must be there, is read by.
const Layout& ndp_option_layout(Bytes option);

// The station that a solicitation or an advertisement names in its options; nullopt where none does, or where
// an option before it has a length of 0 or beyond the octets (RFC 4861 4.6: such a message is dropped).
std::optional<MacAddress> link_address(Bytes options, NdpOptionType type);

namespace detail {

template <class Option>
consteval auto ndp_option_beginning() {
  return std::make_tuple(row<&Option::type, 0, 8>({"type", "Type", "what the option tells", "RFC 4861 4.6",
                                                   Format::decimal, ndp_option_name}),
                         row<&Option::length, 8, 8>(
                             {"length", "Length", "units of 8 octets, all of the option", "RFC 4861 4.6"}));
}

inline constexpr Words ndp_reserved_words = {"reserved", "Reserved", "must be zero", "RFC 4861 4.6",
                                             Format::hex};

}  // namespace detail

template <>
struct Table<NdpOptionHeader> {
  static constexpr std::string_view name = "ndp_option";
  static constexpr std::string_view title = "Neighbour Discovery Option";
  static constexpr std::string_view purpose = "an option whose data has no table here";
  static constexpr std::string_view source = "RFC 4861 4.6";
  static constexpr auto rows = detail::ndp_option_beginning<NdpOptionHeader>();
};

template <>
struct Table<NdpLinkAddress> {
  static constexpr std::string_view name = "link_address";
  static constexpr std::string_view title = "Link-Layer Address";
  static constexpr std::string_view purpose = "names the station of the source or of the target";
  static constexpr std::string_view source = "RFC 4861 4.6.1";
  static constexpr auto rows =
      std::tuple_cat(detail::ndp_option_beginning<NdpLinkAddress>(),
                     std::make_tuple(row<&NdpLinkAddress::address, 16, 48>(
                         {"address", "Link-Layer Address", "the station", "RFC 2464 6", Format::mac})));
};

template <>
struct Table<NdpPrefixInformation> {
  static constexpr std::string_view name = "prefix";
  static constexpr std::string_view title = "Prefix Information";
  static constexpr std::string_view purpose = "tells a prefix of the link, and what it may be used for";
  static constexpr std::string_view source = "RFC 4861 4.6.2";
  static constexpr auto rows = std::tuple_cat(
      detail::ndp_option_beginning<NdpPrefixInformation>(),
      std::make_tuple(
          row<&NdpPrefixInformation::prefix_length, 16, 8>(
              {"prefix_length", "Prefix Length", "leading bits of the prefix that count", source}),
          row<&NdpPrefixInformation::on_link, 24, 1>(
              {"on_link", "L", "1: such addresses are on the link", source}),
          row<&NdpPrefixInformation::autonomous, 25, 1>(
              {"autonomous", "A", "1: addresses may be made of it", source}),
          row<&NdpPrefixInformation::reserved, 26, 6>(detail::ndp_reserved_words),
          row<&NdpPrefixInformation::valid_lifetime, 32, 32>(
              {"valid_lifetime", "Valid Lifetime", "seconds; all ones: for ever", source}),
          row<&NdpPrefixInformation::preferred_lifetime, 64, 32>(
              {"preferred_lifetime", "Preferred Lifetime", "seconds; all ones: for ever", source}),
          row<&NdpPrefixInformation::reserved_tail, 96, 32>(
              {"reserved_tail", "Reserved2", "must be zero", source, Format::hex}),
          row<&NdpPrefixInformation::prefix, 128, 128>(
              {"prefix", "Prefix", "its bits behind the prefix length are zero", source, Format::ipv6})));
};

template <>
struct Table<NdpRedirectedHeader> {
  static constexpr std::string_view name = "redirected";
  static constexpr std::string_view title = "Redirected Header";
  static constexpr std::string_view purpose = "quotes the datagram that caused a redirect";
  static constexpr std::string_view source = "RFC 4861 4.6.3";
  static constexpr auto rows = std::tuple_cat(
      detail::ndp_option_beginning<NdpRedirectedHeader>(),
      std::make_tuple(row<&NdpRedirectedHeader::reserved, 16, 16>(detail::ndp_reserved_words),
                      row<&NdpRedirectedHeader::reserved_tail, 32, 32>(
                          {"reserved_tail", "Reserved", "must be zero", source, Format::hex})));
};

template <>
struct Table<NdpMtu> {
  static constexpr std::string_view name = "mtu";
  static constexpr std::string_view title = "MTU Option";
  static constexpr std::string_view purpose = "tells the MTU that all nodes of the link use";
  static constexpr std::string_view source = "RFC 4861 4.6.4";
  static constexpr auto rows =
      std::tuple_cat(detail::ndp_option_beginning<NdpMtu>(),
                     std::make_tuple(row<&NdpMtu::reserved, 16, 16>(detail::ndp_reserved_words),
                                     row<&NdpMtu::mtu, 32, 32>({"mtu", "MTU", "octets", source})));
};

}  // namespace icmpwire
