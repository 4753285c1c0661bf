#include "packet/time_text.h"

#include "packet/text.h"

namespace icmpwire {

std::string milliseconds_text(Nanos time) {
  constexpr std::uint64_t millisecond = 1'000'000, microsecond = 1'000;
  const std::string sign = time.count() < 0 ? "-" : "";
  const auto nanoseconds = static_cast<std::uint64_t>(time.count() < 0 ? -time.count() : time.count());
  const std::uint64_t part = nanoseconds % millisecond;
  const bool whole = part % microsecond == 0;
  return sign + std::to_string(nanoseconds / millisecond) + "." +
         (whole ? zero_padded(part / microsecond, 3) : zero_padded(part, 6));
}

std::string microsecond_text(Nanos since_1970) {
  using std::chrono::floor;
  const auto days = floor<std::chrono::days>(since_1970);
  const std::chrono::year_month_day date{std::chrono::sys_days(days)};
  const std::chrono::hh_mm_ss time(floor<std::chrono::microseconds>(since_1970 - days));
  const auto two = [](auto count) { return zero_padded(static_cast<std::uint64_t>(count), 2); };
  return zero_padded(static_cast<std::uint64_t>(static_cast<int>(date.year())), 4) + "-" +
         two(static_cast<unsigned>(date.month())) + "-" + two(static_cast<unsigned>(date.day())) + "T" +
         two(time.hours().count()) + ":" + two(time.minutes().count()) + ":" + two(time.seconds().count()) +
         "." + zero_padded(static_cast<std::uint64_t>(time.subseconds().count()), 6) + "Z";
}

}  // namespace icmpwire
