#include "capture/spec_values.h"

#include <charconv>
#include <cmath>

namespace icmpwire {

std::optional<std::uint64_t> spec_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return number;
}

std::optional<double> spec_real(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  if (!std::isfinite(number) || number < 0) return std::nullopt;
  return number;
}

std::optional<Nanos> spec_time(std::string_view text) {
  constexpr std::pair<std::string_view, double> units[] = {{"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}};
  constexpr double most_seconds = 1e9;
  double unit = 1e9;
  for (const auto& [name, nanoseconds] : units) {
    if (text.size() <= name.size() || text.substr(text.size() - name.size()) != name) continue;
    text.remove_suffix(name.size());
    unit = nanoseconds;
    break;
  }
  const auto number = spec_real(text);
  if (!number || *number * unit > most_seconds * 1e9) return std::nullopt;
  return Nanos(std::llround(*number * unit));
}

tl::unexpected<Failure> SpecReader::refuse(std::string_view key, std::string_view value,
                                           std::string_view wanted) const {
  return tl::unexpected(Failure("open the wire", spec_.kind + (spec_.name.empty() ? "" : ":" + spec_.name),
                                Reason::bad_spec,
                                "'" + std::string(value) + "' does not fit the key " + std::string(key),
                                std::string(key) + " takes " + std::string(wanted)));
}

Result<double> take_speed(WireSpec& spec) {
  SpecReader keys(spec);
  const auto speed = keys.take("speed");
  if (!speed) return 0;
  const auto factor = spec_real(*speed);
  if (!factor || *factor <= 0) return keys.refuse("speed", *speed, "a number above 0");
  return *factor;
}

}  // namespace icmpwire
