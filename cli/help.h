// The help of the program and of each command, from the option tables.
#pragma once

#include <string>

#include "cli/option_table.h"
#include "packet/text.h"

namespace icmpwire::cli {

// Which commands there are.
std::string program_help();

std::string version_text();

namespace detail {
std::string usage_lines(const CommandText& command);
std::string closing_lines(const CommandText& command);
std::string option_lines(std::string_view names, std::string_view value, std::string_view help);
}  // namespace detail

// 80 columns.
template <class Options>
std::string help_text(const CommandText& command, OptionTable<Options> table) {
  std::string text = detail::usage_lines(command);
  for (const OptionRow<Options>& row : table) {
    if (row.names.empty()) {
      text.append("\n").append(row.help).append("\n");
    } else if (!row.help.empty()) {
      text += detail::option_lines(row.names, row.value, row.help);
    }
  }
  if (command.appendix != nullptr) text += "\n" + command.appendix();
  return text + detail::closing_lines(command);
}

}  // namespace icmpwire::cli
