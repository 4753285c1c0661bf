// What messages list behind their header: a router's addresses (RFC 1256), groups listened to (RFC 3810).
#pragma once

#include "packet/address.h"
#include "packet/layout.h"

namespace icmpwire {

std::string_view multicast_record_name(std::uint64_t type);  // "mode is exclude"; empty where unknown

struct RouterAddressEntry {
  Ipv4Address address;
  std::uint32_t preference = 0;  // two's complement
  friend bool operator==(const RouterAddressEntry&, const RouterAddressEntry&) = default;
};

struct MulticastRecord {
  std::uint8_t type = 4;
  std::uint8_t auxiliary_words = 0;  // 32-bit words behind the sources
  std::uint16_t sources = 0;         // how many follow
  Ipv6Address group;
  friend bool operator==(const MulticastRecord&, const MulticastRecord&) = default;
};

struct MulticastSource {
  Ipv6Address address;
  friend bool operator==(const MulticastSource&, const MulticastSource&) = default;
};

template <>
struct Table<RouterAddressEntry> {
  static constexpr std::string_view name = "router_address";
  static constexpr std::string_view title = "Router Address";
  static constexpr std::string_view purpose = "one address of the router, and how gladly it is used";
  static constexpr std::string_view source = "RFC 1256 3";
  static constexpr auto rows =
      std::make_tuple(row<&RouterAddressEntry::address, 0, 32>(
                          {"address", "Router Address", "of the router, on this link", source, Format::ipv4}),
                      row<&RouterAddressEntry::preference, 32, 32>(
                          {"preference", "Preference Level",
                           "the highest is the default router; 0x80000000: never", source, Format::hex}));
};

template <>
struct Table<MulticastRecord> {
  static constexpr std::string_view name = "multicast_record";
  static constexpr std::string_view title = "Multicast Address Record";
  static constexpr std::string_view purpose = "says from which sources a group is listened to";
  static constexpr std::string_view source = "RFC 3810 5.2";
  static constexpr auto rows =
      std::make_tuple(row<&MulticastRecord::type, 0, 8>({"type", "Record Type", "how the sources are meant",
                                                         source, Format::decimal, multicast_record_name}),
                      row<&MulticastRecord::auxiliary_words, 8, 8>(
                          {"auxiliary_words", "Aux Data Len", "32-bit words behind the sources: 0", source}),
                      row<&MulticastRecord::sources, 16, 16>(
                          {"sources", "Number of Sources", "how many addresses follow", source}),
                      row<&MulticastRecord::group, 32, 128>(
                          {"group", "Multicast Address", "the group", source, Format::ipv6}));
};

template <>
struct Table<MulticastSource> {
  static constexpr std::string_view name = "multicast_source";
  static constexpr std::string_view title = "Source of a Group";
  static constexpr std::string_view purpose = "a sender that the record is about";
  static constexpr std::string_view source = "RFC 3810 5.2.8";
  static constexpr auto rows = std::make_tuple(row<&MulticastSource::address, 0, 128>(
      {"address", "Source Address", "of the sender", source, Format::ipv6}));
};

}  // namespace icmpwire
