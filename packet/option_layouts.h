// The field tables of IPv4 options and of the slots inside them.
#pragma once

#include "packet/address.h"
#include "packet/ip_options.h"
#include "packet/layout.h"

namespace icmpwire {

struct OneOctetOption {  // End of Option List, No Operation
  OptionType type;
};

struct OptionHeader {  // any other option begins so
  OptionType type;
  std::uint8_t length;
};

struct RouteOptionHeader {  // Record Route and both source routes; slots follow
  OptionType type;
  std::uint8_t length;
  std::uint8_t pointer;
};

struct TimestampOptionHeader {  // slots follow
  OptionType type;
  std::uint8_t length;
  std::uint8_t pointer;
  std::uint8_t overflow;
  TimestampFlag flag;
};

struct RouterAlertOption {
  OptionType type;
  std::uint8_t length;
  std::uint16_t value;
};

struct SecurityOptionHeader {  // protection authority flags follow
  OptionType type;
  std::uint8_t length;
  std::uint8_t classification;
};

struct StreamIdentifierOption {
  OptionType type;
  std::uint8_t length;
  std::uint16_t stream;
};

struct MtuOption {  // MTU Probe and MTU Reply
  OptionType type;
  std::uint8_t length;
  std::uint16_t mtu;
};

struct RouteSlot {
  Ipv4Address address;
};

struct TimestampSlot {
  std::uint32_t timestamp;
};

struct AddressTimestampSlot {
  Ipv4Address address;
  std::uint32_t timestamp;
};

std::string_view timestamp_flag_name(
    std::uint64_t flag);  // "addresses too"; empty where the flag has no meaning
std::string_view classification_name(std::uint64_t level);  // RFC 1108 2.3.2: "Secret"; empty where unknown
std::string_view router_alert_name(std::uint64_t value);    // RFC 2113 2.1: "examine the packet"

namespace detail {

inline constexpr std::string_view rfc791_options = "RFC 791 3.1";

// The type and length that every option but two begins with.
template <class Option>
consteval auto option_beginning(std::string_view source) {
  return std::make_tuple(
      row<&Option::type, 0, 8>({"type", "Type", "copied flag (1 bit), class (2 bits), number (5 bits)",
                                rfc791_options, Format::decimal, option_name}),
      row<&Option::length, 8, 8>(
          {"length", "Length", "octets of the option, type and length included", source}));
}

inline constexpr Words pointer_words = {"pointer",
                                        "Pointer",
                                        "where the next slot begins; 1 is the option's type",
                                        rfc791_options,
                                        Format::decimal,
                                        nullptr,
                                        Points::into_own_layer};
inline constexpr Words stamp_words = {"timestamp", "Timestamp", "milliseconds since midnight UT",
                                      rfc791_options};

}  // namespace detail

template <>
struct Table<OneOctetOption> {
  static constexpr std::string_view name = "option";
  static constexpr std::string_view title = "IP Option of one octet";
  static constexpr std::string_view purpose = "an option without length or data";
  static constexpr std::string_view source = detail::rfc791_options;
  static constexpr auto rows = std::make_tuple(row<&OneOctetOption::type, 0, 8>(
      {"type", "Type", "one octet, no length or data", detail::rfc791_options}));
};

template <>
struct Table<OptionHeader> {
  static constexpr std::string_view name = "option";
  static constexpr std::string_view title = "IP Option";
  static constexpr std::string_view purpose = "an option whose data has no table here";
  static constexpr std::string_view source = detail::rfc791_options;
  static constexpr auto rows = detail::option_beginning<OptionHeader>(source);
};

template <>
struct Table<RouteOptionHeader> {
  static constexpr std::string_view name = "route";
  static constexpr std::string_view title = "Route Option";
  static constexpr std::string_view purpose = "a route of addresses";
  static constexpr std::string_view source = detail::rfc791_options;
  static constexpr auto rows =
      std::tuple_cat(detail::option_beginning<RouteOptionHeader>(source),
                     std::make_tuple(row<&RouteOptionHeader::pointer, 16, 8>(detail::pointer_words)));
};

template <>
struct Table<TimestampOptionHeader> {
  static constexpr std::string_view name = "timestamp";
  static constexpr std::string_view title = "Internet Timestamp";
  static constexpr std::string_view purpose = "asks each router on the way for its time of day";
  static constexpr std::string_view source = detail::rfc791_options;
  static constexpr auto rows = std::tuple_cat(
      detail::option_beginning<TimestampOptionHeader>(source),
      std::make_tuple(row<&TimestampOptionHeader::pointer, 16, 8>(detail::pointer_words),
                      row<&TimestampOptionHeader::overflow, 24, 4>(
                          {"overflow", "Oflw", "routers that found no free slot", source}),
                      row<&TimestampOptionHeader::flag, 28, 4>({"flag", "Flag", "what a slot holds", source,
                                                                Format::decimal, timestamp_flag_name})));
};

template <>
struct Table<RouterAlertOption> {
  static constexpr std::string_view name = "router_alert";
  static constexpr std::string_view title = "Router Alert";
  static constexpr std::string_view purpose = "asks every router on the way to look into the datagram";
  static constexpr std::string_view source = "RFC 2113 2.1";
  static constexpr auto rows = std::tuple_cat(
      detail::option_beginning<RouterAlertOption>(source),
      std::make_tuple(row<&RouterAlertOption::value, 16, 16>(
          {"value", "Value", "what routers are to do", source, Format::decimal, router_alert_name})));
};

template <>
struct Table<SecurityOptionHeader> {
  static constexpr std::string_view name = "security";
  static constexpr std::string_view title = "Basic Security";
  static constexpr std::string_view purpose = "says how secret the data is and by whose rules";
  static constexpr std::string_view source = "RFC 1108 2";
  static constexpr auto rows = std::tuple_cat(
      detail::option_beginning<SecurityOptionHeader>(source),
      std::make_tuple(row<&SecurityOptionHeader::classification, 16, 8>(
          {"classification", "Classification", "how secret the data is; RFC 791 read the octets otherwise",
           "RFC 1108 2.3", Format::hex, classification_name})));
};

template <>
struct Table<StreamIdentifierOption> {
  static constexpr std::string_view name = "stream_identifier";
  static constexpr std::string_view title = "Stream Identifier";
  static constexpr std::string_view purpose = "carried a SATNET stream's number; obsolete (RFC 6814)";
  static constexpr std::string_view source = detail::rfc791_options;
  static constexpr auto rows =
      std::tuple_cat(detail::option_beginning<StreamIdentifierOption>(source),
                     std::make_tuple(row<&StreamIdentifierOption::stream, 16, 16>(
                         {"stream", "Stream Identifier", "the stream's number", source, Format::hex})));
};

template <>
struct Table<MtuOption> {
  static constexpr std::string_view name = "mtu";
  static constexpr std::string_view title = "MTU Option";
  static constexpr std::string_view purpose = "carried the smallest MTU of a path; obsolete (RFC 1191)";
  static constexpr std::string_view source = "RFC 1063 4";
  static constexpr auto rows = std::tuple_cat(
      detail::option_beginning<MtuOption>(source),
      std::make_tuple(
          row<&MtuOption::mtu, 16, 16>({"mtu", "MTU", "octets; the smallest on the way so far", source})));
};

template <>
struct Table<RouteSlot> {
  static constexpr std::string_view name = "slot";
  static constexpr std::string_view title = "Slot";
  static constexpr std::string_view purpose = "room for one address";
  static constexpr std::string_view source = detail::rfc791_options;
  static constexpr auto rows = std::make_tuple(
      row<&RouteSlot::address, 0, 32>({"address", "Address", "one hop of the route", source, Format::ipv4}));
};

template <>
struct Table<TimestampSlot> {
  static constexpr std::string_view name = "slot";
  static constexpr std::string_view title = "Slot";
  static constexpr std::string_view purpose = "room for one router's time";
  static constexpr std::string_view source = detail::rfc791_options;
  static constexpr auto rows = std::make_tuple(row<&TimestampSlot::timestamp, 0, 32>(detail::stamp_words));
};

template <>
struct Table<AddressTimestampSlot> {
  static constexpr std::string_view name = "slot";
  static constexpr std::string_view title = "Slot";
  static constexpr std::string_view purpose = "room for one router's address and time";
  static constexpr std::string_view source = detail::rfc791_options;
  static constexpr auto rows =
      std::make_tuple(row<&AddressTimestampSlot::address, 0, 32>(
                          {"address", "Address", "whose time it is", source, Format::ipv4}),
                      row<&AddressTimestampSlot::timestamp, 32, 32>(detail::stamp_words));
};

// The options and slots that share a table, each under its own name.
extern const Layout end_of_list_layout;
extern const Layout no_operation_layout;
extern const Layout record_route_layout;
extern const Layout loose_source_route_layout;
extern const Layout strict_source_route_layout;
extern const Layout mtu_probe_layout;
extern const Layout mtu_reply_layout;
extern const Layout recorded_slot_layout;  // before the pointer: a router wrote its address
extern const Layout route_ahead_layout;    // of a source route, from the pointer on: still to be visited
extern const Layout free_slot_layout;      // of Record Route, from the pointer on
extern const Layout stamped_slot_layout, free_stamp_slot_layout;
extern const Layout stamped_address_slot_layout, free_address_stamp_slot_layout;

// The layout of an option's own fields; its slots or data follow them.
const Layout& option_layout(OptionType type);

// The layout of the slots of an option: of those before its pointer, and of those from it on.
struct SlotLayouts {
  const Layout* used;
  const Layout* ahead;
};

// nullopt for options without slots, and for timestamps with a flag that has no meaning. `option` may be cut.
std::optional<SlotLayouts> slot_layouts(Bytes option);

}  // namespace icmpwire
