// One line a layer: every field of its table by name.
#include "packet/explain.h"
#include "packet/text.h"

namespace icmpwire {

std::string summary(const Dissection& packet) {
  std::string out;
  for (const Layer& layer : packet.layers) {
    const Bytes octets = packet.octets_of(layer);
    std::string text;
    for (const FieldInfo& field : layer.layout->fields) {
      if (field.bit + std::size_t{field.width} > octets.size() * 8) break;
      text.append(" ").append(field.name).append("=").append(unbroken(value_text(field, octets)));
    }
    if (layer.layout->fields.empty()) text = octet_count(octets.size());
    append_hanging(
        out, std::string(std::size_t{2} * layer.depth, ' ') + std::string(layer.layout->name) + "  ", text);
  }
  return out;
}

}  // namespace icmpwire
