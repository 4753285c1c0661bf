#include "packet/meaning.h"

#include <algorithm>

#include "packet/answers.h"
#include "packet/icmp_extension.h"
#include "packet/icmp_tables.h"
#include "packet/icmpv6_tables.h"

namespace icmpwire {
namespace {

Bytes octets_of(const PacketPart& datagram) {
  return datagram.packet->octets.subspan(datagram.layers.front().offset);
}

Recorded recorded_in(const PacketPart& datagram) {
  const Layer& ip = datagram.layers.front();
  constexpr std::size_t fixed = layout<Ipv4Header>.octets;
  if (ip.layout != &layout<Ipv4Header> || ip.length <= fixed) return {};
  return read_recorded(datagram.packet->octets_of(ip).subspan(fixed));
}

// RFC 4884 4.6 and 5.5: whoever knows of extensions tells the quote's length. A message without that field
// quotes nothing.
ExtensionPlace place_of_extension(const Dissection& packet) {
  for (const Layer& layer : packet.layers) {
    if (layer.depth > 0 || layer.length < layer.layout->octets) continue;
    if (layer.layout->name != layout<IcmpEcho>.name && layer.layout->name != layout<Icmpv6Echo>.name)
      continue;
    for (const FieldInfo& field : layer.layout->fields) {
      if (field.name != "length") continue;
      const bool told = field_value(field, packet.octets_of(layer)) != 0;
      return told ? ExtensionPlace::told : ExtensionPlace::guessed;
    }
    return ExtensionPlace::behind_header;
  }
  return ExtensionPlace::guessed;
}

std::optional<Extension> extension_of(const Dissection& packet) {
  const auto first = std::find_if(packet.layers.begin(), packet.layers.end(), [](const Layer& layer) {
    return layer.depth == 1 && layer.layout == &layout<IcmpExtensionHeader>;
  });
  if (first == packet.layers.end()) return std::nullopt;
  const auto end =
      std::find_if(first, packet.layers.end(), [](const Layer& layer) { return layer.depth < 1; });
  return Extension{{&packet, {first, end}}, place_of_extension(packet)};
}

// Of an echo message that is a whole datagram's.
std::optional<PayloadPattern> payload_of(const PacketPart& datagram) {
  const Parsed<IpDatagram> ip = parse_ip(octets_of(datagram));
  if (!ip || ip->is_fragment) return std::nullopt;
  for (std::size_t i = 0; i < datagram.layers.size(); ++i) {
    const Layer& layer = datagram.layers[i];
    const bool is_echo = layer.layout == &layout<IcmpEcho> || layer.layout == &layout<Icmpv6Echo>;
    if (!is_echo || layer.depth > 0 || layer.length < layer.layout->octets) continue;
    const bool has_data = i + 1 < datagram.layers.size() && datagram.layers[i + 1].layout == &payload_layout;
    return payload_pattern(has_data ? datagram.packet->octets_of(datagram.layers[i + 1]) : Bytes{});
  }
  return std::nullopt;
}

std::optional<FragmentPart> fragment_of(const IpDatagram& ip) {
  if (!ip.is_fragment) return std::nullopt;
  const auto end = static_cast<std::uint32_t>(ip.fragment_offset + ip.fragment_data.size());
  return FragmentPart{ip.identification, ip.fragment_offset, end, ip.more_fragments};
}

void compare_routes(std::vector<RecordedRoute>& routes, const PacketPart& request) {
  const Parsed<IpDatagram> sent = parse_quoted_ip(octets_of(request));
  if (!sent || !sent->is_v4()) return;
  const Recorded asked = recorded_in(request);
  for (RecordedRoute& back : routes) {
    back.reversed = is_source_route(back.type) &&
                    std::any_of(asked.routes.begin(), asked.routes.end(), [&](const RecordedRoute& there) {
                      return is_reversed(back, there, sent->destination.v4());
                    });
  }
}

void compare(Meaning& meaning, const Dissection& packet, const Dissection& request) {
  const PacketPart sent = datagram_part(request);
  if (sent.layers.empty()) return;
  compare_routes(meaning.recorded.routes, sent);
  if (!meaning.is_error) return;
  meaning.compared = true;
  meaning.changes = quote_changes(request, packet);
  if (meaning.problem)
    meaning.problem_marks = marked_octet("sent    ", octets_of(sent), meaning.problem->pointer);
}

}  // namespace

Meaning meaning_of(const Dissection& packet, const Dissection* request) {
  Meaning meaning;
  const PacketPart datagram = datagram_part(packet);
  if (datagram.layers.empty()) return meaning;
  const Parsed<IpDatagram> ip = parse_ip(octets_of(datagram));
  const std::optional<Answer> answer = ip ? read_answer(*ip) : std::nullopt;
  meaning.is_error = answer && answer->keys.error;
  meaning.recorded = recorded_in(datagram);
  if (answer && ip->is_v4()) meaning.turn = ip->source.v4();
  meaning.problem = problem_place(packet);
  meaning.extension = extension_of(packet);
  meaning.payload = payload_of(datagram);
  if (ip) meaning.fragment = fragment_of(*ip);
  if (request != nullptr) compare(meaning, packet, *request);
  if (meaning.problem) {
    const Bytes quote = packet.octets.subspan(meaning.problem->quote_at);
    for (std::string& line : marked_octet("quoted  ", quote, meaning.problem->pointer))
      meaning.problem_marks.push_back(std::move(line));
  }
  return meaning;
}

}  // namespace icmpwire
