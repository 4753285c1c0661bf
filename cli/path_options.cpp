#include "cli/path_options.h"

namespace icmpwire::cli::detail {

Taken take_timeout(PathSwitches& switches, std::string_view text) {
  const auto time = parse_time(text);
  if (time && *time == Nanos{}) return tl::unexpected<std::string>("it must be more than nothing");
  return store(switches.timeout, time);
}

Taken take_last_ttl(PathSwitches& switches, std::string_view text) {
  return store(switches.last_ttl, parse_number(text, 1, 255));
}

}  // namespace icmpwire::cli::detail
