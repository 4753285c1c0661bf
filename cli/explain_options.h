// What a person may ask of `icmpwire explain`.
#pragma once

#include <cstdint>
#include <optional>

#include "cli/option_table.h"
#include "packet/link_type.h"

namespace icmpwire::cli {

enum class ExplainFormat : std::uint8_t { text, json, html, svg, markdown };

Value<ExplainFormat> parse_explain_format(std::string_view text);

struct ExplainOptions : CommonOptions {
  std::optional<std::uint64_t> number;  // of the only packet to explain, counted from 1
  std::optional<ExplainFormat> format;  // unset: JSON where that is asked for, else text
  bool checksum = false;                // the text ends with the checksums, worked out
  std::string output;                   // a file's path; empty: standard output
  std::optional<LinkType> link;         // unset: as the file says, or guessed from the first octet
};

extern const CommandText explain_words;
OptionTable<ExplainOptions> explain_options();

}  // namespace icmpwire::cli
