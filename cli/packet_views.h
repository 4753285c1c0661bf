// The packets of a running command, explained into a file of their own as they leave and come.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "cli/explanation.h"
#include "cli/option_table.h"

namespace icmpwire::cli {

// What a command is asked to leave behind; no file: nothing.
struct ViewSwitches {
  std::optional<ExplainFormat> view_format;  // unset: text
  std::string view_file;
};

// The rows of --format and --output. `Options` must inherit ViewSwitches.
namespace detail {
Taken take_view_format(ViewSwitches& switches, std::string_view text);
}  // namespace detail
template <class Options>
constexpr std::array<OptionRow<Options>, 2> view_rows() {
  return {
      OptionRow<Options>{
          "--format", "FORMAT",
          "with --output: text (the default), html (one page that needs nothing else), json or "
          "markdown",
          [](Options& options, std::string_view text) { return detail::take_view_format(options, text); }},
      OptionRow<Options>{
          "--output", "FILE", "explain every packet into FILE, as icmpwire explain does",
          [](Options& options, std::string_view text) { return store_text(options.view_file, text); }}};
}

class PacketViews {
 public:
  explicit PacketViews(Explanation* explanation) : explanation_(explanation) {}

  // A whole datagram that left or came, or a frame with its link header; `at` counts from 1970.
  void add(Bytes datagram, Nanos at);
  void add(Bytes octets, LinkType link, Nanos at);

 private:
  Explanation* explanation_;  // nullptr: nobody looks
  std::uint64_t count_ = 0;
};

// Runs the command with the views that are asked for, and writes them whatever its end. Its result, or that
// the file cannot be written.
Result<int> with_views(const ViewSwitches& switches, ColorWhen color, std::string_view title,
                       const std::function<Result<int>(PacketViews&)>& command);

}  // namespace icmpwire::cli
