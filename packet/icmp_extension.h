// What may follow the quote in an ICMP error (RFC 4884): a header, then objects.
#pragma once

#include "packet/layout.h"

namespace icmpwire {

struct IcmpExtensionHeader {
  std::uint8_t version = 2;
  std::uint16_t reserved = 0;
  std::optional<std::uint16_t> checksum;  // 0: none was computed
};

struct IcmpExtensionObject {
  std::uint16_t length = 4;  // octets, these four included
  std::uint8_t class_number = 0;
  std::uint8_t c_type = 0;
};

struct MplsLabelEntry {  // RFC 4950: the contents of class 1, C-Type 1
  std::uint32_t label = 0;
  std::uint8_t traffic_class = 0;
  bool bottom = false;
  std::uint8_t ttl = 0;
};

std::string_view extension_class_name(std::uint64_t class_number);  // "MPLS label stack"; empty where unknown

template <>
struct Table<IcmpExtensionHeader> {
  static constexpr std::string_view name = "extension";
  static constexpr std::string_view title = "ICMP Extension";
  static constexpr std::string_view purpose = "adds to an error what the quote cannot say";
  static constexpr std::string_view source = "RFC 4884 7";
  static constexpr auto rows =
      std::make_tuple(row<&IcmpExtensionHeader::version, 0, 4>({"version", "Version", "2", source}),
                      row<&IcmpExtensionHeader::reserved, 4, 12>(
                          {"reserved", "Reserved", "must be zero", source, Format::hex}),
                      row<&IcmpExtensionHeader::checksum, 16, 16>(
                          {"checksum", "Checksum", "one's complement sum of header and objects; 0: none",
                           source, Format::hex}));
};

template <>
struct Table<IcmpExtensionObject> {
  static constexpr std::string_view name = "object";
  static constexpr std::string_view title = "ICMP Extension Object";
  static constexpr std::string_view purpose = "one piece of what the extension says";
  static constexpr std::string_view source = "RFC 4884 8";
  static constexpr auto rows = std::make_tuple(
      row<&IcmpExtensionObject::length, 0, 16>({"length", "Length", "octets, this header included", source}),
      row<&IcmpExtensionObject::class_number, 16, 8>(
          {"class", "Class-Num", "what the object is about", source, Format::decimal, extension_class_name}),
      row<&IcmpExtensionObject::c_type, 24, 8>({"c_type", "C-Type", "which form of the class", source}));
};

template <>
struct Table<MplsLabelEntry> {
  static constexpr std::string_view name = "mpls";
  static constexpr std::string_view title = "MPLS Label Stack Entry";
  static constexpr std::string_view purpose = "a label that the quoted datagram had on arrival";
  static constexpr std::string_view source = "RFC 4950 3";
  static constexpr auto rows = std::make_tuple(
      row<&MplsLabelEntry::label, 0, 20>({"label", "Label", "by which it was switched", "RFC 3032 2.1"}),
      row<&MplsLabelEntry::traffic_class, 20, 3>({"traffic_class", "TC", "traffic class", "RFC 5462 2"}),
      row<&MplsLabelEntry::bottom, 23, 1>({"bottom", "S", "1: the last one of the stack", "RFC 3032 2.1"}),
      row<&MplsLabelEntry::ttl, 24, 8>({"ttl", "TTL", "each switch takes one", "RFC 3032 2.1"}));
};

}  // namespace icmpwire
