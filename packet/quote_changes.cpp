#include "packet/quote_changes.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "packet/checksum.h"
#include "packet/explain.h"
#include "packet/findings.h"
#include "packet/ipv4.h"
#include "packet/ipv6.h"
#include "packet/option_layouts.h"

namespace icmpwire {
namespace {

// What stands for a change of a field, whatever the values are.
struct Reason {
  std::string_view field;  // or all that begin so, where it ends with '.'
  std::string_view why;
};

constexpr Reason reasons[] = {
    {"ip.tos", "rewritten on the way"},
    {"ipv6.traffic_class", "rewritten on the way"},
    {"ipv6.flow_label", "rewritten on the way"},
    {"ip.identification", "rewritten on the way"},
    {"ip.dont_fragment", "rewritten on the way"},
    {"ip.source", "rewritten: NAT"},
    {"ip.destination", "rewritten: NAT"},
    {"ipv6.source", "rewritten: NAT"},
    {"ipv6.destination", "rewritten: NAT"},
    {"icmp.identifier", "rewritten: NAT"},
    {"icmpv6.identifier", "rewritten: NAT"},
    {"ip.more_fragments", "cut into fragments on the way"},
    {"ip.fragment_offset", "cut into fragments on the way"},
    {"fragment.", "cut into fragments on the way"},
    {"record_route.pointer", "routers recorded themselves"},
    {"timestamp.pointer", "routers wrote their time"},
    {"timestamp.overflow", "routers found no slot"},
    {"loose_source_route.pointer", "routers took stops of the source route"},
    {"strict_source_route.pointer", "routers took stops of the source route"},
};

std::string_view reason_of(std::string_view field) {
  for (const Reason& reason : reasons) {
    const bool all = reason.field.back() == '.';
    if (all ? field.starts_with(reason.field) : field == reason.field) return reason.why;
  }
  return {};
}

bool has_source_route(const Dissection& request) {
  return std::any_of(request.layers.begin(), request.layers.end(), [](const Layer& layer) {
    return layer.depth == 1 &&
           (layer.layout == &loose_source_route_layout || layer.layout == &strict_source_route_layout);
  });
}

// The TTL that routers take from; nullopt where the field is none, or did not sink.
std::optional<unsigned> hops_taken(const FieldDifference& change) {
  if (change.field != "ip.ttl" && change.field != "ipv6.hop_limit") return std::nullopt;
  const int taken = std::stoi(change.before) - std::stoi(change.after);
  return taken > 0 ? std::optional(static_cast<unsigned>(taken)) : std::nullopt;
}

std::string why(const FieldDifference& change, const Dissection& request) {
  if (const auto taken = hops_taken(change)) {
    return *taken == 1 ? "a router took one" : std::to_string(*taken) + " routers took one each";
  }
  if (change.field == "ip.ttl" || change.field == "ipv6.hop_limit") return "rewritten on the way";
  if (change.field == "ip.destination" && has_source_route(request)) return "a stop of the source route";
  return std::string(reason_of(change.field));
}

// How much is to be added to a checksum, in one's complement, to make it right.
std::uint16_t stale_by(std::uint16_t is, std::uint16_t right) {
  const std::uint32_t sum = std::uint32_t{right} + (is ^ 0xffffU);
  return static_cast<std::uint16_t>((sum & 0xffffU) + (sum >> 16));
}

// "stale by 0x0100: its header's is 0x5c2e"; nullopt where the quoted header's checksum holds.
std::optional<std::string> staleness(const PacketPart& quote, const PacketPart& sent) {
  constexpr std::size_t checksum_at = 10;
  const Layer& ip = quote.layers.front();
  if (ip.layout != &layout<Ipv4Header> || !is_whole(ip)) return std::nullopt;
  const Bytes header = quote.packet->octets_of(ip);
  if (ipv4_checksum_ok(header)) return std::nullopt;
  const std::uint16_t is = read_u16(header, checksum_at), right = right_checksum(header, checksum_at);
  const Bytes as_sent = sent.packet->octets_of(sent.layers.front());
  const bool was_right = ipv4_checksum_ok(as_sent);
  return (was_right ? "stale by " : "wrong as it was sent, by ") + hex_text(stale_by(is, right)) +
         ": its header's is " + hex_text(right);
}

void note_staleness(std::vector<QuoteChange>& changes, const PacketPart& quote, const PacketPart& sent) {
  const std::optional<std::string> stale = staleness(quote, sent);
  if (!stale) return;
  const std::string name = "ip.checksum";
  const auto place = std::find_if(changes.begin(), changes.end(),
                                  [&](const QuoteChange& change) { return change.change.field == name; });
  if (place != changes.end()) {
    place->why = *stale;
    return;
  }
  const Layer& was = sent.layers.front();
  const Layer& is = quote.layers.front();
  for (const FieldInfo& field : layout<Ipv4Header>.fields) {
    if (field.name != "checksum") continue;
    const std::uint32_t at = field.bit / 8U;
    const auto behind = std::find_if(changes.begin(), changes.end(), [&](const QuoteChange& change) {
      return change.change.after_at > is.offset + at;
    });
    QuoteChange stale_one;
    stale_one.change = {name,
                        was.offset + at,
                        value_text(field, sent.packet->octets_of(was)),
                        value_text(field, quote.packet->octets_of(is)),
                        is.offset + at,
                        2};
    stale_one.why = *stale;
    changes.insert(behind, std::move(stale_one));
  }
}

// Of a later fragment only the header can be compared: it has no message's header, and fewer options.
bool is_later_fragment(const PacketPart& quote) {
  const Layer& ip = quote.layers.front();
  return ip.layout == &layout<Ipv4Header> &&
         decode_fixed<Ipv4Header>(quote.packet->octets_of(ip)).fragment_offset != 0;
}

}  // namespace

std::vector<QuoteChange> quote_changes(const Dissection& request, const Dissection& error) {
  PacketPart sent = datagram_part(request), quote = quoted_part(error);
  if (sent.layers.empty() || quote.layers.empty()) return {};
  if (sent.layers.front().layout != quote.layers.front().layout) return {};
  if (!is_whole(quote.layers.front()) || !is_whole(sent.layers.front())) return {};
  if (is_later_fragment(quote)) {
    sent.layers = sent.layers.first(1);
    quote.layers = quote.layers.first(1);
  }
  std::vector<QuoteChange> changes;
  for (FieldDifference& change : differences(sent, quote, Extent::cut)) {
    std::string reason = why(change, request);
    changes.push_back({std::move(change), std::move(reason)});
  }
  note_staleness(changes, quote, sent);
  return changes;
}

std::string to_text(const QuoteChange& change) {
  const FieldDifference& field = change.change;
  const bool same = field.before == field.after;
  const std::string text = same ? field.field + " " + field.before : to_text(field);
  return change.why.empty() ? text : text + " (" + change.why + ")";
}

std::string note_text(const QuoteChange& change) {
  const FieldDifference& field = change.change;
  if (field.before == field.after) return field.field + " is " + change.why;
  if (field.after == nothing_there) return field.field + " is gone: " + field.before;
  std::string text = field.before == nothing_there
                         ? field.field + " was not sent"
                         : field.field + " was " + field.before + " when it was sent";
  return change.why.empty() ? text : text + ": " + change.why;
}

}  // namespace icmpwire
