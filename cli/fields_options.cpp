#include "cli/fields_options.h"

#include <array>

#include "cli/color.h"

namespace icmpwire::cli {
namespace {

using Row = OptionRow<FieldsOptions>;

Taken take_format(FieldsOptions& options, std::string_view text) {
  if (text != "text" && text != "markdown")
    return tl::unexpected("'" + std::string(text) + "' is none of text, markdown");
  options.format = text == "text" ? FieldsFormat::text : FieldsFormat::markdown;
  return {};
}

const std::array rows = {
    Row{"", "", "Options:"},
    Row{"--format", "FORMAT", "text (the default) or markdown", take_format},
    color_row<FieldsOptions>(),
    Row{"-h,--help", "", "this text", turn_on<&CommonOptions::help, FieldsOptions>},
    Row{"-V,--version", "", "the version", turn_on<&CommonOptions::version, FieldsOptions>},
};

}  // namespace

const CommandText fields_words = {
    "fields", "[NAME...]", "says what the fields of a header are, and by which RFC",
    "Says what the fields of a header, option or slot are: bits, width, meaning, RFC section, and the values "
    "that "
    "have names. Without a NAME it lists the names; a group's name shows all of it.",
    "Exit status: 0 it was shown, 2 anything else."};

OptionTable<FieldsOptions> fields_options() { return rows; }

}  // namespace icmpwire::cli
