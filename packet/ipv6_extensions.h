// IPv6 extension headers (RFC 8200 4, RFC 4302): their fields, and a walk over a chain of them.
#pragma once

#include "packet/layout.h"
#include "packet/protocol.h"

namespace icmpwire {

struct Ipv6OptionsHeader {  // Hop-by-Hop Options and Destination Options; options follow
  Protocol next_header = Protocol::icmpv6;
  std::uint8_t length = 0;  // in units of 8 octets, the first 8 not counted
  friend bool operator==(const Ipv6OptionsHeader&, const Ipv6OptionsHeader&) = default;
};

struct Ipv6RoutingHeader {  // what follows depends on the type
  Protocol next_header = Protocol::icmpv6;
  std::uint8_t length = 0;  // in units of 8 octets, the first 8 not counted
  std::uint8_t routing_type = 0;
  std::uint8_t segments_left = 0;
  friend bool operator==(const Ipv6RoutingHeader&, const Ipv6RoutingHeader&) = default;
};

struct Ipv6FragmentHeader {
  Protocol next_header = Protocol::icmpv6;  // of the fragmentable part's first header
  std::uint8_t reserved = 0;
  std::uint16_t fragment_offset = 0;  // in units of 8 octets, from the start of the fragmentable part
  std::uint8_t reserved_bits = 0;
  bool more_fragments = false;
  std::uint32_t identification = 0;

  // RFC 6946: one that is all there is of its datagram is no fragment.
  constexpr bool is_atomic() const { return fragment_offset == 0 && !more_fragments; }
  friend bool operator==(const Ipv6FragmentHeader&, const Ipv6FragmentHeader&) = default;
};

struct Ipv6AuthenticationHeader {  // the integrity check value follows
  Protocol next_header = Protocol::icmpv6;
  std::uint8_t length = 1;  // in 32-bit words, the first two not counted
  std::uint16_t reserved = 0;
  std::uint32_t security_parameters_index = 0;
  std::uint32_t sequence = 0;
  friend bool operator==(const Ipv6AuthenticationHeader&, const Ipv6AuthenticationHeader&) = default;
};

constexpr bool is_extension_header(Protocol protocol) {
  return protocol == Protocol::hop_by_hop || protocol == Protocol::routing ||
         protocol == Protocol::fragment || protocol == Protocol::authentication ||
         protocol == Protocol::destination_options;
}

std::string_view routing_type_name(std::uint64_t type);  // "Segment Routing Header"; empty where unknown

// Octets that the extension header at the start of `octets` says it has; 0 where its length is missing.
std::size_t extension_header_octets(Protocol type, Bytes octets);

struct ExtensionView {
  Protocol type;
  std::uint16_t at;      // offset in what is walked
  Bytes octets;          // all of the header
  Protocol next_header;  // what follows it
};

// Walks the headers behind the fixed one: each call gives the next extension header; nullopt where something
// else follows, as it does behind the header of a fragment that is not the first one. A header that does not
// lie in the octets ends the walk, Malformed at its first octet.
class ExtensionWalk {
 public:
  ExtensionWalk(Protocol first, Bytes octets) : octets_(octets), next_(first) {}
  Parsed<std::optional<ExtensionView>> next();
  std::size_t at() const { return at_; }          // where the next header would begin
  Protocol next_header() const { return next_; }  // and of what kind it is

