#include "cli/color.h"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <utility>

namespace icmpwire::cli {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

bool takes_colour(std::FILE* out) {
  return environment("NO_COLOR").empty() && environment("TERM") != "dumb" && isatty(fileno(out)) == 1;
}

}  // namespace

Value<ColorWhen> parse_color(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, ColorWhen>, 3> words = {
      {{"auto", ColorWhen::on_a_terminal}, {"always", ColorWhen::always}, {"never", ColorWhen::never}}};
  for (const auto& [word, when] : words) {
    if (word == text) return when;
  }
  return tl::unexpected("'" + std::string(text) + "' is none of auto, always, never");
}

Ink ink_for(ColorWhen when, std::FILE* out) {
  const bool coloured = when == ColorWhen::always || (when == ColorWhen::on_a_terminal && takes_colour(out));
  return coloured ? Ink::coloured : Ink::plain;
}

}  // namespace icmpwire::cli
