#include "cli/instant.h"

#include <cstdio>
#include <ctime>

namespace icmpwire::cli {

std::string instant_text(Nanos since_1970) {
  constexpr long long unit = 1'000'000'000;
  const long long nanoseconds = since_1970.count();
  const long long fraction = (nanoseconds % unit + unit) % unit;
  const std::time_t seconds = (nanoseconds - fraction) / unit;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char date[32];
  std::strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &utc);
  char text[48];
  std::snprintf(text, sizeof text, "%s.%09lldZ", date, fraction);
  return text;
}

std::optional<Nanos> parse_instant(std::string_view text) {
  constexpr std::int64_t furthest = 9'000'000'000;  // seconds: what 64 bits of nanoseconds hold
  const std::string copy(text);
  std::tm utc{};
  const char* rest = strptime(copy.c_str(), "%Y-%m-%dT%H:%M:%S", &utc);
  if (rest == nullptr) return std::nullopt;
  std::int64_t fraction = 0;
  if (*rest == '.') {
    std::int64_t unit = 100'000'000;
    for (++rest; *rest >= '0' && *rest <= '9'; ++rest, unit /= 10) fraction += (*rest - '0') * unit;
  }
  const std::int64_t seconds = timegm(&utc);
  if (std::string_view(rest) != "Z" || seconds < -furthest || seconds > furthest) return std::nullopt;
  return std::chrono::seconds(seconds) + Nanos(fraction);
}

}  // namespace icmpwire::cli
