// What the IPv6 side of a simulated node delivers to itself, and what it answers and reports.
#include <algorithm>
#include <utility>

#include "capture/simulated_ipv6_errors.h"
#include "capture/simulated_ipv6_headers.h"
#include "capture/simulated_ipv6_node.h"
#include "packet/ndp_options.h"

namespace icmpwire {
namespace {

constexpr std::size_t fixed_octets = layout<Ipv6Header>.octets;

// RFC 4443 2.4 (e.1), (e.2): not about ICMPv6 errors and redirects, nor about what cannot be told from one.
bool is_eligible(Bytes datagram) {
  const auto upper = find_upper_layer(datagram);
  if (!upper || upper->protocol != Protocol::icmpv6) return true;
  if (upper->at >= datagram.size()) return upper->in_first_fragment;
  return !is_error(Icmpv6Type{datagram[upper->at]});
}

// RFC 4443 2.4 (e.3) to (e.6).
bool may_be_reported(const Ipv6Transit& about, const Icmpv6Header& error) {
  const Ipv6Header header = about.header();
  if (header.source.is_unspecified() || header.source.is_multicast()) return false;
  if (header.destination.is_multicast()) {
    const auto* problem = std::get_if<Icmpv6ParameterProblem>(&error);
    const bool unknown_option =
        problem != nullptr && problem->code == static_cast<std::uint8_t>(Ipv6Problem::unknown_option);
    if (!unknown_option && !std::holds_alternative<Icmpv6PacketTooBig>(error)) return false;
  }
  return is_eligible(about.octets);
}

// RFC 768, 8200 8.1: octets of the UDP datagram, where its length fits and its checksum, which must be there,
// holds.
std::optional<std::size_t> valid_udp(const Ipv6Transit& transit) {
  constexpr std::size_t header_octets = 8;
  constexpr std::size_t length_at = 4;
  constexpr std::size_t checksum_at = 6;
  const Bytes payload = transit.rest();
  if (payload.size() < header_octets) return std::nullopt;
  const std::uint16_t length = read_u16(payload, length_at);
  const bool has_checksum = read_u16(payload, checksum_at) != 0;
  if (length < header_octets || length > payload.size() || !has_checksum) return std::nullopt;
  const Ipv6Header header = transit.header();
  const std::uint16_t sum = pseudo_header_sum(header.source, header.destination, length, Protocol::udp);
  if (!checksum_holds(payload.first(length), sum)) return std::nullopt;
  return length;
}

}  // namespace

void SimulatedIpv6Node::wake_up(Nanos at, Outbox& out) {
  for (Ipv6Transit& first : reassembly_.expire(at)) {
    first.at = at;
    report(first, time_exceeded(Ipv6Exceeded::reassembly_time), out);
  }
}

void SimulatedIpv6Node::deliver(Ipv6Transit transit, Outbox& out) {
  for (;;) {
    switch (transit.next_header()) {
      case Protocol::destination_options:
      case Protocol::routing:
      case Protocol::fragment:
        if (!take_header(transit, out)) return;
        break;
      default:
        return deliver_upper_layer(std::move(transit), out);
    }
  }
}

bool SimulatedIpv6Node::take_header(Ipv6Transit& transit, Outbox& out) {
  const Protocol kind = transit.next_header();
  if (kind == Protocol::fragment) return take_fragment(transit, out);
  const auto refusal = kind == Protocol::routing ? refuse_routing(transit.octets, transit.next_at)
                                                 : refuse_options(transit.octets, transit.next_at, kind);
  if (refusal) {
    if (refusal->report) report(transit, *refusal->report, out);
    return false;
  }
  transit.pass(extension_header_octets(kind, transit.rest()));
  return true;
}

bool SimulatedIpv6Node::take_fragment(Ipv6Transit& transit, Outbox& out) {
  constexpr std::size_t header_octets = layout<Ipv6FragmentHeader>.octets;
  const bool is_nested = std::exchange(transit.was_fragmented, true);
  if (is_nested || *transit.header().payload_length == 0 || transit.rest().size() < header_octets) {
    report(transit, parameter_problem(Ipv6Problem::wrong_field, transit.next_at), out);
    return false;
  }
  if (decode_fixed<Ipv6FragmentHeader>(transit.rest()).is_atomic()) {
    transit.pass(header_octets);
    return true;
  }
  if (is_chain_incomplete(transit.octets)) {
    report(transit, parameter_problem(Ipv6Problem::incomplete_chain, 0), out);
    return false;
  }
  out.wake_ups.push_back(transit.at + SimulatedIpv6Reassembly::lifetime);
  auto whole = reassembly_.add(transit);
  if (!whole) report(transit, whole.error(), out);
  if (!whole || !*whole) return false;
  transit = **std::move(whole);
  return true;
}

void SimulatedIpv6Node::deliver_upper_layer(Ipv6Transit transit, Outbox& out) {
  switch (transit.next_header()) {
    case Protocol::icmpv6:
      return deliver_icmp(transit, out);
    case Protocol::udp:
      return deliver_udp(std::move(transit), out);
    case Protocol::tcp:  // would be refused by TCP itself, not by ICMPv6
    case Protocol::no_next_header:
      return;
    default:
      return report(transit, parameter_problem(Ipv6Problem::unknown_next_header, transit.named_at), out);
  }
}

// No port is open. What lies behind the UDP datagram is gone when that is found out (recording 71).
void SimulatedIpv6Node::deliver_udp(Ipv6Transit transit, Outbox& out) {
  const auto length = valid_udp(transit);
  if (!length) return;
  transit.octets.resize(transit.next_at + *length);
  report(transit, unreachable(Ipv6Unreachable::port), out);
}

// RFC 4443 2.4 (b): messages of information that are unknown are discarded in silence.
void SimulatedIpv6Node::deliver_icmp(const Ipv6Transit& transit, Outbox& out) {
  const Bytes message = transit.rest();
  const Ipv6Header header = transit.header();
  constexpr std::size_t least = 8;
  if (message.size() < least || !icmpv6_checksum_ok(message, header.source, header.destination)) return;
  switch (Icmpv6Type{message[0]}) {
    case Icmpv6Type::echo_request:
      return answer_echo(transit, out);
    case Icmpv6Type::neighbour_solicitation:
      return answer_solicitation(transit, out);
    case Icmpv6Type::packet_too_big:
      return learn_path_mtu(message);
    default:
      return;
  }
}

// RFC 4443 4.2: from the address that was asked, where it is one node's.
void SimulatedIpv6Node::answer_echo(const Ipv6Transit& request, Outbox& out) {
  const Ipv6Header asked = request.header();
  const bool names_us = node_.owns(asked.destination);
  const auto source = names_us ? asked.destination : source_towards(node_, asked.source, request.interface);
  if (!source) return;
  Icmpv6Echo reply = computed(decode_fixed<Icmpv6Echo>(request.rest()));
  reply.type = Icmpv6Type::echo_reply;
  Ipv6Header header;
  header.traffic_class = asked.traffic_class;
  header.hop_limit = node_.initial_ttl;
  header.source = *source;
  header.destination = asked.source;
  send_message(request, header, reply, request.rest().subspan(layout<Icmpv6Echo>.octets), out);
}

// RFC 4861 7.1.1, 7.2.4.
void SimulatedIpv6Node::answer_solicitation(const Ipv6Transit& transit, Outbox& out) {
  constexpr std::uint8_t of_this_link = 255;
  constexpr std::size_t option_octets = layout<NdpLinkAddress>.octets;
  const Ipv6Header asked = transit.header();
  const Bytes message = transit.rest();
  if (!transit.interface || asked.hop_limit != of_this_link || message[1] != 0) return;
  if (message.size() < layout<NeighbourSolicitation>.octets) return;
  const NetworkInterface& own = node_.interfaces[*transit.interface];
  const auto solicitation = decode_fixed<NeighbourSolicitation>(message);
  if (!own.owns(solicitation.target)) return;
  const bool asks_all = asked.destination.is_multicast();  // and so does not know the station
  NeighbourAdvertisement advertisement;
  advertisement.router = node_.forwards;
  advertisement.solicited = !asked.source.is_unspecified();
  advertisement.override_cached = asks_all;
  advertisement.target = solicitation.target;
  std::array<std::uint8_t, option_octets> option{};
  encode(NdpLinkAddress{.type = NdpOptionType::target_link_address, .address = own.mac}, option);
  Ipv6Header header;
  header.hop_limit = of_this_link;
  header.source = solicitation.target;
  header.destination = advertisement.solicited ? asked.source : all_nodes;
  send_message(transit, header, advertisement, Bytes(option).first(asks_all ? option_octets : 0), out);
}

// RFC 8201 4: never less than the least MTU, and never more than was known.
void SimulatedIpv6Node::learn_path_mtu(Bytes message) {
  constexpr std::uint32_t least = 1280;
  const auto error = decode_fixed<Icmpv6PacketTooBig>(message);
  const auto quoted = decode<Ipv6Header>(message.subspan(layout<Icmpv6PacketTooBig>.octets));
  if (!quoted || !node_.owns(quoted->source)) return;
  const std::uint32_t mtu = std::max(least, error.mtu);
  const auto known = path_mtus_.try_emplace(quoted->destination, mtu).first;
  known->second = std::min(known->second, mtu);
}

// The address that was asked where it is the node's own; else the one of the side that the datagram came
// from.
std::optional<Ipv6Address> SimulatedIpv6Node::source_of_report(const Ipv6Transit& about) const {
  const Ipv6Header header = about.header();
  if (node_.owns(header.destination)) return header.destination;
  if (about.interface) return source_on(node_.interfaces[*about.interface], header.source);
  return source_towards(node_, header.source, std::nullopt);
}

void SimulatedIpv6Node::report(const Ipv6Transit& about, const Icmpv6Header& error, Outbox& out) {
  constexpr std::size_t most_octets = 1280;  // RFC 4443 2.4 (c)
  constexpr std::size_t icmp_octets = 8;
  if (!may_be_reported(about, error)) return;
  const auto source = source_of_report(about);
  if (!source) return;
  Ipv6Header header;
  header.hop_limit = node_.initial_ttl;
  header.source = *source;
  header.destination = about.header().source;
  send_message(about, header, error, first_at_most(about.octets, most_octets - fixed_octets - icmp_octets),
               out);
}

void SimulatedIpv6Node::send_message(const Ipv6Transit& cause, const Ipv6Header& header,
                                     const Icmpv6Header& message, Bytes body, Outbox& out) {
  constexpr std::size_t most_header_octets = 40;
  Octets octets(most_header_octets + body.size());
  octets.resize(build_icmpv6(message, body, header.source, header.destination, octets));
  send(build_ipv6(header, {}, octets), find_path(node_, header.destination, cause.interface), out);
}

}  // namespace icmpwire
