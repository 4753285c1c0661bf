#include "packet/finding_text.h"

#include "packet/text.h"

namespace icmpwire {
namespace {

bool covers(const FieldInfo& field, std::size_t octet) {
  return octet * 8 + 8 > field.bit && octet * 8 < field.bit + std::size_t{field.width};
}

}  // namespace

std::string title_with_range(const Layer& layer) {
  return std::string(layer.layout->title) + ", " + octet_range(layer.offset, layer.length);
}

FieldPlace place_of(const Finding& finding, const Dissection& packet) {
  FieldPlace place{0, 0};
  for (std::size_t i = 0; i < packet.layers.size(); ++i) {  // deeper layers follow those around them
    const Layer& layer = packet.layers[i];
    if (finding.at >= layer.offset && finding.at < layer.offset + layer.length) place.layer = i;
  }
  const Layer& layer = packet.layers[place.layer];
  const std::string prefix = std::string(layer.layout->name) + ".";
  for (std::size_t i = 0; i < layer.layout->fields.size(); ++i) {
    const FieldInfo& field = layer.layout->fields[i];
    if (!covers(field, finding.at - layer.offset)) continue;
    place.field = i;
    if (finding.field == prefix + std::string(field.name)) break;
  }
  return place;
}

std::string finding_text(const Finding& finding) {
  std::string text = finding.field + " " + finding.rule;
  if (!finding.source.empty()) text += " (" + unbroken(finding.source) + ")";
  return text;
}

}  // namespace icmpwire
