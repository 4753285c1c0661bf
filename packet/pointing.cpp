#include "packet/pointing.h"

namespace icmpwire {
namespace {

// The octets that a pointer of the layer counts, and the number of the first of them.
struct Counted {
  std::uint64_t begin, end;
  std::uint64_t first;
};

// What is quoted begins with the first layer inside, and goes on to the end of the packet.
std::optional<Counted> quote_in(const Dissection& packet, std::size_t index) {
  const std::size_t inside = index + 1;
  if (inside >= packet.layers.size() || packet.layers[inside].depth <= packet.layers[index].depth)
    return std::nullopt;
  return Counted{packet.layers[inside].offset, packet.octets.size(), 0};
}

std::optional<Counted> counted_by(Points points, const Dissection& packet, std::size_t index) {
  const Layer& layer = packet.layers[index];
  if (points == Points::into_own_layer) return Counted{layer.offset, layer.offset + layer.length, 1};
  return points == Points::into_quote ? quote_in(packet, index) : std::nullopt;
}

}  // namespace

std::vector<Pointing> pointings(const Dissection& packet) {
  std::vector<Pointing> all;
  for (std::size_t i = 0; i < packet.layers.size(); ++i) {
    const std::span<const FieldInfo> fields = packet.layers[i].layout->fields;
    const Bytes octets = packet.octets_of(packet.layers[i]);
    for (std::size_t j = 0; j < fields.size(); ++j) {
      if (fields[j].bit + std::size_t{fields[j].width} > octets.size() * 8) break;
      const auto counted = counted_by(fields[j].points, packet, i);
      if (!counted) continue;
      const std::uint64_t value = field_value(fields[j], octets);
      const std::uint64_t to = counted->begin + value - counted->first;
      if (value >= counted->first && to < counted->end) all.push_back({i, j, static_cast<std::uint32_t>(to)});
    }
  }
  return all;
}

}  // namespace icmpwire
