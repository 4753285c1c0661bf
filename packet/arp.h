// Address Resolution Protocol (RFC 826) for IPv4 over Ethernet.
#pragma once

#include "packet/address.h"
#include "packet/ethernet.h"
#include "packet/layout.h"

namespace icmpwire {

enum class ArpOperation : std::uint16_t { request = 1, reply = 2 };

std::string_view arp_operation_name(std::uint64_t operation);  // "request"; empty where none is known here

struct ArpPacket {
  std::uint16_t hardware_type = 1;  // Ethernet
  EtherType protocol_type = EtherType::ipv4;
  std::uint8_t hardware_length = 6;  // octets; with any other lengths the addresses lie elsewhere
  std::uint8_t protocol_length = 4;
  ArpOperation operation = ArpOperation::request;
  MacAddress sender_hardware;
  Ipv4Address sender_protocol;
  MacAddress target_hardware;
  Ipv4Address target_protocol;
  friend bool operator==(const ArpPacket&, const ArpPacket&) = default;
};

template <>
struct Table<ArpPacket> {
  static constexpr std::string_view name = "arp";
  static constexpr std::string_view title = "Address Resolution Protocol";
  static constexpr std::string_view purpose = "asks who on the link has an IPv4 address, or answers";
  static constexpr std::string_view source = "RFC 826";
  static constexpr auto rows = std::make_tuple(
      row<&ArpPacket::hardware_type, 0, 16>({"hardware_type", "Hardware Type", "1 for Ethernet", "RFC 826"}),
      row<&ArpPacket::protocol_type, 16, 16>({"protocol_type", "Protocol Type",
                                              "whose addresses are asked for", "RFC 826", Format::hex,
                                              ether_type_name}),
      row<&ArpPacket::hardware_length, 32, 8>(
          {"hardware_length", "Hardware Length", "octets of a hardware address", "RFC 826"}),
      row<&ArpPacket::protocol_length, 40, 8>(
          {"protocol_length", "Protocol Length", "octets of a protocol address", "RFC 826"}),
      row<&ArpPacket::operation, 48, 16>(
          {"operation", "Operation", "1 asks, 2 answers", "RFC 826", Format::decimal, arp_operation_name}),
      row<&ArpPacket::sender_hardware, 64, 48>(
          {"sender_hardware", "Sender Hardware Address", "of who sends this", "RFC 826", Format::mac}),
      row<&ArpPacket::sender_protocol, 112, 32>(
          {"sender_protocol", "Sender Protocol Address", "of who sends this", "RFC 826", Format::ipv4}),
      row<&ArpPacket::target_hardware, 144, 48>(
          {"target_hardware", "Target Hardware Address", "zero in a request", "RFC 826", Format::mac}),
      row<&ArpPacket::target_protocol, 192, 32>({"target_protocol", "Target Protocol Address",
                                                 "the address that is asked for", "RFC 826", Format::ipv4}));
};

}  // namespace icmpwire
