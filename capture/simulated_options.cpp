#include "capture/simulated_options.h"

#include <algorithm>

#include "packet/ipv4.h"

namespace icmpwire {
namespace {

constexpr std::uint8_t header_octets = layout<Ipv4Header>.octets;
constexpr unsigned address_octets = 4;
constexpr unsigned time_octets = 4;
constexpr unsigned least_route_pointer = 4;
constexpr unsigned least_timestamp_pointer = 5;
constexpr std::uint8_t most_overflow = 15;

using Problem = std::optional<std::uint8_t>;  // the octet that a Parameter Problem points to

// Parts of an option that begins at `at`.
Problem type_of(std::uint8_t at) { return at; }
Problem length_of(std::uint8_t at) { return static_cast<std::uint8_t>(at + 1); }
Problem pointer_of(std::uint8_t at) { return static_cast<std::uint8_t>(at + 2); }
Problem overflow_of(std::uint8_t at) { return static_cast<std::uint8_t>(at + 3); }

// The functions below refuse an option that is there already (RFC 791 3.1): Linux points to the second one
// (recordings 17, 18). They mark an option once it is known to be right.

Problem receive_record_route(MutableBytes header, std::uint8_t at, const Stamp& stamp, OptionMarks& marks) {
  if (marks.record_route != 0) return type_of(at);
  if (header[at + 1] < least_route_pointer - 1) return length_of(at);
  const SlotOption route = slot_option(header, at);
  if (route.pointer() < least_route_pointer) return pointer_of(at);
  if (!route.is_used_up()) {
    if (!route.holds(route.pointer(), address_octets)) return pointer_of(at);
    route.write(route.pointer(), stamp.address);
    route.set_pointer(route.pointer() + address_octets);
    marks.route_recorded = true;
  }
  marks.record_route = at;
  return std::nullopt;
}

Problem receive_source_route(MutableBytes header, std::uint8_t at, OptionType type, OptionMarks& marks) {
  if (header[at + 1] < least_route_pointer - 1) return length_of(at);
  if (slot_option(header, at).pointer() < least_route_pointer) return pointer_of(at);
  if (marks.source_route != 0) return type_of(at);
  marks.source_route = at;
  marks.strict = type == OptionType::strict_source_route;
  return std::nullopt;
}

// RFC 791 3.1: who finds no slot counts in the overflow instead, unless all stamps were asked of others.
Problem count_overflow(MutableBytes header, std::uint8_t at, TimestampFlag flag) {
  if (flag == TimestampFlag::prespecified) return std::nullopt;
  std::uint8_t& counter_and_flag = header[at + 3U];
  if (counter_and_flag >> 4 == most_overflow) return overflow_of(at);
  counter_and_flag = static_cast<std::uint8_t>(counter_and_flag + 0x10);
  return std::nullopt;
}

// Linux takes any prespecified address for the node's that is not another single host's: broadcasts and
// 0.0.0.0, too.
bool is_asked_of(const NetworkNode& node, const Ipv4Address& address) {
  const PathKind kind = find_path(node, address).kind;
  return address.is_unspecified() || kind == PathKind::local || kind == PathKind::broadcast ||
         kind == PathKind::multicast;
}

// Linux records the address of the side that the datagram came in by, unlike in Record Route (recording 05).
Problem take_timestamp_slot(const SlotOption& option, std::uint8_t at, TimestampFlag flag, const Stamp& stamp,
                            OptionMarks& marks) {
  const unsigned pointer = option.pointer();
  const unsigned slot_octets =
      flag == TimestampFlag::timestamps_only ? time_octets : address_octets + time_octets;
  if (!option.holds(pointer, slot_octets)) return pointer_of(at);
  if (flag == TimestampFlag::prespecified && !is_asked_of(stamp.node, option.address(pointer)))
    return std::nullopt;
  if (flag == TimestampFlag::with_addresses) option.write(pointer, stamp.address);
  option.write(pointer + slot_octets - time_octets, stamp.milliseconds);
  option.set_pointer(pointer + slot_octets);
  marks.address_stamped = flag == TimestampFlag::with_addresses;
  marks.time_stamped = true;
  return std::nullopt;
}

Problem stamp_timestamp(MutableBytes header, std::uint8_t at, const Stamp& stamp, OptionMarks& marks) {
  const SlotOption option = slot_option(header, at);
  const TimestampFlag flag{static_cast<std::uint8_t>(header[at + 3U] & 0x0f)};
  if (option.is_used_up()) return count_overflow(header, at, flag);
  switch (flag) {
    case TimestampFlag::timestamps_only:
    case TimestampFlag::with_addresses:
    case TimestampFlag::prespecified:
      return take_timestamp_slot(option, at, flag, stamp, marks);
  }
  // Linux passes flags that it does not know, as long as there is room for a time.
  return option.holds(option.pointer(), time_octets) ? std::nullopt : pointer_of(at);
}

Problem receive_timestamp(MutableBytes header, std::uint8_t at, const Stamp& stamp, OptionMarks& marks) {
  if (marks.timestamp != 0) return type_of(at);
  if (header[at + 1] < least_timestamp_pointer - 1) return length_of(at);
  if (slot_option(header, at).pointer() < least_timestamp_pointer) return pointer_of(at);
  if (const Problem problem = stamp_timestamp(header, at, stamp, marks)) return problem;
  marks.timestamp = at;
  return std::nullopt;
}

Problem receive_option(MutableBytes header, const OptionView& option, const Stamp& stamp,
                       OptionMarks& marks) {
  const auto at = static_cast<std::uint8_t>(header_octets + option.at);
  switch (option.type) {
    case OptionType::end_of_list:  // what follows is padding, zero from here on (recording 23)
      std::fill(header.begin() + at, header.end(), std::uint8_t{0});
      return std::nullopt;
    case OptionType::record_route:
      return receive_record_route(header, at, stamp, marks);
    case OptionType::timestamp:
      return receive_timestamp(header, at, stamp, marks);
    case OptionType::loose_source_route:
    case OptionType::strict_source_route:
      return receive_source_route(header, at, option.type, marks);
    case OptionType::router_alert:
      return option.octets.size() < 4 ? length_of(at) : std::nullopt;
    default:
      return std::nullopt;  // unknown options are passed (RFC 1122 3.2.1.8)
  }
}

// The stops of a source route that lie behind us, the last one first. The sender may have put itself into the
// first slot, which does not make it a stop (RFC 1122 3.2.1.8 (e), form B).
class ReversedRoute {
 public:
  ReversedRoute(const SlotOption& route, const Ipv4Address& sender) {
    unsigned end = std::min(route.pointer(), route.length() + 1);
    for (; end >= least_route_pointer + address_octets; end -= address_octets) {
      stops_[count_++] = route.address(end - address_octets);
    }
    if (count_ > 0 && stops_[count_ - 1] == sender) --count_;
  }

