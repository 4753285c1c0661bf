// What check() asks of fields, as a person may read it beforehand.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "packet/catalogue.h"

namespace icmpwire {

struct Rule {
  std::string_view layer;  // its layout's name
  std::string_view field;
  std::string_view text;    // "at least 5, and no more words than there are"
  std::string_view source;  // "RFC 791 3.1"; empty: the layout's own
};

// The layer of rules that hold for the field of any IPv4 option.
inline constexpr std::string_view every_option = "every option";

std::span<const Rule> rules();

// Those of the entry's fields that its table has, in the order of the rules.
std::vector<Rule> rules_of(const CatalogueEntry& entry);

}  // namespace icmpwire
