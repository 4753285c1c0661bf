// Instants as texts and records say them: RFC 3339 in UTC, with nine digits of the second.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "packet/time.h"

namespace icmpwire::cli {

// "2026-07-01T12:00:00.000000600Z".
std::string instant_text(Nanos since_1970);

// The same back; nine digits of the second at most, or none. nullopt of anything else.
std::optional<Nanos> parse_instant(std::string_view text);

}  // namespace icmpwire::cli
