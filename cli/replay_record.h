// A recorded exchange as lines for people and as a JSON record.
#pragma once

#include <string>

#include "capture/recorded_exchange.h"

namespace icmpwire::cli {

// The request's line, and below it one for each answer, with line ends. Times count from `epoch`.
std::string exchange_text(const RecordedExchange& exchange, std::uint64_t number, Nanos epoch);

// With its line end.
std::string exchange_line(const RecordedExchange& exchange, std::uint64_t number);

}  // namespace icmpwire::cli
