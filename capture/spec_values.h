// Values of the keys of a wire's specification.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "capture/open_wire.h"

namespace icmpwire {

std::optional<std::uint64_t> spec_number(std::string_view text);  // decimal
std::optional<double> spec_real(std::string_view text);           // 0.5; neither negative nor infinite

// "0.5s", "20ms", "300us", "7ns"; a number alone is in seconds.
std::optional<Nanos> spec_time(std::string_view text);

// The keys of one wire.
class SpecReader {
 public:
  explicit SpecReader(WireSpec& spec) : spec_(spec) {}
  std::optional<std::string> take(std::string_view key) { return spec_.take(key); }
  // Reason::bad_spec: the value is not what the key takes.
  tl::unexpected<Failure> refuse(std::string_view key, std::string_view value, std::string_view wanted) const;

 private:
  WireSpec& spec_;
};

// Takes the key `speed` of a virtual wire: 1 for real time, or how many times faster; 0 where it is not
// there.
Result<double> take_speed(WireSpec& spec);

}  // namespace icmpwire
