// Headers drawn as SVG for slides: one picture, valid XML, no font but the reader's own.
#pragma once

#include <string>

#include "packet/cells.h"

namespace icmpwire {

// The empty header, with what follows it in its RFC's figure.
std::string diagram_svg(const CatalogueEntry& entry);

// A packet with its values, header below header; the description tells every field.
std::string diagram_svg(const Dissection& packet);

// `text` for an element's content or an attribute's value; control characters become blanks.
std::string xml_text(std::string_view text);

}  // namespace icmpwire
