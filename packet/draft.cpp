#include "packet/draft.h"

#include <algorithm>

#include "packet/cooked.h"
#include "packet/dissection.h"
#include "packet/loopback.h"

namespace icmpwire {
namespace {

constexpr std::size_t fixed_octets = layout<Ipv4Header>.octets;
constexpr std::size_t octets_a_word = 4;

template <class Header>
void append_header(Octets& packet, const Header& header) {
  packet.resize(packet.size() + layout<Header>.octets);
  encode(header, MutableBytes(packet).last(layout<Header>.octets));
}

void append(Octets& packet, Bytes octets) { packet.insert(packet.end(), octets.begin(), octets.end()); }

Octets message_of(const Draft& draft) {
  if (!draft.icmp) return draft.data;
  const std::size_t header =
      std::visit([](const auto& shape) { return layout<std::decay_t<decltype(shape)>>.octets; }, *draft.icmp);
  Octets message(header + draft.data.size());
  build_icmp(*draft.icmp, draft.data, message);
  return message;
}

// What the header can hold of the options, in whole words; the rest goes before the message.
std::size_t octets_in_header(const Draft& draft) {
  return std::min(draft.options.size() / octets_a_word * octets_a_word, IpOptions::most_octets);
}

Octets datagram_of(const Draft& draft) {
  const Bytes area = Bytes(draft.options).first(octets_in_header(draft));
  const Bytes beyond = Bytes(draft.options).subspan(area.size());
  Octets payload(beyond.begin(), beyond.end());
  append(payload, message_of(draft));
  Ipv4Header ip = draft.ip;
  const std::size_t words = (fixed_octets + draft.options.size() + octets_a_word - 1) / octets_a_word;
  constexpr std::size_t most_words = 15;
  if (!ip.ihl) ip.ihl = static_cast<std::uint8_t>(std::min(words, most_words));
  return build_ipv4(ip, *IpOptions::from_octets(area), payload);
}

bool is_link_layer(const Layer& layer) {
  const Layout* const known[] = {&layout<EthernetHeader>, &layout<VlanTag>, &layout<SllHeader>,
                                 &layout<Sll2Header>, &layout<LoopbackHeader>};
  return std::find(std::begin(known), std::end(known), layer.layout) != std::end(known);
}

// Where the IPv4 header begins; nullopt where there is none behind link layers alone, or not all of it.
std::optional<std::size_t> find_ipv4(const Dissection& packet) {
  const auto inner = std::find_if_not(packet.layers.begin(), packet.layers.end(), is_link_layer);
  if (inner == packet.layers.end() || inner->layout != &layout<Ipv4Header>) return std::nullopt;
  return inner->length >= fixed_octets ? std::optional<std::size_t>(inner->offset) : std::nullopt;
}

void take_link(Draft& draft, const Dissection& packet) {
  if (packet.layers[0].layout != &layout<EthernetHeader>) return;
  draft.ethernet = decode_fixed<EthernetHeader>(packet.octets);
  for (const Layer& layer : packet.layers) {
    if (layer.layout == &layout<VlanTag>)
      draft.tags.push_back(decode_fixed<VlanTag>(packet.octets_of(layer)));
  }
}

void take_message(Draft& draft, Bytes payload) {
  const bool may_be_icmp = draft.ip.protocol == Protocol::icmp && draft.ip.fragment_offset == 0;
  const auto message = parse_icmp(payload);
  draft.icmp.reset();
  if (may_be_icmp && message) draft.icmp = message->header;
  const Bytes data = draft.icmp ? message->body : payload;
  draft.data.assign(data.begin(), data.end());
}

}  // namespace

Octets build(const Draft& draft) {
  Octets packet;
  if (draft.ethernet) append_header(packet, *draft.ethernet);
  for (const VlanTag& tag : draft.tags) append_header(packet, tag);
  append(packet, datagram_of(draft));
  append(packet, draft.trailer);
  return packet;
}

std::optional<Draft> draft_of(Bytes packet, LinkType link) {
  const Dissection dissection = dissect(packet, link);
  const auto datagram_at = find_ipv4(dissection);
  if (!datagram_at) return std::nullopt;
  Draft draft;
  take_link(draft, dissection);
  const Bytes there = packet.subspan(*datagram_at);
  draft.ip = decode_fixed<Ipv4Header>(there);
  const std::size_t claimed = *draft.ip.ihl * octets_a_word;
  const std::size_t header = claimed >= fixed_octets && claimed <= there.size() ? claimed : fixed_octets;
  const bool ends = *draft.ip.total_length >= header && *draft.ip.total_length <= there.size();
  const std::size_t end = ends ? *draft.ip.total_length : there.size();
  const Bytes options = there.first(header).subspan(fixed_octets);
  draft.options.assign(options.begin(), options.end());
  take_message(draft, there.first(end).subspan(header));
  draft.trailer.assign(there.begin() + static_cast<std::ptrdiff_t>(end), there.end());
  return draft;
}

}  // namespace icmpwire
