#include "packet/cells.h"

#include <algorithm>

#include "packet/value_text.h"

namespace icmpwire {
namespace {

// The fields of a layer that are there, as cells of a grid that begins at octet `origin` of the packet.
void append_fields(std::vector<Cell>& cells, const Dissection& packet, const Layer& layer,
                   std::uint32_t origin) {
  const Bytes octets = packet.octets_of(layer);
  const std::uint32_t first_bit = (layer.offset - origin) * 8;
  if (layer.layout->fields.empty()) {
    cells.push_back({first_bit, layer.length * 8, std::string(layer.layout->title), {}, octets});
    return;
  }
  for (const FieldInfo& field : layer.layout->fields) {
    if (field.bit + std::size_t{field.width} > octets.size() * 8) return;
    const bool in_octets = field.format == Format::octets && field.bit % 8 == 0 && field.width % 8 == 0;
    const Bytes shown = in_octets ? octets.subspan(field.bit / 8, field.width / 8) : Bytes{};
    cells.push_back(
        {first_bit + field.bit, field.width, std::string(field.label), value_texts(field, octets), shown});
  }
}

std::string binary(std::uint8_t octet) {
  std::string text;
  for (unsigned bit = 8; bit-- > 0;) text += (octet >> bit & 1) != 0 ? '1' : '0';
  return text;
}

}  // namespace

std::vector<Cell> cells_of(const Layout& layout) {
  std::vector<Cell> cells;
  for (const FieldInfo& field : layout.fields)
    cells.push_back({field.bit, field.width, std::string(field.label), {}, {}});
  return cells;
}

std::vector<Cell> cells_of(const CatalogueEntry& entry) {
  std::vector<Cell> cells = cells_of(*entry.layout);
  if (entry.option_type) cells.front().label = binary(*entry.option_type);
  std::uint32_t next = std::uint32_t{entry.layout->octets} * 8;
  for (const FigurePart& part : entry.behind) {
    if (part.bits == 0) break;
    cells.push_back({next, part.bits, std::string(part.label), {}, {}});
    next += part.bits;
  }
  return cells;
}

std::vector<Cell> cells_of(const Dissection& packet, const Layer& layer) {
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
  return cells;
}

std::vector<Segment> segments_of(const Cell& cell) {
  std::vector<Segment> segments;
  const std::uint32_t end = cell.bit + cell.width;
  for (std::uint32_t bit = cell.bit; bit < end;) {
    const std::uint32_t row_end = std::min(end, (bit / row_bits + 1) * row_bits);
    segments.push_back({bit / row_bits, bit % row_bits, row_end - bit});
    bit = row_end;
  }
  return segments;
}

Segment place_of_words(std::span<const Segment> segments) {
  std::vector<Segment> widest;
  for (const Segment& segment : segments) {
    if (!widest.empty() && segment.width > widest.front().width) widest.clear();
    if (widest.empty() || segment.width == widest.front().width) widest.push_back(segment);
  }
  return widest[(widest.size() - 1) / 2];
}

}  // namespace icmpwire
