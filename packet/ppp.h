// PPP frames (RFC 1661, RFC 1662) and PPP over Ethernet (RFC 2516).
#pragma once

#include "packet/ethernet.h"
#include "packet/layout.h"

namespace icmpwire {

std::string_view ppp_protocol_name(std::uint64_t protocol);  // "IPv4"; empty where none is known here
std::string_view pppoe_code_name(std::uint64_t code);        // "session data"; empty where none is known here

// RFC 1662 3.1: both have one value only, and peers may agree to leave them out.
struct PppFraming {
  std::uint8_t address = 0xff;
  std::uint8_t control = 0x03;
  bool is_there() const { return address == 0xff && control == 0x03; }
  friend bool operator==(const PppFraming&, const PppFraming&) = default;
};

struct PppHeader {
  std::uint16_t protocol = 0x21;
  friend bool operator==(const PppHeader&, const PppHeader&) = default;
};

// RFC 1661 6.5: a protocol below 256 in one octet, which is odd as no first octet of two is.
struct PppCompressedHeader {
  std::uint8_t protocol = 0x21;
  bool is_there() const { return (protocol & 1) != 0; }
  friend bool operator==(const PppCompressedHeader&, const PppCompressedHeader&) = default;
};

// What a PPP protocol carries, where that is IP; nullopt for all others.
std::optional<EtherType> carried_by_ppp(std::uint16_t protocol);

struct PppoeHeader {
  std::uint8_t version = 1;
  std::uint8_t type = 1;
  std::uint8_t code = 0;  // 0: a session's data
  std::uint16_t session = 0;
  std::uint16_t length = 0;  // octets of what follows; the frame may be padded behind it
  friend bool operator==(const PppoeHeader&, const PppoeHeader&) = default;
};

// What a discovery frame carries, one behind the other.
struct PppoeTag {
  std::uint16_t type = 0;
  std::uint16_t length = 0;  // octets of the value
  friend bool operator==(const PppoeTag&, const PppoeTag&) = default;
};

std::string_view pppoe_tag_name(std::uint64_t type);  // "Service-Name"; empty where none is known here

template <>
struct Table<PppFraming> {
  static constexpr std::string_view name = "ppp_framing";
  static constexpr std::string_view title = "PPP in HDLC-like Framing";
  static constexpr std::string_view purpose = "begins a PPP frame as HDLC would";
  static constexpr std::string_view source = "RFC 1662 3.1";
  static constexpr auto rows = std::make_tuple(
      row<&PppFraming::address, 0, 8>({"address", "Address", "0xff: all stations", source, Format::hex}),
      row<&PppFraming::control, 8, 8>(
          {"control", "Control", "0x03: unnumbered information", source, Format::hex}));
};

template <>
struct Table<PppHeader> {
  static constexpr std::string_view name = "ppp";
  static constexpr std::string_view title = "Point-to-Point Protocol";
  static constexpr std::string_view purpose = "says what a frame between two peers carries";
  static constexpr std::string_view source = "RFC 1661 2";
  static constexpr auto rows = std::make_tuple(row<&PppHeader::protocol, 0, 16>(
      {"protocol", "Protocol", "what the frame carries", source, Format::hex, ppp_protocol_name}));
};

template <>
struct Table<PppCompressedHeader> {
  static constexpr std::string_view name = "ppp";
  static constexpr std::string_view title = "Point-to-Point Protocol, compressed";
  static constexpr std::string_view purpose = "says in one octet what a frame between two peers carries";
  static constexpr std::string_view source = "RFC 1661 6.5";
  static constexpr auto rows = std::make_tuple(row<&PppCompressedHeader::protocol, 0, 8>(
      {"protocol", "Protocol", "what the frame carries", source, Format::hex, ppp_protocol_name}));
};

template <>
struct Table<PppoeHeader> {
  static constexpr std::string_view name = "pppoe";
  static constexpr std::string_view title = "PPP over Ethernet";
  static constexpr std::string_view purpose = "says to which session of a link the frame belongs";
  static constexpr std::string_view source = "RFC 2516 4";
  static constexpr auto rows = std::make_tuple(
      row<&PppoeHeader::version, 0, 4>({"version", "VER", "1", source}),
      row<&PppoeHeader::type, 4, 4>({"type", "TYPE", "1", source}),
      row<&PppoeHeader::code, 8, 8>(
          {"code", "CODE", "session data, or a step of discovery", source, Format::hex, pppoe_code_name}),
      row<&PppoeHeader::session, 16, 16>(
          {"session", "SESSION_ID", "the session between two stations", source, Format::hex}),
      row<&PppoeHeader::length, 32, 16>({"length", "LENGTH", "octets of what follows", source}));
};

template <>
struct Table<PppoeTag> {
  static constexpr std::string_view name = "pppoe_tag";
  static constexpr std::string_view title = "PPPoE Tag";
  static constexpr std::string_view purpose = "says one thing while stations look for each other";
  static constexpr std::string_view source = "RFC 2516 4";
  static constexpr auto rows = std::make_tuple(
      row<&PppoeTag::type, 0, 16>(
          {"type", "TAG_TYPE", "what the tag says", "RFC 2516 appendix A", Format::hex, pppoe_tag_name}),
      row<&PppoeTag::length, 16, 16>({"length", "TAG_LENGTH", "octets of the value", source}));
};

}  // namespace icmpwire
