// Times, routes and errors of a ping in the words of its text output.
#pragma once

#include <string>
#include <string_view>

#include "icmp/outcome.h"
#include "packet/recorded_text.h"
#include "packet/time_text.h"

namespace icmpwire::cli {

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

}  // namespace icmpwire::cli
