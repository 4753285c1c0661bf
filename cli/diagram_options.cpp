#include "cli/diagram_options.h"

#include <array>

#include "cli/color.h"

namespace icmpwire::cli {
namespace {

using Row = OptionRow<DiagramOptions>;

Taken take_format(DiagramOptions& options, std::string_view text) {
  if (text != "text" && text != "svg")
    return tl::unexpected("'" + std::string(text) + "' is none of text, svg");
  options.format = text == "text" ? DiagramFormat::text : DiagramFormat::svg;
  return {};
}

const std::array rows = {
    Row{"", "", "Options:"},
    Row{"--format", "FORMAT", "text (the default) or svg, of one header, for slides", take_format},
    color_row<DiagramOptions>(),
    Row{"-h,--help", "", "this text", turn_on<&CommonOptions::help, DiagramOptions>},
    Row{"-V,--version", "", "the version", turn_on<&CommonOptions::version, DiagramOptions>},
};

}  // namespace

const CommandText diagram_words = {"diagram", "NAME...",
                                   "draws an empty header, option or slot as its RFC does",
                                   "Draws an empty header, option or slot as its RFC does, 32 bits a row. "
                                   "`icmpwire fields` lists the names; a "
                                   "group's name draws all of it.",
                                   "Exit status: 0 it was shown, 2 anything else."};

OptionTable<DiagramOptions> diagram_options() { return rows; }

}  // namespace icmpwire::cli
