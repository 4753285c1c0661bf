// Durations and instants as people read them.
#pragma once

#include <string>

#include "packet/time.h"

namespace icmpwire {

// "0.600", "0.600123": milliseconds, to the nanosecond where there are some.
std::string milliseconds_text(Nanos time);

// "2026-11-22T18:38:35.459831Z": an instant since 1970, to the microsecond.
std::string microsecond_text(Nanos since_1970);

}  // namespace icmpwire
