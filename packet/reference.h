// What a format's fields are and mean, for reading up: text for a terminal and Markdown pages.
#pragma once

#include <string>

#include "packet/catalogue.h"
#include "packet/ink.h"

namespace icmpwire {

// The names of all formats by group; 80 columns.
std::string catalogue_text(Ink ink = Ink::plain);

// The figure, then per field: bits, name, width, meaning, source, and the values that have names; 80 columns.
std::string reference_text(const CatalogueEntry& entry, Ink ink = Ink::plain);
std::string reference_markdown(const CatalogueEntry& entry);

// All formats of a group as one page.
std::string reference_page(const CatalogueGroup& group);

}  // namespace icmpwire
