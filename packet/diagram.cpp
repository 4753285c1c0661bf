// Headers as the RFCs draw them, from their field tables.
#include <algorithm>

#include "packet/explain.h"
#include "packet/grid.h"
#include "packet/value_text.h"

namespace icmpwire {
namespace {

// The fields of a layer that are there, as cells of a grid that begins at octet `origin` of the packet.
void append_fields(std::vector<Cell>& cells, const Dissection& packet, const Layer& layer,
                   std::uint32_t origin) {
  const Bytes octets = packet.octets_of(layer);
  const std::uint32_t first_bit = (layer.offset - origin) * 8;
  if (layer.layout->fields.empty()) {
    cells.push_back({first_bit, layer.length * 8, layer.layout->title, {}, octets});
    return;
  }
  for (const FieldInfo& field : layer.layout->fields) {
    if (field.bit + std::size_t{field.width} > octets.size() * 8) return;
    const bool in_octets = field.format == Format::octets && field.bit % 8 == 0 && field.width % 8 == 0;
    const Bytes shown = in_octets ? octets.subspan(field.bit / 8, field.width / 8) : Bytes{};
    cells.push_back({first_bit + field.bit, field.width, field.label, value_texts(field, octets), shown});
  }
}

}  // namespace

std::string diagram(const Layout& layout) {
  std::vector<Cell> cells;
  for (const FieldInfo& field : layout.fields) cells.push_back({field.bit, field.width, field.label, {}, {}});
  return draw_grid(cells, GridText::labels);
}

std::string diagram(const Dissection& packet, const Layer& layer) {
  std::vector<Cell> cells;
  append_fields(cells, packet, layer, layer.offset);
  for (const Layer& piece : packet.layers) {
    const bool inside =
        piece.offset >= layer.offset && piece.offset + piece.length <= layer.offset + layer.length;
    // A quote's options belong to the quote's diagram, not to that of the error around it.
    const bool follows =
        !cells.empty() && (piece.offset - layer.offset) * 8 == cells.back().bit + cells.back().width;
    if (inside && follows && piece.part && piece.depth > layer.depth)
      append_fields(cells, packet, piece, layer.offset);
  }
  return draw_grid(cells, GridText::labels_and_values);
}

}  // namespace icmpwire
