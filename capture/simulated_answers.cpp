// What a simulated node delivers to itself, and what it answers and reports.
#include <algorithm>
#include <array>
#include <utility>

#include "capture/simulated_errors.h"
#include "capture/simulated_fragments.h"
#include "capture/simulated_node.h"
#include "packet/checksum.h"

namespace icmpwire {
namespace {

// Header and body with Linux' checksum, which writes the sum of nothing but zeros as 0000 (recording 34).
Octets icmp_message(const IcmpHeader& header, Bytes body) {
  constexpr std::size_t most_header_octets = 20;
  constexpr std::size_t checksum_at = 2;
  Octets message(most_header_octets + body.size());
  message.resize(build_icmp(header, body, message));
  if (read_u16(message, checksum_at) == 0xffff) write_u16(message, checksum_at, 0);
  return message;
}

// RFC 1122 3.2.2: queries and their answers may be reported about, errors and the unknown may not.
bool is_query_or_answer(IcmpType type) {
  switch (type) {
    case IcmpType::echo_reply:
    case IcmpType::echo_request:
    case IcmpType::timestamp_request:
    case IcmpType::timestamp_reply:
    case IcmpType::information_request:
    case IcmpType::information_reply:
    case IcmpType::address_mask_request:
    case IcmpType::address_mask_reply:
      return true;
    default:
      return false;
  }
}

// RFC 1122 3.2.2, 1812 4.3.2.7. Sources that are no single host, and broadcasts, were discarded on receipt.
bool may_be_reported(const Transit& about) {
  const Ipv4Header header = about.header();
  if (header.fragment_offset != 0) return false;
  if (header.protocol != Protocol::icmp) return true;
  const Bytes message = about.payload();
  return !message.empty() && is_query_or_answer(IcmpType{message[0]});
}

// RFC 768: the length fits, and the checksum over the pseudo header holds where there is one.
bool is_valid_udp(const Transit& transit) {
  constexpr std::size_t header_octets = 8;
  constexpr std::size_t length_at = 4;
  constexpr std::size_t checksum_at = 6;
  const Bytes payload = transit.payload();
  if (payload.size() < header_octets) return false;
  const std::uint16_t length = read_u16(payload, length_at);
  if (length < header_octets || length > payload.size()) return false;
  if (read_u16(payload, checksum_at) == 0) return true;
  const Ipv4Header header = transit.header();
  std::array<std::uint8_t, 12> pseudo_header{};
  write_u32(pseudo_header, 0, header.source.value());
  write_u32(pseudo_header, 4, header.destination.value());
  write_u16(pseudo_header, 8, static_cast<std::uint16_t>(header.protocol));
  write_u16(pseudo_header, 10, length);
  return checksum_holds(payload.first(length), ones_complement_sum(pseudo_header));
}

// Linux asks no more of a timestamp request than the time that it goes back with.
constexpr std::size_t octets_to_originate_time = 12;

IcmpTimestamp timestamp_reply(Bytes request) {
  std::array<std::uint8_t, layout<IcmpTimestamp>.octets> octets{};
  std::copy_n(request.begin(), octets_to_originate_time, octets.begin());
  IcmpTimestamp reply = computed(decode_fixed<IcmpTimestamp>(octets));
  reply.type = IcmpType::timestamp_reply;
  reply.code = 0;
  return reply;
}

Ipv4Address first_stop_of_answer(const Transit& to, const ReplyOptions& options) {
  return options.marks.next_stop.value_or(to.header().source);
}

}  // namespace

void SimulatedNode::wake_up(Nanos at, Outbox& out) {
  for (Transit& first : reassembly_.expire(at)) {
    first.at = at;
    report(first, time_exceeded(Exceeded::reassembly_time), out);
  }
}

void SimulatedNode::deliver(Transit transit, Outbox& out) {
  if (transit.header().is_fragment()) {
    out.wake_ups.push_back(transit.at + SimulatedReassembly::lifetime);
    std::optional<Transit> whole = reassembly_.add(std::move(transit));
    if (!whole) return;
    transit = *std::move(whole);
  }
  switch (transit.header().protocol) {
    case Protocol::icmp:
      return deliver_icmp(transit, out);
    case Protocol::udp:
      if (is_valid_udp(transit)) report(transit, unreachable(Unreachable::port), out);
      return;
    case Protocol::tcp:
      return;  // would be refused by TCP itself, not by ICMP
    default:
      return report(transit, unreachable(Unreachable::protocol), out);
  }
}

// RFC 792, 1122 3.2.2: a wrong checksum is discarded in silence; what is neither an echo nor a timestamp
// request needs no answer (RFC 6918 has deprecated the other queries).
void SimulatedNode::deliver_icmp(const Transit& transit, Outbox& out) {
  const Bytes message = transit.payload();
  if (message.size() < layout<IcmpEcho>.octets || !checksum_holds(message)) return;
  const IcmpType type{message[0]};
  if (type == IcmpType::echo_request) {
    IcmpEcho reply = computed(decode_fixed<IcmpEcho>(message));
    reply.type = IcmpType::echo_reply;
    answer_query(transit, reply, message.subspan(layout<IcmpEcho>.octets), out);
  } else if (type == IcmpType::timestamp_request && message.size() >= octets_to_originate_time) {
    IcmpTimestamp reply = timestamp_reply(message);
    reply.receive = milliseconds_since_midnight(transit.at);
    reply.transmit = reply.receive;
    answer_query(transit, reply, {}, out);
  }
}

// The Type of Service comes back as it was asked (RFC 1812 4.3.2.5).
void SimulatedNode::answer_query(const Transit& query, const IcmpHeader& header, Bytes body, Outbox& out) {
  const std::optional<ReplyOptions> options = reply_options(query.header_octets(), query.marks, node_);
  if (options) answer(query, *options, icmp_message(header, body), query.header().tos, out);
}

// RFC 1812 4.3.2.3, and never so many that the error itself would be fragmented.
std::size_t SimulatedNode::most_octets_of_error(const Path& path) const {
  constexpr std::size_t most_octets = 576;
  if (path.kind != PathKind::unicast) return most_octets;
  return std::min<std::size_t>(most_octets, node_.interfaces[path.interface].mtu);
}

void SimulatedNode::report(const Transit& about, const IcmpHeader& error, Outbox& out) {
  constexpr std::uint8_t internetwork_control = 0xc0;  // RFC 1812 4.3.2.5
  constexpr std::uint8_t tos_bits = 0x1e;              // RFC 1349: those behind the precedence
  constexpr std::size_t fixed_octets = layout<Ipv4Header>.octets + 8;  // of IP and ICMP
  if (!may_be_reported(about)) return;
  const std::optional<ReplyOptions> options = reply_options(about.header_octets(), about.marks, node_);
  if (!options) return;
  const std::size_t most = most_octets_of_error(find_path(node_, first_stop_of_answer(about, *options)));
  const std::size_t without_quote = fixed_octets + options->options.padded_size();
  if (most <= without_quote + layout<Ipv4Header>.octets) return;  // no room for a header to quote
  const auto tos = static_cast<std::uint8_t>(internetwork_control | (about.header().tos & tos_bits));
  answer(about, *options, icmp_message(error, first_at_most(about.octets, most - without_quote)), tos, out);
}

void SimulatedNode::answer(const Transit& to, const ReplyOptions& options, Bytes message, std::uint8_t tos,
                           Outbox& out) {
  const Ipv4Address first_stop = first_stop_of_answer(to, options);
  const std::optional<Ipv4Address> source =
      to.path.kind == PathKind::local ? to.header().destination : source_towards(node_, first_stop);
  if (!source) return;
  Ipv4Header header;
  header.tos = tos;
  header.identification = identification_++;
  header.ttl = node_.initial_ttl;
  header.source = *source;
  header.destination = first_stop;
  Octets datagram = build_ipv4(header, options.options, message);
  const MutableBytes head =
      MutableBytes(datagram).first(layout<Ipv4Header>.octets + options.options.padded_size());
  stamp_sender(head, options.marks, milliseconds_since_midnight(to.at));
  write_header_checksum(head);
  send(std::move(datagram), find_path(node_, first_stop), std::nullopt, out);
}

}  // namespace icmpwire
