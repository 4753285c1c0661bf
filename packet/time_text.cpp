#include "packet/time_text.h"

#include <cstdio>

namespace icmpwire {

std::string milliseconds_text(Nanos time) {
  const long long nanoseconds = time.count();
  char text[32];
  if (nanoseconds % 1000 == 0) {
    std::snprintf(text, sizeof text, "%lld.%03lld", nanoseconds / 1000000, nanoseconds / 1000 % 1000);
  } else {
    std::snprintf(text, sizeof text, "%lld.%06lld", nanoseconds / 1000000, nanoseconds % 1000000);
  }
  return text;
}

std::string microsecond_text(Nanos since_1970) {
  using std::chrono::floor;
  const auto days = floor<std::chrono::days>(since_1970);
  const std::chrono::year_month_day date{std::chrono::sys_days(days)};
  const std::chrono::hh_mm_ss time(floor<std::chrono::microseconds>(since_1970 - days));
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
  return text;
}

}  // namespace icmpwire
