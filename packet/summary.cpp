// A packet in few words: one line a layer with every field of its table by name, or its values' names alone.
#include "packet/explain.h"
#include "packet/text.h"

namespace icmpwire {
namespace {

std::string names_of_values(const FieldInfo& field, Bytes octets) {
  if (field.value_name == nullptr || field.width > 64) return {};
  return std::string(field.value_name(field_value(field, octets)));
}

std::string names_of_values(const Layer& layer, Bytes octets) {
  std::string names;
  for (const FieldInfo& field : layer.layout->fields) {
    if (field.bit + std::size_t{field.width} > octets.size() * 8) break;
    const std::string name = names_of_values(field, octets);
    if (!name.empty()) names += (names.empty() ? "" : ", ") + name;
  }
  return names;
}

}  // namespace

std::string headline(const Dissection& packet) {
  std::string words = "Octets";
  for (const Layer& layer : packet.layers) {
    if (layer.depth > 0 || layer.part || layer.layout->fields.empty()) continue;
    const std::string names = names_of_values(layer, packet.octets_of(layer));
    words = names.empty() ? std::string(layer.layout->title) : names;
  }
  return words;
}

std::string summary(const Dissection& packet, Ink ink) {
  std::string out;
  for (const Layer& layer : packet.layers) {
    const Bytes octets = packet.octets_of(layer);
    std::string text;
    for (const FieldInfo& field : layer.layout->fields) {
      if (field.bit + std::size_t{field.width} > octets.size() * 8) break;
      text.append(" ").append(field.name).append("=").append(unbroken(value_text(field, octets)));
    }
    if (layer.layout->fields.empty()) text = octet_count(octets.size());
    const std::string name = std::string(std::size_t{2} * layer.depth, ' ') + std::string(layer.layout->name);
    std::string lines;
    append_hanging(lines, name + "  ", text);
    out += painted(name, Shade::heading, ink) + lines.substr(name.size());
  }
  return out;
}

}  // namespace icmpwire
