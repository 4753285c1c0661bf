#include "capture/answer_comparison.h"

#include <algorithm>

#include "capture/checksum_carry.h"
#include "capture/icmp_quote.h"
#include "capture/query_name.h"
#include "packet/dissection.h"
#include "packet/field_language.h"

namespace icmpwire {
namespace {

constexpr std::size_t ip_checksum_at = 10;
constexpr std::size_t icmp_checksum_at = 2;

// Where the checksums of a datagram stand, and what they cover.
struct Covered {
  std::size_t at = 0, size = 0;  // octets of the datagram
  std::size_t checksum_at = 0;   // in these
};

// From the inside out: each checksum covers those before it.
std::vector<Covered> covered_in(Bytes octets) {
  std::vector<Covered> covered;
  const auto datagram = parse_quoted_ip(octets);
  if (!datagram) return covered;
  const std::size_t header = datagram->header_octets.size();
  const bool has_message =
      datagram->is_icmp() && !datagram->is_fragment && datagram->payload.size() >= icmp_header_octets;
  if (has_message && is_error_type(datagram->payload[0], datagram->is_v4())) {
    const auto quote = read_icmp_quote(datagram->payload, datagram->is_v4());
    if (quote && quote->datagram.is_v4())
      covered.push_back({header + icmp_header_octets, quote->datagram.header_octets.size(), ip_checksum_at});
  }
  if (has_message) covered.push_back({header, datagram->payload.size(), icmp_checksum_at});
  if (datagram->is_v4()) covered.push_back({0, header, ip_checksum_at});
  return covered;
}

// As differences name it: what lies inside an option goes by the option's name.
std::string_view name_of(const Dissection& packet, std::size_t at) {
  const Layer& layer = packet.layers[at];
  std::size_t around = at;
  while (around > 0 && packet.layers[around].depth >= layer.depth) --around;
  const bool is_inside = layer.part && packet.layers[around].part;
  return (is_inside ? packet.layers[around] : layer).layout->name;
}

// A layer's masked fields as they are in the other packet. Checksums follow instead.
void take_fields(const Layout& layout, std::string_view name, const FieldMask& mask, Bytes met,
                 MutableBytes octets) {
  for (const FieldInfo& field : layout.fields) {
    const bool is_there = field.bit + std::size_t{field.width} <= std::min(met.size(), octets.size()) * 8;
    const std::string whole = std::string(name) + "." + std::string(field.name);
    if (!is_there || field.width > 64 || field.name == "checksum" || !mask.covers(whole)) continue;
    write_field_value(field, octets, field_value(field, met));
  }
}

// The recorded octets with the masked ones of those that were met, as far as the same headers follow each
// other in both.
Octets with_masked(Bytes recorded, Bytes met, const FieldMask& mask) {
  Octets octets(recorded.begin(), recorded.end());
  const Dissection was = dissect(recorded, LinkType::raw), is = dissect(met, LinkType::raw);
  for (std::size_t i = 0; i < std::min(was.layers.size(), is.layers.size()); ++i) {
    const Layer& layer = was.layers[i];
    const Layout& layout = *layer.layout;
    if (layout.octets != is.layers[i].layout->octets || layer.depth != is.layers[i].depth) break;
    const Bytes now = is.octets_of(is.layers[i]);
    const MutableBytes mine = MutableBytes(octets).subspan(layer.offset, layer.length);
    if (layout.fields.empty() && mask.covers(layout.name) && now.size() == mine.size())
      std::copy(now.begin(), now.end(), mine.begin());
    take_fields(layout, name_of(was, i), mask, now, mine);
  }
  return octets;
}

void carry_checksums(Bytes recorded, Bytes met, MutableBytes octets) {
  for (const Covered& covered : covered_in(recorded)) {
    // A router that writes into a header and does not count it leaves the checksum as it was.
    const std::size_t checksum_at = covered.at + covered.checksum_at;
    if (checksum_at + 2 <= met.size() && read_u16(met, checksum_at) == read_u16(recorded, checksum_at) &&
        covered.checksum_at == ip_checksum_at && covered.at != 0) {
      continue;
    }
    carry_checksum(ones_complement_sum(recorded.subspan(covered.at, covered.size)),
                   octets.subspan(covered.at, covered.size), covered.checksum_at);
  }
}

}  // namespace

std::vector<FieldDifference> answer_differences(Bytes recorded, Bytes met, const FieldMask& mask) {
  Octets octets = with_masked(recorded, met, mask);
  carry_checksums(recorded, met, octets);
  std::vector<FieldDifference> found = differences(octets, met, LinkType::raw);
  std::erase_if(found, [&](const FieldDifference& difference) { return mask.covers(difference.field); });
  return found;
}

const FieldMask& usual_mask() {
  static const FieldMask mask = *FieldMask::read(
      "ip.identification,fragment_header.identification,timestamp.timestamp,icmp.receive,icmp.transmit");
  return mask;
}

}  // namespace icmpwire
