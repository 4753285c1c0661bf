#include "packet/draft.h"

#include <algorithm>

#include "packet/cooked.h"
#include "packet/dissection.h"
#include "packet/loopback.h"

namespace icmpwire {
namespace {

constexpr std::size_t ipv4_octets = layout<Ipv4Header>.octets;
constexpr std::size_t octets_a_word = 4;

template <class Header>
void append_header(Octets& packet, const Header& header) {
  packet.resize(packet.size() + layout<Header>.octets);
  encode(header, MutableBytes(packet).last(layout<Header>.octets));
}

void append(Octets& packet, Bytes octets) { packet.insert(packet.end(), octets.begin(), octets.end()); }

// The ICMP header's octets with room for the data behind them.
template <class AnyHeader>
Octets message_room(const AnyHeader& icmp, Bytes data) {
  const std::size_t header =
      std::visit([](const auto& shape) { return layout<std::decay_t<decltype(shape)>>.octets; }, icmp);
  return Octets(header + data.size());
}

Octets message_of(const Ipv4Draft& ip, Bytes data) {
  if (!ip.icmp) return {data.begin(), data.end()};
  Octets message = message_room(*ip.icmp, data);
  build_icmp(*ip.icmp, data, message);
  return message;
}

Octets message_of(const Ipv6Draft& ip, Bytes data) {
  if (!ip.icmp) return {data.begin(), data.end()};
  Octets message = message_room(*ip.icmp, data);
  build_icmpv6(*ip.icmp, data, ip.header.source, ip.header.destination, message);
  return message;
}

// What the header can hold of the options, in whole words; the rest goes before the message.
std::size_t octets_in_header(const Ipv4Draft& ip) {
  return std::min(ip.options.size() / octets_a_word * octets_a_word, IpOptions::most_octets);
}

Octets datagram_of(const Ipv4Draft& draft, Bytes data) {
  const Bytes area = Bytes(draft.options).first(octets_in_header(draft));
  const Bytes beyond = Bytes(draft.options).subspan(area.size());
  Octets payload(beyond.begin(), beyond.end());
  append(payload, message_of(draft, data));
  Ipv4Header ip = draft.header;
  const std::size_t words = (ipv4_octets + draft.options.size() + octets_a_word - 1) / octets_a_word;
  constexpr std::size_t most_words = 15;
  if (!ip.ihl) ip.ihl = static_cast<std::uint8_t>(std::min(words, most_words));
  return build_ipv4(ip, *IpOptions::from_octets(area), payload);
}

Octets datagram_of(const Ipv6Draft& draft, Bytes data) {
  return build_ipv6(draft.header, draft.extensions, message_of(draft, data));
}

bool is_link_layer(const Layer& layer) {
  const Layout* const known[] = {&layout<EthernetHeader>, &layout<VlanTag>, &layout<SllHeader>,
                                 &layout<Sll2Header>, &layout<LoopbackHeader>};
  return std::find(std::begin(known), std::end(known), layer.layout) != std::end(known);
}

// The IP header; nullptr where there is none behind link layers alone, or not all of it.
const Layer* find_ip(const Dissection& packet) {
  const auto inner = std::find_if_not(packet.layers.begin(), packet.layers.end(), is_link_layer);
  if (inner == packet.layers.end()) return nullptr;
  const bool is_ip = inner->layout == &layout<Ipv4Header> || inner->layout == &layout<Ipv6Header>;
  return is_ip && inner->length >= inner->layout->octets ? &*inner : nullptr;
}

void take_link(Draft& draft, const Dissection& packet) {
  if (packet.layers[0].layout != &layout<EthernetHeader>) return;
  draft.ethernet = decode_fixed<EthernetHeader>(packet.octets);
  for (const Layer& layer : packet.layers) {
    if (layer.layout == &layout<VlanTag>)
      draft.tags.push_back(decode_fixed<VlanTag>(packet.octets_of(layer)));
  }
}

// Takes the ICMP header off the payload, where there is one; the rest is the data.
template <class IpDraft, class Message>
void take_message(IpDraft& ip, Octets& data, Bytes payload, const Parsed<Message>& message) {
  ip.icmp.reset();
  if (message) ip.icmp = message->header;
  const Bytes rest = message ? message->body : payload;
  data.assign(rest.begin(), rest.end());
}

void take_ipv4(Draft& draft, Bytes there) {
  Ipv4Draft ip;
  ip.header = decode_fixed<Ipv4Header>(there);
  const std::size_t claimed = *ip.header.ihl * octets_a_word;
  const std::size_t header = claimed >= ipv4_octets && claimed <= there.size() ? claimed : ipv4_octets;
  const bool ends = *ip.header.total_length >= header && *ip.header.total_length <= there.size();
  const std::size_t end = ends ? *ip.header.total_length : there.size();
  const Bytes options = there.first(header).subspan(ipv4_octets);
  const Bytes payload = there.first(end).subspan(header);
  ip.options.assign(options.begin(), options.end());
  const bool may_be_icmp = ip.header.protocol == Protocol::icmp && ip.header.fragment_offset == 0;
  take_message(ip, draft.data, payload, parse_icmp(may_be_icmp ? payload : Bytes{}));
  draft.trailer.assign(there.begin() + static_cast<std::ptrdiff_t>(end), there.end());
  draft.ip = std::move(ip);
}

void take_ipv6(Draft& draft, Bytes there) {
  Ipv6Draft ip;
  ip.header = decode_fixed<Ipv6Header>(there);
  const std::size_t length = layout<Ipv6Header>.octets + *ip.header.payload_length;
  const Bytes datagram = first_at_most(there, length);
  const Bytes behind = datagram.subspan(layout<Ipv6Header>.octets);
  ExtensionWalk walk(ip.header.next_header, behind);
  bool is_later_fragment = false;
  for (auto next = walk.next(); next && *next; next = walk.next()) {
    is_later_fragment = (*next)->type == Protocol::fragment &&
                        decode_fixed<Ipv6FragmentHeader>((*next)->octets).fragment_offset != 0;
  }
  const Bytes extensions = behind.first(walk.at());
  const Bytes payload = behind.subspan(walk.at());
  ip.extensions.assign(extensions.begin(), extensions.end());
  const bool may_be_icmp = walk.next_header() == Protocol::icmpv6 && !is_later_fragment;
  take_message(ip, draft.data, payload, parse_icmpv6(may_be_icmp ? payload : Bytes{}));
  draft.trailer.assign(there.begin() + static_cast<std::ptrdiff_t>(datagram.size()), there.end());
  draft.ip = std::move(ip);
}

}  // namespace

IpAddress Draft::source() const {
  return std::visit([](const auto& version) { return IpAddress(version.header.source); }, ip);
}

IpAddress Draft::destination() const {
  return std::visit([](const auto& version) { return IpAddress(version.header.destination); }, ip);
}

Draft draft_to(const IpAddress& destination) {
  Draft draft;
  if (destination.is_v4()) {
    std::get<Ipv4Draft>(draft.ip).header.destination = destination.v4();
  } else {
    draft.ip.emplace<Ipv6Draft>().header.destination = destination.v6();
  }
  return draft;
}

Octets build(const Draft& draft) {
  Octets packet;
  if (draft.ethernet) append_header(packet, *draft.ethernet);
  for (const VlanTag& tag : draft.tags) append_header(packet, tag);
  append(packet, std::visit([&](const auto& ip) { return datagram_of(ip, draft.data); }, draft.ip));
  append(packet, draft.trailer);
  return packet;
}

std::optional<Draft> draft_of(Bytes packet, LinkType link) {
  const Dissection dissection = dissect(packet, link);
  const Layer* const ip = find_ip(dissection);
  if (ip == nullptr) return std::nullopt;
  Draft draft;
  take_link(draft, dissection);
  const Bytes there = packet.subspan(ip->offset);
  if (ip->layout == &layout<Ipv4Header>) {
    take_ipv4(draft, there);
  } else {
    take_ipv6(draft, there);
  }
  return draft;
}

}  // namespace icmpwire
