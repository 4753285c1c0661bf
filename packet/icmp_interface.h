// What an ICMP extension says of a router's interface: RFC 5837's information and RFC 8335's identification.
#pragma once

#include "packet/address.h"
#include "packet/layout.h"

namespace icmpwire {

std::string_view interface_role_name(std::uint64_t role);    // "incoming"
std::string_view address_family_name(std::uint64_t family);  // "IPv4"; empty where none is known here

// RFC 5837 4: an object of class 2, whose C-Type says bit by bit what it contains.
struct InterfaceInformation {
  std::uint16_t length = 4;
  std::uint8_t class_number = 2;
  std::uint8_t role = 0;
  std::uint8_t reserved = 0;
  bool has_index = false;
  bool has_address = false;
  bool has_name = false;
  bool has_mtu = false;
};

struct InterfaceIndex {
  std::uint32_t index = 0;
};

struct InterfaceMtu {
  std::uint32_t mtu = 0;
};

// Before an address of the family, or a name of so many octets.
struct InterfaceAddressHeader {
  std::uint16_t family = 1;
  std::uint16_t reserved = 0;
};
struct InterfaceNameHeader {
  std::uint8_t length = 4;  // octets, this one included
};

// RFC 8335 2.1: in an object of class 3, before the address.
struct IdentifiedAddressHeader {
  std::uint16_t family = 1;
  std::uint8_t length = 4;
  std::uint8_t reserved = 0;
};

struct InterfaceIpv4Address {
  Ipv4Address address;
};
struct InterfaceIpv6Address {
  Ipv6Address address;
};

template <>
struct Table<InterfaceInformation> {
  static constexpr std::string_view name = "interface_information";
  static constexpr std::string_view title = "Interface Information Object";
  static constexpr std::string_view purpose = "says at which interface of the router it happened";
  static constexpr std::string_view source = "RFC 5837 4";
  static constexpr auto rows = std::make_tuple(
      row<&InterfaceInformation::length, 0, 16>(
          {"length", "Length", "octets, this header included", "RFC 4884 8"}),
      row<&InterfaceInformation::class_number, 16, 8>(
          {"class", "Class-Num", "2: interface information", "RFC 4884 8"}),
      row<&InterfaceInformation::role, 24, 2>(
          {"role", "Role", "which interface it is", "RFC 5837 4.1", Format::decimal, interface_role_name}),
      row<&InterfaceInformation::reserved, 26, 2>(
          {"reserved", "Rsvd", "must be zero", "RFC 5837 4.1", Format::hex}),
      row<&InterfaceInformation::has_index, 28, 1>(
          {"has_index", "ifIndex", "1: its number is there", "RFC 5837 4.1"}),
      row<&InterfaceInformation::has_address, 29, 1>(
          {"has_address", "IPAddr", "1: an address of it is there", "RFC 5837 4.1"}),
      row<&InterfaceInformation::has_name, 30, 1>(
          {"has_name", "name", "1: its name is there", "RFC 5837 4.1"}),
      row<&InterfaceInformation::has_mtu, 31, 1>({"has_mtu", "MTU", "1: its MTU is there", "RFC 5837 4.1"}));
};

template <>
struct Table<InterfaceIndex> {
  static constexpr std::string_view name = "interface_index";
  static constexpr std::string_view title = "Interface Index";
  static constexpr std::string_view purpose = "the interface by its number";
  static constexpr std::string_view source = "RFC 5837 4.1, RFC 8335 2.1";
  static constexpr auto rows = std::make_tuple(row<&InterfaceIndex::index, 0, 32>(
      {"index", "Interface Index", "ifIndex, by which SNMP knows it", "RFC 2863 3.1.5"}));
};

template <>
struct Table<InterfaceMtu> {
  static constexpr std::string_view name = "interface_mtu";
  static constexpr std::string_view title = "Interface MTU";
  static constexpr std::string_view purpose = "the largest datagram that the interface takes";
  static constexpr std::string_view source = "RFC 5837 4.1";
  static constexpr auto rows =
      std::make_tuple(row<&InterfaceMtu::mtu, 0, 32>({"mtu", "MTU", "octets", source}));
};

template <>
struct Table<InterfaceAddressHeader> {
  static constexpr std::string_view name = "interface_address";
  static constexpr std::string_view title = "Interface Address";
  static constexpr std::string_view purpose = "the interface by an address of it";
  static constexpr std::string_view source = "RFC 5837 4.2";
  static constexpr auto rows = std::make_tuple(
      row<&InterfaceAddressHeader::family, 0, 16>(
          {"family", "AFI", "of the address that follows", source, Format::decimal, address_family_name}),
      row<&InterfaceAddressHeader::reserved, 16, 16>(
          {"reserved", "Reserved", "must be zero", source, Format::hex}));
};

template <>
struct Table<InterfaceNameHeader> {
  static constexpr std::string_view name = "interface_name";
  static constexpr std::string_view title = "Interface Name";
  static constexpr std::string_view purpose = "the interface by its name";
  static constexpr std::string_view source = "RFC 5837 4.3";
  static constexpr auto rows = std::make_tuple(row<&InterfaceNameHeader::length, 0, 8>(
      {"length", "Length", "octets, this one included; a multiple of 4, at most 64", source}));
};

template <>
struct Table<IdentifiedAddressHeader> {
  static constexpr std::string_view name = "interface_address";
  static constexpr std::string_view title = "Interface Address, identifying";
  static constexpr std::string_view purpose = "asks for the interface that has an address";
  static constexpr std::string_view source = "RFC 8335 2.1";
  static constexpr auto rows = std::make_tuple(
      row<&IdentifiedAddressHeader::family, 0, 16>(
          {"family", "AFI", "of the address that follows", source, Format::decimal, address_family_name}),
      row<&IdentifiedAddressHeader::length, 16, 8>(
          {"length", "Address Length", "octets of the address", source}),
      row<&IdentifiedAddressHeader::reserved, 24, 8>(
          {"reserved", "Reserved", "must be zero", source, Format::hex}));
};

template <>
struct Table<InterfaceIpv4Address> {
  static constexpr std::string_view name = "ipv4_address";
  static constexpr std::string_view title = "IPv4 Address of an Interface";
  static constexpr std::string_view purpose = "an address of the interface";
  static constexpr std::string_view source = "RFC 5837 4.2, RFC 8335 2.1";
  static constexpr auto rows = std::make_tuple(row<&InterfaceIpv4Address::address, 0, 32>(
      {"address", "IP Address", "of the interface", source, Format::ipv4}));
};

template <>
struct Table<InterfaceIpv6Address> {
  static constexpr std::string_view name = "ipv6_address";
  static constexpr std::string_view title = "IPv6 Address of an Interface";
  static constexpr std::string_view purpose = "an address of the interface";
  static constexpr std::string_view source = "RFC 5837 4.2, RFC 8335 2.1";
  static constexpr auto rows = std::make_tuple(row<&InterfaceIpv6Address::address, 0, 128>(
      {"address", "IP Address", "of the interface", source, Format::ipv6}));
};

}  // namespace icmpwire
