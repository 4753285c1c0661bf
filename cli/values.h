// Values as people type them on the command line: times, sizes, service classes, patterns, addresses.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "capture/port.h"
#include "packet/address.h"
#include "packet/bytes.h"
#include "packet/time.h"
#include "tl/expected.hpp"

namespace icmpwire::cli {

// Or what is expected instead, in words that fit behind the value: "'5x' is no time: ...".
template <class T>
using Value = tl::expected<T, std::string>;

// Decimal, or hexadecimal behind 0x; from `least` to `most`.
Value<std::uint64_t> parse_number(std::string_view text, std::uint64_t least, std::uint64_t most);

// "1.5" are seconds; us, ms, s and m may follow the number. Exact to the nanosecond, up to 100 years.
Value<Nanos> parse_time(std::string_view text);

// The octet of DSCP and ECN: a number, or names of either or both: "ef", "af41+ect0", "ce".
Value<std::uint8_t> parse_tos(std::string_view text);

// 1 to 16 octets in hexadecimal.
Value<Octets> parse_pattern(std::string_view text);

// Of either version; one of IPv6 may have a zone.
Value<IpAddress> parse_address(std::string_view text);

// "10.9.1.1/16", "fd00:9:1::1/48"; without the bits, the address alone.
Value<AddressPrefix> parse_prefix(std::string_view text);

}  // namespace icmpwire::cli
