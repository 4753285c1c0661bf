#include "cli/format_names.h"

#include <vector>

#include "packet/nearest.h"

namespace icmpwire::cli {

Result<std::span<const CatalogueEntry>> named_formats(std::string_view operation, std::string_view name) {
  if (const CatalogueEntry* entry = find_entry(name)) return std::span(entry, 1);
  if (const CatalogueGroup* group = find_group(name)) return group->entries;
  std::vector<std::string_view> known;
  for (const CatalogueGroup& group : catalogue()) {
    known.push_back(group.name);
    for (const CatalogueEntry& entry : group.entries) known.push_back(entry.name);
  }
  Failure failure;
  failure.operation = operation;
  failure.object = name;
  failure.reason = Reason::unsupported;
  failure.detail = "no header is called so";
  const std::string_view meant = nearest(name, known);
  if (!meant.empty()) failure.instead = std::string(meant) + " | ";
  failure.instead += "icmpwire fields, for the names";
  return tl::unexpected(std::move(failure));
}

}  // namespace icmpwire::cli