 private:
  Bytes octets_;
  std::size_t at_ = 0;
  Protocol next_;
  bool ended_ = false;
};

namespace detail {

inline constexpr Words next_header_words = {"next_header", "Next Header",   "what follows this header",
                                            "RFC 8200 3",  Format::decimal, protocol_name};
inline constexpr Words extension_length_words = {
    "length", "Hdr Ext Len", "units of 8 octets, the first 8 octets not counted", "RFC 8200 4.3"};

}  // namespace detail

template <>
struct Table<Ipv6OptionsHeader> {
  static constexpr std::string_view name = "options";
  static constexpr std::string_view title = "IPv6 Options Header";
  static constexpr std::string_view purpose = "carries options for the nodes that are to read them";
  static constexpr std::string_view source = "RFC 8200 4.2";
  static constexpr auto rows =
      std::make_tuple(row<&Ipv6OptionsHeader::next_header, 0, 8>(detail::next_header_words),
                      row<&Ipv6OptionsHeader::length, 8, 8>(detail::extension_length_words));
};

template <>
struct Table<Ipv6RoutingHeader> {
  static constexpr std::string_view name = "routing";
  static constexpr std::string_view title = "IPv6 Routing";
  static constexpr std::string_view purpose = "names nodes to visit on the way to the destination";
  static constexpr std::string_view source = "RFC 8200 4.4";
  static constexpr auto rows = std::make_tuple(
      row<&Ipv6RoutingHeader::next_header, 0, 8>(detail::next_header_words),
      row<&Ipv6RoutingHeader::length, 8, 8>(detail::extension_length_words),
      row<&Ipv6RoutingHeader::routing_type, 16, 8>({"routing_type", "Routing Type", "what the data means",
                                                    source, Format::decimal, routing_type_name}),
      row<&Ipv6RoutingHeader::segments_left, 24, 8>(
          {"segments_left", "Segments Left", "nodes that are still to be visited", source}));
};

template <>
struct Table<Ipv6FragmentHeader> {
  static constexpr std::string_view name = "fragment_header";
  static constexpr std::string_view title = "IPv6 Fragment";
  static constexpr std::string_view purpose =
      "says which part of a datagram this is; only its source cuts it";
  static constexpr std::string_view source = "RFC 8200 4.5";
  static constexpr auto rows = std::make_tuple(
      row<&Ipv6FragmentHeader::next_header, 0, 8>(detail::next_header_words),
      row<&Ipv6FragmentHeader::reserved, 8, 8>({"reserved", "Reserved", "must be zero", source, Format::hex}),
      row<&Ipv6FragmentHeader::fragment_offset, 16, 13>(
          {"fragment_offset", "Fragment Offset", "place in the fragmentable part, in units of 8 octets",
           source}),
      row<&Ipv6FragmentHeader::reserved_bits, 29, 2>({"reserved_bits", "Res", "must be zero", source}),
      row<&Ipv6FragmentHeader::more_fragments, 31, 1>(
          {"more_fragments", "M", "1: more fragments follow", source}),
      row<&Ipv6FragmentHeader::identification, 32, 32>({"identification", "Identification",
                                                        "the same in all fragments of a datagram", source,
                                                        Format::hex}));
};

template <>
struct Table<Ipv6AuthenticationHeader> {
  static constexpr std::string_view name = "authentication";
  static constexpr std::string_view title = "Authentication Header";
  static constexpr std::string_view purpose = "proves who sent the datagram and that it was not changed";
  static constexpr std::string_view source = "RFC 4302 2";
  static constexpr auto rows =
      std::make_tuple(row<&Ipv6AuthenticationHeader::next_header, 0, 8>(detail::next_header_words),
                      row<&Ipv6AuthenticationHeader::length, 8, 8>(
                          {"length", "Payload Len", "32-bit words, the first two not counted", source}),
                      row<&Ipv6AuthenticationHeader::reserved, 16, 16>(
                          {"reserved", "RESERVED", "must be zero", source, Format::hex}),
                      row<&Ipv6AuthenticationHeader::security_parameters_index, 32, 32>(
                          {"security_parameters_index", "Security Parameters Index (SPI)",
                           "which key and algorithm the receiver is to use", source, Format::hex}),
                      row<&Ipv6AuthenticationHeader::sequence, 64, 32>(
                          {"sequence", "Sequence Number", "counts the packets, against replay", source}));
};

}  // namespace icmpwire
