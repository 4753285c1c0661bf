// Extended Echo of ICMP and ICMPv6 (RFC 8335): asks a node about one of its interfaces, or a neighbour's.
#pragma once

#include <cstdint>
#include <optional>

#include "packet/layout.h"

namespace icmpwire {

std::string_view extended_echo_code_name(std::uint64_t code);      // of a reply: "no error"
std::string_view neighbour_cache_state_name(std::uint64_t state);  // "reachable"; empty where none is known

// An extension follows whose object says which interface is meant. `Type` is IcmpType or Icmpv6Type.
template <class Type>
struct ExtendedEchoRequest {
  Type type = Type::extended_echo_request;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint16_t identifier = 0;
  std::uint8_t sequence = 0;
  std::uint8_t reserved = 0;  // 7 bits
  bool local = false;         // the interface is the asked node's own
  friend bool operator==(const ExtendedEchoRequest&, const ExtendedEchoRequest&) = default;
};

template <class Type>
struct ExtendedEchoReply {
  Type type = Type::extended_echo_reply;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint16_t identifier = 0;
  std::uint8_t sequence = 0;
  std::uint8_t state = 0;     // 3 bits
  std::uint8_t reserved = 0;  // 2 bits
  bool active = false;
  bool ipv4 = false;
  bool ipv6 = false;
  friend bool operator==(const ExtendedEchoReply&, const ExtendedEchoReply&) = default;
};

namespace detail {

inline constexpr std::string_view rfc8335_request = "RFC 8335 2";
inline constexpr std::string_view rfc8335_reply = "RFC 8335 3";

// What follows type, code and checksum.
template <class Header>
consteval auto extended_echo_request_rows() {
  return std::make_tuple(
      row<&Header::identifier, 32, 16>({"identifier", "Identifier",
                                        "tells the requests of one sender from another's", rfc8335_request,
                                        Format::hex}),
      row<&Header::sequence, 48, 8>(
          {"sequence", "Sequence Number", "tells one sender's requests apart", rfc8335_request}),
      row<&Header::reserved, 56, 7>({"reserved", "Reserved", "must be zero", rfc8335_request, Format::hex}),
      row<&Header::local, 63, 1>(
          {"local", "L", "1: the interface is of the node that is asked", rfc8335_request}));
}

template <class Header>
consteval auto extended_echo_reply_rows() {
  return std::make_tuple(
      row<&Header::identifier, 32, 16>(
          {"identifier", "Identifier", "as the request has it", rfc8335_reply, Format::hex}),
      row<&Header::sequence, 48, 8>({"sequence", "Sequence Number", "as the request has it", rfc8335_reply}),
      row<&Header::state, 56, 3>({"state", "State", "of the neighbour that was asked for", rfc8335_reply,
                                  Format::decimal, neighbour_cache_state_name}),
      row<&Header::reserved, 59, 2>({"reserved", "Res", "must be zero", rfc8335_reply, Format::hex}),
      row<&Header::active, 61, 1>({"active", "A", "1: the interface is up", rfc8335_reply}),
      row<&Header::ipv4, 62, 1>({"ipv4", "4", "1: IPv4 runs on it", rfc8335_reply}),
      row<&Header::ipv6, 63, 1>({"ipv6", "6", "1: IPv6 runs on it", rfc8335_reply}));
}

}  // namespace detail

}  // namespace icmpwire
