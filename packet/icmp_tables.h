// The field tables of the ICMP shapes.
#pragma once

#include <tuple>

#include "packet/icmp_headers.h"
#include "packet/layout.h"

namespace icmpwire {

namespace detail {

inline constexpr std::string_view rfc792 = "RFC 792";
inline constexpr Words unused_words = {"unused", "unused", "must be zero", rfc792, Format::hex};
inline constexpr Words quote_length_words = {
    "length", "Length", "32-bit words of the quoted datagram; 0: no extensions follow it", "RFC 4884 4"};
inline constexpr Words identifier_words = {
    "identifier", "Identifier", "tells the requests of one sender from another's", rfc792, Format::hex};
inline constexpr Words sequence_words = {"sequence", "Sequence Number", "tells one sender's requests apart",
                                         rfc792};

template <IcmpType Type>
std::string_view code_name(std::uint64_t code) {
  return code <= 0xff ? icmp_code_name(Type, static_cast<std::uint8_t>(code)) : std::string_view{};
}

// Type, code and checksum, which every message begins with.
template <class Header>
consteval auto icmp_beginning(std::string_view (*name_of_code)(std::uint64_t code) = nullptr) {
  return std::make_tuple(
      row<&Header::type, 0, 8>(
          {"type", "Type", "what the message says", rfc792, Format::decimal, icmp_type_name}),
      row<&Header::code, 8, 8>(
          {"code", "Code", "which case of the type", rfc792, Format::decimal, name_of_code}),
      row<&Header::checksum, 16, 16>(
          {"checksum", "Checksum", "one's complement sum of the whole message", rfc792, Format::hex}));
}

template <class Header>
consteval auto icmp_query_beginning() {
  return std::tuple_cat(icmp_beginning<Header>(),
                        std::make_tuple(row<&Header::identifier, 32, 16>(identifier_words),
                                        row<&Header::sequence, 48, 16>(sequence_words)));
}

}  // namespace detail

template <>
struct Table<IcmpEcho> {
  static constexpr std::string_view name = "icmp";
  static constexpr std::string_view title = "ICMP Echo or Echo Reply";
  static constexpr std::string_view purpose = "asks a host to send the same data back, or sends it back";
  static constexpr std::string_view source = detail::rfc792;
  static constexpr auto rows = detail::icmp_query_beginning<IcmpEcho>();
};

template <>
struct Table<IcmpUnreachable> {
  static constexpr std::string_view name = "icmp";
  static constexpr std::string_view title = "ICMP Destination Unreachable";
  static constexpr std::string_view purpose = "says that the quoted datagram could not be delivered, and why";
  static constexpr std::string_view source = detail::rfc792;
  static constexpr auto rows = std::tuple_cat(
      detail::icmp_beginning<IcmpUnreachable>(detail::code_name<IcmpType::destination_unreachable>),
      std::make_tuple(row<&IcmpUnreachable::unused, 32, 8>(detail::unused_words),
                      row<&IcmpUnreachable::length, 40, 8>(detail::quote_length_words),
                      row<&IcmpUnreachable::next_hop_mtu, 48, 16>(
                          {"next_hop_mtu", "Next-Hop MTU", "octets that the next hop takes, with code 4",
                           "RFC 1191 4"})));
};

template <>
struct Table<IcmpTimeExceeded> {
  static constexpr std::string_view name = "icmp";
  static constexpr std::string_view title = "ICMP Time Exceeded";
  static constexpr std::string_view purpose = "says that the quoted datagram ran out of hops or of time";
  static constexpr std::string_view source = detail::rfc792;
  static constexpr auto rows = std::tuple_cat(
      detail::icmp_beginning<IcmpTimeExceeded>(detail::code_name<IcmpType::time_exceeded>),
      std::make_tuple(row<&IcmpTimeExceeded::unused, 32, 8>(detail::unused_words),
                      row<&IcmpTimeExceeded::length, 40, 8>(detail::quote_length_words),
                      row<&IcmpTimeExceeded::unused_tail, 48, 16>(
                          {"unused_tail", "unused", "must be zero", detail::rfc792, Format::hex})));
};

template <>
struct Table<IcmpParameterProblem> {
  static constexpr std::string_view name = "icmp";
  static constexpr std::string_view title = "ICMP Parameter Problem";
  static constexpr std::string_view purpose = "says that the quoted datagram's header is wrong, and where";
  static constexpr std::string_view source = detail::rfc792;
  static constexpr auto rows = std::tuple_cat(
      detail::icmp_beginning<IcmpParameterProblem>(detail::code_name<IcmpType::parameter_problem>),
      std::make_tuple(row<&IcmpParameterProblem::pointer, 32, 8>(
                          {"pointer", "Pointer", "the wrong octet of the quoted datagram, from 0",
                           detail::rfc792, Format::decimal, nullptr, Points::into_quote}),
                      row<&IcmpParameterProblem::length, 40, 8>(detail::quote_length_words),
                      row<&IcmpParameterProblem::unused, 48, 16>(detail::unused_words)));
};

template <>
struct Table<IcmpSourceQuench> {
  static constexpr std::string_view name = "icmp";
  static constexpr std::string_view title = "ICMP Source Quench";
  static constexpr std::string_view purpose = "asked to send more slowly; deprecated (RFC 6633)";
  static constexpr std::string_view source = detail::rfc792;
  static constexpr auto rows =
      std::tuple_cat(detail::icmp_beginning<IcmpSourceQuench>(),
                     std::make_tuple(row<&IcmpSourceQuench::unused, 32, 32>(detail::unused_words)));
};

template <>
struct Table<IcmpRedirect> {
  static constexpr std::string_view name = "icmp";
  static constexpr std::string_view title = "ICMP Redirect";
  static constexpr std::string_view purpose =
      "names a better first router for the quoted datagram's destination";
  static constexpr std::string_view source = detail::rfc792;
  static constexpr auto rows = std::tuple_cat(
      detail::icmp_beginning<IcmpRedirect>(detail::code_name<IcmpType::redirect>),
      std::make_tuple(
          row<&IcmpRedirect::gateway, 32, 32>({"gateway", "Gateway Internet Address",
                                               "the router to use instead", detail::rfc792, Format::ipv4})));
};

template <>
struct Table<IcmpTimestamp> {
  static constexpr std::string_view name = "icmp";
  static constexpr std::string_view title = "ICMP Timestamp or Timestamp Reply";
  static constexpr std::string_view purpose = "asks a host for its time of day, or tells it";
  static constexpr std::string_view source = detail::rfc792;
  static constexpr auto rows = std::tuple_cat(
      detail::icmp_query_beginning<IcmpTimestamp>(),
      std::make_tuple(row<&IcmpTimestamp::originate, 64, 32>(
                          {"originate", "Originate Timestamp",
                           "milliseconds since midnight UT when it was sent", detail::rfc792}),
                      row<&IcmpTimestamp::receive, 96, 32>({"receive", "Receive Timestamp",
                                                            "milliseconds since midnight UT when it arrived",
                                                            detail::rfc792}),
                      row<&IcmpTimestamp::transmit, 128, 32>(
                          {"transmit", "Transmit Timestamp",
                           "milliseconds since midnight UT when it was answered", detail::rfc792})));
};

template <>
struct Table<IcmpAddressMask> {
  static constexpr std::string_view name = "icmp";
  static constexpr std::string_view title = "ICMP Address Mask Request or Reply";
  static constexpr std::string_view purpose = "asked for the subnet's mask; deprecated (RFC 6918)";
  static constexpr std::string_view source = "RFC 950 appendix I";
  static constexpr auto rows =
      std::tuple_cat(detail::icmp_query_beginning<IcmpAddressMask>(),
                     std::make_tuple(row<&IcmpAddressMask::mask, 64, 32>(
                         {"mask", "Address Mask", "ones where the network and subnet are",
                          "RFC 950 appendix I", Format::ipv4})));
};

template <>
struct Table<IcmpRouterAdvertisement> {
  static constexpr std::string_view name = "icmp";
  static constexpr std::string_view title = "ICMP Router Advertisement";
  static constexpr std::string_view purpose = "names the addresses of a router on this link";
  static constexpr std::string_view source = "RFC 1256 3";
  static constexpr auto rows = std::tuple_cat(
      detail::icmp_beginning<IcmpRouterAdvertisement>(detail::code_name<IcmpType::router_advertisement>),
      std::make_tuple(row<&IcmpRouterAdvertisement::addresses, 32, 8>(
                          {"addresses", "Num Addrs", "how many entries follow", source}),
                      row<&IcmpRouterAdvertisement::entry_words, 40, 8>(
                          {"entry_words", "Addr Entry Size", "32-bit words of an entry: 2", source}),
                      row<&IcmpRouterAdvertisement::lifetime, 48, 16>(
                          {"lifetime", "Lifetime", "seconds that they may be used for", source})));
};

template <>
struct Table<IcmpRouterSolicitation> {
  static constexpr std::string_view name = "icmp";
  static constexpr std::string_view title = "ICMP Router Solicitation";
  static constexpr std::string_view purpose = "asks the routers of this link to name themselves";
  static constexpr std::string_view source = "RFC 1256 3";
  static constexpr auto rows =
      std::tuple_cat(detail::icmp_beginning<IcmpRouterSolicitation>(),
                     std::make_tuple(row<&IcmpRouterSolicitation::reserved, 32, 32>(
                         {"reserved", "Reserved", "must be zero", source, Format::hex})));
};

template <>
struct Table<IcmpExtendedEchoRequest> {
  static constexpr std::string_view name = "icmp";
  static constexpr std::string_view title = "ICMP Extended Echo Request";
  static constexpr std::string_view purpose = "asks a node about an interface, which the extension names";
  static constexpr std::string_view source = detail::rfc8335_request;
  static constexpr auto rows = std::tuple_cat(detail::icmp_beginning<IcmpExtendedEchoRequest>(),
                                              detail::extended_echo_request_rows<IcmpExtendedEchoRequest>());
};

template <>
struct Table<IcmpExtendedEchoReply> {
  static constexpr std::string_view name = "icmp";
  static constexpr std::string_view title = "ICMP Extended Echo Reply";
  static constexpr std::string_view purpose = "says how the interface is that was asked about";
  static constexpr std::string_view source = detail::rfc8335_reply;
  static constexpr auto rows =
      std::tuple_cat(detail::icmp_beginning<IcmpExtendedEchoReply>(extended_echo_code_name),
                     detail::extended_echo_reply_rows<IcmpExtendedEchoReply>());
};

template <>
struct Table<IcmpOther> {
  static constexpr std::string_view name = "icmp";
  static constexpr std::string_view title = "ICMP message of another type";
  static constexpr std::string_view purpose = "a message whose type has no table here";
  static constexpr std::string_view source = detail::rfc792;
  static constexpr auto rows =
      std::tuple_cat(detail::icmp_beginning<IcmpOther>(),
                     std::make_tuple(row<&IcmpOther::rest_of_header, 32, 32>(
                         {"rest_of_header", "Rest of Header", "what it means depends on the type",
                          detail::rfc792, Format::hex})));
};

}  // namespace icmpwire
