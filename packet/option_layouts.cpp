#include "packet/option_layouts.h"

namespace icmpwire {
const Layout end_of_list_layout = renamed(layout<OneOctetOption>, "end_of_list", "End of Option List",
                                          "ends the options; what follows it in the header is padding");
const Layout no_operation_layout = renamed(layout<OneOctetOption>, "no_operation", "No Operation",
                                           "fills up, so that the next option begins on a boundary");
const Layout record_route_layout = renamed(layout<RouteOptionHeader>, "record_route", "Record Route",
                                           "asks each router on the way to write down its address");
const Layout loose_source_route_layout =
    renamed(layout<RouteOptionHeader>, "loose_source_route", "Loose Source Route",
            "names routers to pass in this order; others may lie between them");
const Layout strict_source_route_layout =
    renamed(layout<RouteOptionHeader>, "strict_source_route", "Strict Source Route",
            "names every router to pass in this order; no other may lie between them");
const Layout mtu_probe_layout =
    renamed(layout<MtuOption>, "mtu_probe", "MTU Probe", "asked for the smallest MTU of the path; obsolete");
const Layout mtu_reply_layout =
    renamed(layout<MtuOption>, "mtu_reply", "MTU Reply", "told the smallest MTU of the path back; obsolete");
const Layout recorded_slot_layout =
    renamed(layout<RouteSlot>, "recorded", "Recorded Address", "a router that the datagram has passed");
const Layout route_ahead_layout =
    renamed(layout<RouteSlot>, "ahead", "Address Ahead", "a router that the datagram is still to pass");
const Layout free_slot_layout =
    renamed(layout<RouteSlot>, "free", "Free Slot", "room for the next router's address");
const Layout stamped_slot_layout =
    renamed(layout<TimestampSlot>, "stamped", "Timestamp", "the time at which a router saw the datagram");
const Layout free_stamp_slot_layout =
    renamed(layout<TimestampSlot>, "free", "Free Slot", "room for the next router's time");
const Layout stamped_address_slot_layout =
    renamed(layout<AddressTimestampSlot>, "stamped", "Address and Timestamp",
            "a router and the time at which it saw the datagram");
const Layout free_address_stamp_slot_layout = renamed(layout<AddressTimestampSlot>, "free", "Free Slot",
                                                      "room for a router's time, and for its address");

std::string_view timestamp_flag_name(std::uint64_t flag) {
  switch (static_cast<TimestampFlag>(flag <= 0xf ? flag : 0xf)) {
    case TimestampFlag::timestamps_only:
      return "timestamps only";
    case TimestampFlag::with_addresses:
      return "addresses too";
    case TimestampFlag::prespecified:
      return "given addresses";
  }
  return {};
}

std::string_view classification_name(std::uint64_t level) {
  switch (level) {
    case 0x3d:
      return "Top Secret";
    case 0x5a:
      return "Secret";
    case 0x96:
      return "Confidential";
    case 0xab:
      return "Unclassified";
    default:
      return {};
  }
}

std::string_view router_alert_name(std::uint64_t value) { return value == 0 ? "examine the packet" : ""; }

const Layout& option_layout(OptionType type) {
  switch (type) {
    case OptionType::end_of_list:
      return end_of_list_layout;
    case OptionType::no_operation:
      return no_operation_layout;
    case OptionType::record_route:
      return record_route_layout;
    case OptionType::loose_source_route:
      return loose_source_route_layout;
    case OptionType::strict_source_route:
      return strict_source_route_layout;
    case OptionType::timestamp:
      return layout<TimestampOptionHeader>;
    case OptionType::router_alert:
      return layout<RouterAlertOption>;
    case OptionType::security:
      return layout<SecurityOptionHeader>;
    case OptionType::stream_identifier:
      return layout<StreamIdentifierOption>;
    case OptionType::mtu_probe:
      return mtu_probe_layout;
    case OptionType::mtu_reply:
      return mtu_reply_layout;
    case OptionType::quick_start:
    case OptionType::traceroute:
    case OptionType::extended_security:
    case OptionType::commercial_security:
      break;
  }
  return layout<OptionHeader>;
}

std::optional<SlotLayouts> slot_layouts(Bytes option) {
  switch (OptionType{option[0]}) {
    case OptionType::record_route:
      return SlotLayouts{&recorded_slot_layout, &free_slot_layout};
    case OptionType::loose_source_route:
    case OptionType::strict_source_route:
      return SlotLayouts{&recorded_slot_layout, &route_ahead_layout};
    case OptionType::timestamp:
      break;
    default:
      return std::nullopt;
  }
  if (option.size() < layout<TimestampOptionHeader>.octets) return std::nullopt;
  switch (decode_fixed<TimestampOptionHeader>(option).flag) {
    case TimestampFlag::timestamps_only:
      return SlotLayouts{&stamped_slot_layout, &free_stamp_slot_layout};
    case TimestampFlag::with_addresses:
    case TimestampFlag::prespecified:
      return SlotLayouts{&stamped_address_slot_layout, &free_address_stamp_slot_layout};
  }
  return std::nullopt;
}

}  // namespace icmpwire
