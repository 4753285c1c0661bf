// Every header, option and slot that has a field table, by the name that people call it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "packet/layout.h"

namespace icmpwire {

// What follows a header in its RFC's figure; drawn so many bits wide, however long it is in a packet.
struct FigurePart {
  std::string_view label;
  std::uint32_t bits = 0;  // 0: no part
};

struct CatalogueEntry {
  std::string_view name;  // "icmp-echo"
  const Layout* layout;
  std::array<FigurePart, 2> behind = {};
  std::optional<std::uint8_t> option_type = {};  // of an IPv4 option: what its first octet is
};

// Formats of a kind; a page of the reference.
struct CatalogueGroup {
  std::string_view name;   // "icmp-messages"
  std::string_view title;  // "ICMP messages and their extensions"
  std::span<const CatalogueEntry> entries;
};

std::span<const CatalogueGroup> catalogue();

// By name, '_' as good as '-', else the first that packets' layers call so ("ip"); nullptr: none is.
const CatalogueEntry* find_entry(std::string_view name);
const CatalogueGroup* find_group(std::string_view name);

}  // namespace icmpwire
