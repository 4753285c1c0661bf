// Linux cooked captures: the headers that a capture on the device "any" gives (LINKTYPE_LINUX_SLL and SLL2).
#pragma once

#include "packet/ethernet.h"
#include "packet/layout.h"

namespace icmpwire {

// How the frame passed the machine.
enum class CookedDirection : std::uint16_t {
  to_us = 0,
  broadcast = 1,
  multicast = 2,
  to_another = 3,
  from_us = 4
};

std::string_view cooked_direction_name(std::uint64_t direction);  // "to us"; empty where none is known here

// A link-layer address of up to eight octets, zero behind its length.
struct CookedAddress {
  std::array<std::uint8_t, 8> octets{};
  friend auto operator<=>(const CookedAddress&, const CookedAddress&) = default;
};

struct SllHeader {
  CookedDirection direction = CookedDirection::to_us;
  std::uint16_t hardware_type = 1;   // Linux ARPHRD_ value; 1 Ethernet, 772 loopback
  std::uint16_t address_length = 6;  // octets; may say more than the eight that are there
  CookedAddress address;             // the sender's
  EtherType protocol = EtherType::ipv4;
  friend bool operator==(const SllHeader&, const SllHeader&) = default;
};

struct Sll2Header {
  EtherType protocol = EtherType::ipv4;
  std::uint16_t reserved = 0;
  std::uint32_t interface_index = 0;
  std::uint16_t hardware_type = 1;
  CookedDirection direction = CookedDirection::to_us;
  std::uint8_t address_length = 6;
  CookedAddress address;
  friend bool operator==(const Sll2Header&, const Sll2Header&) = default;
};

namespace detail {

inline constexpr std::string_view sll_source = "LINKTYPE_LINUX_SLL";
inline constexpr std::string_view sll2_source = "LINKTYPE_LINUX_SLL2";

}  // namespace detail

template <>
struct Table<SllHeader> {
  static constexpr std::string_view name = "sll";
  static constexpr std::string_view title = "Linux Cooked Capture";
  static constexpr std::string_view purpose = "stands for the link header in a capture on all devices";
  static constexpr std::string_view source = detail::sll_source;
  static constexpr auto rows = std::make_tuple(
      row<&SllHeader::direction, 0, 16>({"direction", "Packet Type", "how the frame passed the machine",
                                         detail::sll_source, Format::decimal, cooked_direction_name}),
      row<&SllHeader::hardware_type, 16, 16>(
          {"hardware_type", "ARPHRD Type", "kind of the device; 1 for Ethernet", detail::sll_source}),
      row<&SllHeader::address_length, 32, 16>(
          {"address_length", "Address Length", "octets of the address", detail::sll_source}),
      row<&SllHeader::address, 48, 64>(
          {"address", "Address", "the sender's link-layer address", detail::sll_source, Format::octets}),
      row<&SllHeader::protocol, 112, 16>({"protocol", "Protocol Type", "what the frame carries",
                                          detail::sll_source, Format::hex, ether_type_name}));
};

template <>
struct Table<Sll2Header> {
  static constexpr std::string_view name = "sll2";
  static constexpr std::string_view title = "Linux Cooked Capture, version 2";
  static constexpr std::string_view purpose = "stands for the link header in a capture on all devices";
  static constexpr std::string_view source = detail::sll2_source;
  static constexpr auto rows = std::make_tuple(
      row<&Sll2Header::protocol, 0, 16>({"protocol", "Protocol Type", "what the frame carries",
                                         detail::sll2_source, Format::hex, ether_type_name}),
      row<&Sll2Header::reserved, 16, 16>(
          {"reserved", "Reserved", "must be zero", detail::sll2_source, Format::hex}),
      row<&Sll2Header::interface_index, 32, 32>(
          {"interface_index", "Interface Index", "the device, by the kernel's number", detail::sll2_source}),
      row<&Sll2Header::hardware_type, 64, 16>(
          {"hardware_type", "ARPHRD Type", "kind of the device; 1 for Ethernet", detail::sll2_source}),
      row<&Sll2Header::direction, 80, 8>({"direction", "Packet Type", "how the frame passed the machine",
                                          detail::sll2_source, Format::decimal, cooked_direction_name}),
      row<&Sll2Header::address_length, 88, 8>(
          {"address_length", "Address Length", "octets of the address", detail::sll2_source}),
      row<&Sll2Header::address, 96, 64>(
          {"address", "Address", "the sender's link-layer address", detail::sll2_source, Format::octets}));
};

}  // namespace icmpwire
