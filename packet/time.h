// Wire time: nanoseconds on a wire's own monotonic clock (DESIGN: time belongs to the wire).
#pragma once

#include <chrono>

namespace icmpwire {

using Nanos = std::chrono::nanoseconds;  // a duration, or an instant counted from the wire's own epoch

inline constexpr Nanos forever = Nanos::max();  // an instant that never comes

}  // namespace icmpwire
