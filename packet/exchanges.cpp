#include "packet/exchanges.h"

#include <algorithm>
#include <array>

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

// The addresses in the first option of the outermost datagram that holds some, in their order.
std::vector<RouteStep> recorded_steps(const Dissection& packet) {
  constexpr std::uint8_t option_depth = 1;  // a datagram's options; their slots are one deeper
  std::vector<RouteStep> steps;
  for (const Layer& layer : packet.layers) {
    if (layer.depth == option_depth && !steps.empty()) break;
    if (layer.depth > option_depth + 1 || !holds_address(*layer.layout)) continue;
    if (layer.length < layer.layout->octets) continue;
    const auto slot = decode_fixed<RouteSlot>(packet.octets_of(layer));
    steps.push_back({slot.address, layer.layout->title, layer.offset});
  }
  return steps;
}

// The addresses of the one that turned it lie between the way there and the way back.
void mark_legs(std::vector<RouteStep>& steps, const IpAddress& turned_at) {
  const auto is_turn = [&](const RouteStep& step) { return step.address == turned_at; };
  const auto turn = std::find_if(steps.begin(), steps.end(), is_turn);
  const auto back = std::find_if_not(turn, steps.end(), is_turn);
  for (auto step = turn; step != back; ++step) step->leg = Leg::turn;
  for (auto step = back; step != steps.end(); ++step) step->leg = Leg::back;
  steps.back().leg = Leg::back;
}

// An answer went the whole way: it begins where it ends. A source route goes on behind its next stop, which
// is the destination.
std::vector<RouteStep> route_of(const Dissection& packet, const IpDatagram& datagram, bool is_answer) {
  std::vector<RouteStep> steps = recorded_steps(packet);
  if (steps.empty()) return steps;
  const auto ahead = std::find_if(steps.begin(), steps.end(), [](const RouteStep& step) {
    return step.role == route_ahead_layout.title;
  });
  steps.insert(ahead, {datagram.destination, ahead == steps.end() ? "receiver" : "next stop", {}});
  if (is_answer) {
    steps.insert(steps.begin(), {datagram.destination, "asked", {}});
    mark_legs(steps, datagram.source);
  } else {
    steps.insert(steps.begin(), {datagram.source, "sender", {}});
  }
  return steps;
}

// A router that found no hop left is as many hops away as the request was given.
bool ran_out_of_hops(const Answer& answer) {
  if (answer.code != 0) return false;
  return answer.ip.is_v4() ? answer.type == static_cast<std::uint8_t>(IcmpType::time_exceeded)
                           : answer.type == static_cast<std::uint8_t>(Icmpv6Type::time_exceeded);
}

}  // namespace

std::string_view to_text(Leg leg) {
  constexpr std::array<std::string_view, 3> words = {"there", "turn", "back"};
  return words[static_cast<std::size_t>(leg)];
}

PacketRole Exchanges::add(const Dissection& packet) {
  PacketRole role;
  const std::optional<IpDatagram> datagram = outermost_datagram(packet);
  if (datagram) {
    role.source = datagram->source;
    role.destination = datagram->destination;
    role.ttl = datagram->ttl;
    const std::optional<Answer> answer = read_answer(*datagram);
    role.route = route_of(packet, *datagram, answer.has_value());
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
    if (answer->keys.by != AnswerKeys::By::identifier_and_sequence || request == requests_.end()) return;
    role.answers = request->second.packet;
    if (ran_out_of_hops(*answer)) role.hop = request->second.ttl;
  } else if (const auto request = echo_request_in(datagram)) {
    requests_[{datagram.source, request->identifier, request->sequence}] = {next_, datagram.ttl};
  }
}

}  // namespace icmpwire
