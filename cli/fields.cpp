// `icmpwire fields`: what the fields of a header are, from its table.
#include "cli/commands.h"
#include "cli/format_names.h"
#include "packet/reference.h"

namespace icmpwire::cli {
namespace {

std::string page_of(std::string_view name, std::span<const CatalogueEntry> formats) {
  if (const CatalogueGroup* group = find_group(name);
      group != nullptr && formats.data() == group->entries.data())
    return reference_page(*group);
  return reference_markdown(formats.front());
}

}  // namespace

Result<int> fields(const FieldsOptions& options, Streams streams) {
  if (options.operands.empty()) write(streams.out, catalogue_text(streams.ink));
  bool first = true;
  for (const std::string& operand : options.operands) {
    const auto named = named_formats("describe", operand);
    if (!named) return tl::unexpected(named.error());
    if (options.format == FieldsFormat::markdown) {
      write(streams.out, page_of(operand, *named));
      continue;
    }
    for (const CatalogueEntry& format : *named) {
      write(streams.out, (first ? "" : "\n") + reference_text(format, streams.ink));
      first = false;
    }
  }
  return exit_success;
}

}  // namespace icmpwire::cli