  std::span<const Ipv4Address> stops() const { return std::span(stops_).first(count_); }

 private:
  std::array<Ipv4Address, IpOptions::most_octets / address_octets> stops_{};
  std::size_t count_ = 0;
};

// Builds the options of an answer one behind the other.
class ReplyBuilder {
 public:
  ReplyBuilder(Bytes header, const OptionMarks& received, const NetworkNode& node)
      : header_(header), received_(received), node_(node) {}

  bool add_record_route();
  bool add_timestamp();
  void add_source_route();
  ReplyOptions result() const { return {*IpOptions::from_octets(Bytes(area_).first(size_)), marks_}; }

 private:
  SlotOption append(std::uint8_t received_at, std::uint8_t& mark);

  Bytes header_;
  const OptionMarks& received_;
  const NetworkNode& node_;
  std::array<std::uint8_t, IpOptions::most_octets> area_{};
  std::size_t size_ = 0;
  OptionMarks marks_;
};

SlotOption ReplyBuilder::append(std::uint8_t received_at, std::uint8_t& mark) {
  const Bytes option = header_.subspan(received_at, header_[received_at + 1U]);
  const MutableBytes copy = MutableBytes(area_).subspan(size_, option.size());
  std::copy(option.begin(), option.end(), copy.begin());
  mark = static_cast<std::uint8_t>(header_octets + size_);
  size_ += option.size();
  return SlotOption(copy);
}

bool ReplyBuilder::add_record_route() {
  const SlotOption route = append(received_.record_route, marks_.record_route);
  if (!received_.route_recorded || route.is_used_up()) return true;
  if (!route.holds(route.pointer(), address_octets)) return false;
  route.set_pointer(route.pointer() + address_octets);
  marks_.route_recorded = true;
  return true;
}

bool ReplyBuilder::add_timestamp() {
  const TimestampFlag flag{static_cast<std::uint8_t>(header_[received_.timestamp + 3U] & 0x0f)};
  const SlotOption option = append(received_.timestamp, marks_.timestamp);
  if (!received_.time_stamped || option.is_used_up()) return true;
  const unsigned pointer = option.pointer();
  unsigned slot_octets = received_.address_stamped ? address_octets + time_octets : time_octets;
  if (!option.holds(pointer, slot_octets)) return false;
  if (flag == TimestampFlag::prespecified) {
    slot_octets = address_octets + time_octets;
    if (!option.holds(pointer, slot_octets) || !is_asked_of(node_, option.address(pointer))) return true;
  }
  option.set_pointer(pointer + slot_octets);
  marks_.address_stamped = received_.address_stamped;
  marks_.time_stamped = true;
  return true;
}

void ReplyBuilder::add_source_route() {
  std::array<std::uint8_t, IpOptions::most_octets> received{};
  const Bytes octets = header_.subspan(received_.source_route, header_[received_.source_route + 1U]);
  std::copy(octets.begin(), octets.end(), received.begin());
  const Ipv4Address sender = decode_fixed<Ipv4Header>(header_).source;
  const ReversedRoute reversed(SlotOption(MutableBytes(received).first(octets.size())), sender);
  const std::span<const Ipv4Address> stops = reversed.stops();
  if (stops.empty()) return;

  const MutableBytes option = MutableBytes(area_).subspan(size_, 3 + address_octets * stops.size());
  option[0] = octets[0];
  option[1] = static_cast<std::uint8_t>(option.size());
  option[2] = least_route_pointer;
  for (std::size_t i = 0; i < stops.size(); ++i) {
    write_u32(option, 3 + address_octets * i, (i + 1 < stops.size() ? stops[i + 1] : sender).value());
  }
  marks_.source_route = static_cast<std::uint8_t>(header_octets + size_);
  marks_.strict = received_.strict;
  marks_.next_stop = stops.front();
  size_ += option.size();
}

}  // namespace

std::optional<std::uint8_t> receive_options(MutableBytes header, const Stamp& stamp, OptionMarks& marks) {
  OptionWalk walk(Bytes(header).subspan(header_octets));
  for (;;) {
    const auto at = static_cast<std::uint8_t>(header_octets + walk.at());
    const Parsed<std::optional<OptionView>> option = walk.next();
    if (!option) return at;  // Linux points to the type of an option whose length is wrong (29, 30)
    if (!*option) return std::nullopt;
    if (const Problem problem = receive_option(header, **option, stamp, marks)) return problem;
  }
}

void forward_options(MutableBytes header, const OptionMarks& marks, const Ipv4Address& outgoing) {
  if (marks.route_recorded) {
    const SlotOption route = slot_option(header, marks.record_route);
    route.write(route.pointer() - address_octets, outgoing);
  }
  if (!marks.next_stop) return;
  const SlotOption route = slot_option(header, marks.source_route);
  unsigned pointer = route.pointer();
  while (route.address(pointer) != *marks.next_stop)
    pointer += address_octets;  // past stops that we are, too
  route.write(pointer, outgoing);
  route.set_pointer(pointer + address_octets);
  Ipv4Header fixed = decode_fixed<Ipv4Header>(header);
  fixed.destination = *marks.next_stop;
  encode(fixed, header);
  if (marks.address_stamped) {  // Linux: under a source route, Timestamp gets the outgoing address after all
    const SlotOption stamps = slot_option(header, marks.timestamp);
    stamps.write(stamps.pointer() - address_octets - time_octets, outgoing);
  }
}

std::optional<ReplyOptions> reply_options(Bytes header, const OptionMarks& marks, const NetworkNode& node) {
  ReplyBuilder builder(header, marks, node);
  if (marks.record_route != 0 && !builder.add_record_route()) return std::nullopt;
  if (marks.timestamp != 0 && !builder.add_timestamp()) return std::nullopt;
  if (marks.source_route != 0) builder.add_source_route();
  return builder.result();
}

void stamp_sender(MutableBytes header, const OptionMarks& marks, std::uint32_t milliseconds) {
  const Ipv4Address sender = decode_fixed<Ipv4Header>(header).source;
  if (marks.route_recorded) {
    const SlotOption route = slot_option(header, marks.record_route);
    route.write(route.pointer() - address_octets, sender);
  }
  if (!marks.time_stamped) return;
  const SlotOption stamps = slot_option(header, marks.timestamp);
  stamps.write(stamps.pointer() - time_octets, milliseconds);
  if (marks.address_stamped) stamps.write(stamps.pointer() - address_octets - time_octets, sender);
}

}  // namespace icmpwire
