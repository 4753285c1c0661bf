// Headers as the RFCs draw them, from their field tables.
#include "packet/explain.h"
#include "packet/grid.h"

namespace icmpwire {

std::string diagram(const Layout& layout) { return draw_grid(cells_of(layout), GridText::labels); }

std::string diagram(const CatalogueEntry& entry, Ink ink) {
  return draw_grid(cells_of(entry), GridText::labels, ink);
}

std::string diagram(const Dissection& packet, const Layer& layer, Ink ink) {
  return draw_grid(cells_of(packet, layer), GridText::labels_and_values, ink);
}

}  // namespace icmpwire
