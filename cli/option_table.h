// Options as rows of a table: parsing, help and suggestions all read it.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/values.h"

namespace icmpwire::cli {

enum class ColorWhen : std::uint8_t { on_a_terminal, always, never };

// What every command understands.
struct CommonOptions {
  std::vector<std::string> operands;
  bool json = false;
  bool help = false;
  bool version = false;
  ColorWhen color = ColorWhen::on_a_terminal;  // of text, where the command has some in colour
};

using Taken = Value<void>;  // or why the value cannot be taken

// One option. A row without names is a heading of the help.
template <class Options>
struct OptionRow {
  std::string_view names;  // "-c,--count"
  std::string_view value;  // what it takes, in the help's words; empty for a switch
  std::string_view help;   // empty: understood, but not shown
  Taken (*take)(Options&, std::string_view text) = nullptr;  // called each time it is given
  std::string_view refusal = {};  // known elsewhere and not served here: why, and what to use instead
};

template <class Options>
using OptionTable = std::span<const OptionRow<Options>>;

// Groups of rows one behind the other: some belong to several commands.
template <class Row, std::size_t... Counts>
constexpr auto joined(const std::array<Row, Counts>&... groups) {
  std::array<Row, (Counts + ...)> all{};
  auto next = all.begin();
  ((next = std::copy(groups.begin(), groups.end(), next)), ...);
  return all;
}

// What a command is, for its help.
struct CommandText {
  std::string_view name;      // "ping"
  std::string_view operands;  // "TARGET..."; in brackets where there may be none
  std::string_view summary;   // in the program's help
  std::string_view purpose;
  std::string_view closing;             // below the options
  std::string (*appendix)() = nullptr;  // lines of their own before the closing ones
};

// Stores what was read, or hands on why it could not be.
template <class Target, class Read>
Taken store(Target& target, const Value<Read>& value) {
  if (!value) return tl::unexpected(value.error());
  target = static_cast<Target>(*value);
  return {};
}

template <class Target>
Taken store_text(Target& target, std::string_view text) {
  if (text.empty()) return tl::unexpected<std::string>("it is empty");
  target = std::string(text);
  return {};
}

template <auto Switch, class Options>
Taken turn_on(Options& options, std::string_view) {
  options.*Switch = true;
  return {};
}

}  // namespace icmpwire::cli
