// The field tables of the ICMPv6 shapes.
#pragma once

#include <tuple>

#include "packet/icmpv6_headers.h"
#include "packet/layout.h"

namespace icmpwire {

namespace detail {

inline constexpr Words reserved_words = {"reserved", "Reserved", "must be zero", "RFC 4861 4", Format::hex};

// Type, code and checksum, which every message begins with.
template <class Header>
consteval auto icmpv6_beginning(std::string_view source,
                                std::string_view (*name_of_code)(std::uint64_t code) = nullptr) {
  return std::make_tuple(row<&Header::type, 0, 8>({"type", "Type", "what the message says", source,
                                                   Format::decimal, icmpv6_type_name}),
                         row<&Header::code, 8, 8>({"code", "Code", "which case of the type", source,
                                                   Format::decimal, name_of_code}),
                         row<&Header::checksum, 16, 16>({"checksum", "Checksum",
                                                         "one's complement sum of pseudo-header and message",
                                                         "RFC 4443 2.3", Format::hex}));
}

template <Icmpv6Type Type>
std::string_view icmpv6_code_name_of(std::uint64_t code) {
  return code <= 0xff ? icmpv6_code_name(Type, static_cast<std::uint8_t>(code)) : std::string_view{};
}

template <class Header>
consteval auto icmpv6_quote_length_rows(std::string_view source,
                                        std::string_view (*name_of_code)(std::uint64_t code)) {
  return std::tuple_cat(
      icmpv6_beginning<Header>(source, name_of_code),
      std::make_tuple(
          row<&Header::length, 32, 8>({"length", "Length",
                                       "64-bit words of the quoted datagram; 0: no extensions follow it",
                                       "RFC 4884 4"}),
          row<&Header::unused, 40, 24>({"unused", "Unused", "must be zero", source, Format::hex})));
}

}  // namespace detail

template <>
struct Table<Icmpv6Echo> {
  static constexpr std::string_view name = "icmpv6";
  static constexpr std::string_view title = "ICMPv6 Echo Request or Echo Reply";
  static constexpr std::string_view purpose = "asks a node to send the same data back, or sends it back";
  static constexpr std::string_view source = "RFC 4443 4";
  static constexpr auto rows = std::tuple_cat(
      detail::icmpv6_beginning<Icmpv6Echo>(source),
      std::make_tuple(row<&Icmpv6Echo::identifier, 32, 16>({"identifier", "Identifier",
                                                            "tells the requests of one sender from another's",
                                                            source, Format::hex}),
                      row<&Icmpv6Echo::sequence, 48, 16>(
                          {"sequence", "Sequence Number", "tells one sender's requests apart", source})));
};

template <>
struct Table<Icmpv6Unreachable> {
  static constexpr std::string_view name = "icmpv6";
  static constexpr std::string_view title = "ICMPv6 Destination Unreachable";
  static constexpr std::string_view purpose = "says that the quoted datagram could not be delivered, and why";
  static constexpr std::string_view source = "RFC 4443 3.1";
  static constexpr auto rows = detail::icmpv6_quote_length_rows<Icmpv6Unreachable>(
      source, detail::icmpv6_code_name_of<Icmpv6Type::destination_unreachable>);
};

template <>
struct Table<Icmpv6TimeExceeded> {
  static constexpr std::string_view name = "icmpv6";
  static constexpr std::string_view title = "ICMPv6 Time Exceeded";
  static constexpr std::string_view purpose = "says that the quoted datagram ran out of hops or of time";
  static constexpr std::string_view source = "RFC 4443 3.3";
  static constexpr auto rows = detail::icmpv6_quote_length_rows<Icmpv6TimeExceeded>(
      source, detail::icmpv6_code_name_of<Icmpv6Type::time_exceeded>);
};

template <>
struct Table<Icmpv6PacketTooBig> {
  static constexpr std::string_view name = "icmpv6";
  static constexpr std::string_view title = "ICMPv6 Packet Too Big";
  static constexpr std::string_view purpose =
      "says that the quoted datagram is larger than the next hop takes";
  static constexpr std::string_view source = "RFC 4443 3.2";
  static constexpr auto rows = std::tuple_cat(detail::icmpv6_beginning<Icmpv6PacketTooBig>(source),
                                              std::make_tuple(row<&Icmpv6PacketTooBig::mtu, 32, 32>(
                                                  {"mtu", "MTU", "octets that the next hop takes", source})));
};

template <>
struct Table<Icmpv6ParameterProblem> {
  static constexpr std::string_view name = "icmpv6";
  static constexpr std::string_view title = "ICMPv6 Parameter Problem";
  static constexpr std::string_view purpose = "says that the quoted datagram's headers are wrong, and where";
  static constexpr std::string_view source = "RFC 4443 3.4";
  static constexpr auto rows =
      std::tuple_cat(detail::icmpv6_beginning<Icmpv6ParameterProblem>(
                         source, detail::icmpv6_code_name_of<Icmpv6Type::parameter_problem>),
                     std::make_tuple(row<&Icmpv6ParameterProblem::pointer, 32, 32>(
                         {"pointer", "Pointer", "the wrong octet of the quoted datagram, from 0", source,
                          Format::decimal, nullptr, Points::into_quote})));
};

template <>
struct Table<Icmpv6MulticastListener> {
  static constexpr std::string_view name = "icmpv6";
  static constexpr std::string_view title = "Multicast Listener Discovery";
  static constexpr std::string_view purpose = "asks which groups are listened to on the link, or tells";
  static constexpr std::string_view source = "RFC 2710 3";
  static constexpr auto rows = std::tuple_cat(
      detail::icmpv6_beginning<Icmpv6MulticastListener>(source),
      std::make_tuple(
          row<&Icmpv6MulticastListener::most_response_delay, 32, 16>(
              {"most_response_delay", "Maximum Response Delay", "milliseconds until the answer at most",
               source}),
          row<&Icmpv6MulticastListener::reserved, 48, 16>(
              {"reserved", "Reserved", "must be zero", source, Format::hex}),
          row<&Icmpv6MulticastListener::group, 64, 128>(
              {"group", "Multicast Address", "the group; :: asks for all", source, Format::ipv6})));
};

template <>
struct Table<Icmpv6MulticastReport> {
  static constexpr std::string_view name = "icmpv6";
  static constexpr std::string_view title = "Multicast Listener Report, version 2";
  static constexpr std::string_view purpose = "tells which groups are listened to, and from which sources";
  static constexpr std::string_view source = "RFC 3810 5.2";
  static constexpr auto rows = std::tuple_cat(
      detail::icmpv6_beginning<Icmpv6MulticastReport>(source),
      std::make_tuple(row<&Icmpv6MulticastReport::reserved, 32, 16>(
                          {"reserved", "Reserved", "must be zero", source, Format::hex}),
                      row<&Icmpv6MulticastReport::records, 48, 16>(
                          {"records", "Nr of Mcast Address Records", "how many follow", source})));
};

template <>
struct Table<Icmpv6ExtendedEchoRequest> {
  static constexpr std::string_view name = "icmpv6";
  static constexpr std::string_view title = "ICMPv6 Extended Echo Request";
  static constexpr std::string_view purpose = "asks a node about an interface, which the extension names";
  static constexpr std::string_view source = detail::rfc8335_request;
  static constexpr auto rows =
      std::tuple_cat(detail::icmpv6_beginning<Icmpv6ExtendedEchoRequest>(source),
                     detail::extended_echo_request_rows<Icmpv6ExtendedEchoRequest>());
};

template <>
struct Table<Icmpv6ExtendedEchoReply> {
  static constexpr std::string_view name = "icmpv6";
  static constexpr std::string_view title = "ICMPv6 Extended Echo Reply";
  static constexpr std::string_view purpose = "says how the interface is that was asked about";
  static constexpr std::string_view source = detail::rfc8335_reply;
  static constexpr auto rows =
      std::tuple_cat(detail::icmpv6_beginning<Icmpv6ExtendedEchoReply>(source, extended_echo_code_name),
                     detail::extended_echo_reply_rows<Icmpv6ExtendedEchoReply>());
};

template <>
struct Table<RouterSolicitation> {
  static constexpr std::string_view name = "icmpv6";
  static constexpr std::string_view title = "Router Solicitation";
  static constexpr std::string_view purpose = "asks the routers of the link to advertise themselves";
  static constexpr std::string_view source = "RFC 4861 4.1";
  static constexpr auto rows =
      std::tuple_cat(detail::icmpv6_beginning<RouterSolicitation>(source),
                     std::make_tuple(row<&RouterSolicitation::reserved, 32, 32>(detail::reserved_words)));
};

template <>
struct Table<RouterAdvertisement> {
  static constexpr std::string_view name = "icmpv6";
  static constexpr std::string_view title = "Router Advertisement";
  static constexpr std::string_view purpose = "a router tells the link how to use it";
  static constexpr std::string_view source = "RFC 4861 4.2";
  static constexpr auto rows = std::tuple_cat(
      detail::icmpv6_beginning<RouterAdvertisement>(source),
      std::make_tuple(
          row<&RouterAdvertisement::hop_limit, 32, 8>(
              {"hop_limit", "Cur Hop Limit", "what hosts should send with; 0: not said", source}),
          row<&RouterAdvertisement::managed, 40, 1>({"managed", "M", "1: addresses by DHCPv6", source}),
          row<&RouterAdvertisement::other_configuration, 41, 1>(
              {"other_configuration", "O", "1: other configuration by DHCPv6", source}),
          row<&RouterAdvertisement::home_agent, 42, 1>(
              {"home_agent", "H", "1: a home agent of mobile nodes", "RFC 6275 7.1"}),
          row<&RouterAdvertisement::preference, 43, 2>(
              {"preference", "Prf", "1 high, 0 medium, 3 low", "RFC 4191 2.2"}),
          row<&RouterAdvertisement::reserved, 45, 3>(detail::reserved_words),
          row<&RouterAdvertisement::lifetime, 48, 16>(
              {"lifetime", "Router Lifetime", "seconds as a default router; 0: it is none", source}),
          row<&RouterAdvertisement::reachable_time, 64, 32>(
              {"reachable_time", "Reachable Time",
               "milliseconds that a neighbour is reachable for; 0: not said", source}),
          row<&RouterAdvertisement::retransmit_time, 96, 32>(
              {"retransmit_time", "Retrans Timer", "milliseconds between solicitations; 0: not said",
               source})));
};

template <>
struct Table<NeighbourSolicitation> {
  static constexpr std::string_view name = "icmpv6";
  static constexpr std::string_view title = "Neighbour Solicitation";
  static constexpr std::string_view purpose = "asks who on the link has an IPv6 address";
  static constexpr std::string_view source = "RFC 4861 4.3";
  static constexpr auto rows = std::tuple_cat(
      detail::icmpv6_beginning<NeighbourSolicitation>(source),
      std::make_tuple(
          row<&NeighbourSolicitation::reserved, 32, 32>(detail::reserved_words),
          row<&NeighbourSolicitation::target, 64, 128>(
              {"target", "Target Address", "the address that is asked for", source, Format::ipv6})));
};

template <>
struct Table<NeighbourAdvertisement> {
  static constexpr std::string_view name = "icmpv6";
  static constexpr std::string_view title = "Neighbour Advertisement";
  static constexpr std::string_view purpose = "tells which station of the link has an IPv6 address";
  static constexpr std::string_view source = "RFC 4861 4.4";
  static constexpr auto rows = std::tuple_cat(
      detail::icmpv6_beginning<NeighbourAdvertisement>(source),
      std::make_tuple(
          row<&NeighbourAdvertisement::router, 32, 1>({"router", "R", "1: a router", source}),
          row<&NeighbourAdvertisement::solicited, 33, 1>(
              {"solicited", "S", "1: answers a solicitation", source}),
          row<&NeighbourAdvertisement::override_cached, 34, 1>(
              {"override_cached", "O", "1: replaces what is known of the address", source}),
          row<&NeighbourAdvertisement::reserved, 35, 29>(detail::reserved_words),
          row<&NeighbourAdvertisement::target, 64, 128>(
              {"target", "Target Address", "the address that is told of", source, Format::ipv6})));
};

template <>
struct Table<Icmpv6Redirect> {
  static constexpr std::string_view name = "icmpv6";
  static constexpr std::string_view title = "ICMPv6 Redirect";
  static constexpr std::string_view purpose = "names a better first hop for a destination";
  static constexpr std::string_view source = "RFC 4861 4.5";
  static constexpr auto rows = std::tuple_cat(
      detail::icmpv6_beginning<Icmpv6Redirect>(source),
      std::make_tuple(row<&Icmpv6Redirect::reserved, 32, 32>(detail::reserved_words),
                      row<&Icmpv6Redirect::target, 64, 128>(
                          {"target", "Target Address", "the first hop to use instead", source, Format::ipv6}),
                      row<&Icmpv6Redirect::destination, 192, 128>({"destination", "Destination Address",
                                                                   "what it is the better hop for", source,
                                                                   Format::ipv6})));
};

template <>
struct Table<Icmpv6Other> {
  static constexpr std::string_view name = "icmpv6";
  static constexpr std::string_view title = "ICMPv6 message of another type";
  static constexpr std::string_view purpose = "a message whose type has no table here";
  static constexpr std::string_view source = "RFC 4443 2.1";
  static constexpr auto rows = std::tuple_cat(
      detail::icmpv6_beginning<Icmpv6Other>(source),
      std::make_tuple(row<&Icmpv6Other::rest_of_header, 32, 32>(
          {"rest_of_header", "Rest of Header", "what it means depends on the type", source, Format::hex})));
};

}  // namespace icmpwire
