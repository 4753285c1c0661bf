#include "packet/exchanges.h"

#include <algorithm>

#include "packet/option_layouts.h"

namespace icmpwire {
namespace {

// Behind the link headers: the first layer that begins as a datagram does, if it can be read as one.
std::optional<IpDatagram> outermost_datagram(const Dissection& packet) {
  for (const Layer& layer : packet.layers) {
    if (layer.layout != &layout<Ipv4Header> && layer.layout != &layout<Ipv6Header>) continue;
    auto datagram = parse_ip(packet.octets.subspan(layer.offset));
    return datagram ? std::optional(*datagram) : std::nullopt;
  }
  return std::nullopt;
}

bool holds_address(const Layout& slot) {
  return &slot == &recorded_slot_layout || &slot == &route_ahead_layout ||
         &slot == &stamped_address_slot_layout;
}

// The addresses in the options of the outermost datagram, in their order.
std::vector<RouteStep> recorded_steps(const Dissection& packet) {
  constexpr std::uint8_t slot_depth = 2;  // datagram, option, slot
  std::vector<RouteStep> steps;
  for (const Layer& layer : packet.layers) {
    if (layer.depth > slot_depth || !holds_address(*layer.layout)) continue;
    if (layer.length < layer.layout->octets) continue;
    const auto slot = decode_fixed<RouteSlot>(packet.octets_of(layer));
    steps.push_back({slot.address, layer.layout->title});
  }
  return steps;
}

// What comes back went the whole way: it begins where it ends.
std::vector<RouteStep> route_of(const Dissection& packet, const IpDatagram& datagram, bool is_reply) {
  std::vector<RouteStep> steps = recorded_steps(packet);
  if (steps.empty()) return steps;
  if (is_reply) {
    steps.insert(steps.begin(), {datagram.destination, "asked"});
  } else {
    steps.insert(steps.begin(), {datagram.source, "sender"});
  }
  steps.push_back({datagram.destination, "receiver"});
  return steps;
}

}  // namespace

PacketRole Exchanges::add(const Dissection& packet) {
  PacketRole role;
  const std::optional<IpDatagram> datagram = outermost_datagram(packet);
  if (datagram) {
    role.source = datagram->source;
    role.destination = datagram->destination;
    const std::optional<Answer> answer = read_answer(*datagram);
    role.route = route_of(packet, *datagram, answer && !answer->keys.error);
    pair(role, *datagram, answer);
  }
  ++next_;
  return role;
}

void Exchanges::pair(PacketRole& role, const IpDatagram& datagram, const std::optional<Answer>& answer) {
  if (answer) {
    role.is_error = answer->keys.error;
    const auto request =
        requests_.find({answer->keys.source, answer->keys.identifier, answer->keys.sequence});
    const bool by_name = answer->keys.by == AnswerKeys::By::identifier_and_sequence;
    if (by_name && request != requests_.end()) role.answers = request->second;
  } else if (const auto request = echo_request_in(datagram)) {
    requests_[{datagram.source, request->identifier, request->sequence}] = next_;
  }
}

}  // namespace icmpwire
