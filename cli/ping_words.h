// Times, routes and errors of a ping in the words of its text output.
#pragma once

#include <string>
#include <string_view>

#include "cli/recorded.h"
#include "icmp/outcome.h"

namespace icmpwire::cli {

// "0.600", "0.600123": milliseconds, to the nanosecond where there are some.
std::string milliseconds_text(Nanos time);

// "1790.123456789": seconds since 1970.
std::string seconds_text(Nanos instant);

// What an error's type and code are called; empty where they have no name.
struct ErrorNames {
  std::string_view type;
  std::string_view code;
};
ErrorNames error_names(const Reception& error);

// "Time Exceeded: time to live exceeded in transit", with pointer or MTU where there is one.
std::string error_text(const Reception& error);

// A block of lines: "RR:  forward  10.9.2.1 ..."; empty where there is nothing recorded. `target` is the
// turning point.
std::string recorded_text(const Recorded& recorded, const Ipv4Address& target);

}  // namespace icmpwire::cli
