// `icmpwire diagram`: empty headers as their RFCs draw them.
#include "cli/commands.h"
#include "cli/format_names.h"
#include "packet/diagram_svg.h"
#include "packet/explain.h"

namespace icmpwire::cli {
namespace {

tl::unexpected<Failure> more_than_one_picture() {
  return tl::unexpected(Failure("draw", "several headers as SVG", Reason::unsupported, "a picture holds one",
                                {}, "one NAME | --format text"));
}

}  // namespace

Result<int> diagram(const DiagramOptions& options, Streams streams) {
  std::vector<CatalogueEntry> formats;
  for (const std::string& operand : options.operands) {
    const auto named = named_formats("draw", operand);
    if (!named) return tl::unexpected(named.error());
    formats.insert(formats.end(), named->begin(), named->end());
  }
  if (options.format == DiagramFormat::svg) {
    if (formats.size() > 1) return more_than_one_picture();
    write(streams.out, diagram_svg(formats.front()));
    return exit_success;
  }
  bool first = true;
  for (const CatalogueEntry& format : formats) {
    const std::string title = formats.size() > 1
                                  ? painted(format.layout->title, Shade::heading, streams.ink) + "\n\n"
                                  : std::string();
    write(streams.out, (first ? "" : "\n") + title + icmpwire::diagram(format, streams.ink));
    first = false;
  }
  return exit_success;
}

}  // namespace icmpwire::cli
