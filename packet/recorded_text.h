// Recorded routes and times in words, a line each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "packet/recorded.h"

namespace icmpwire {

// Lines under a title: "forward  10.9.2.1", "         10.9.3.2", "free     3 slots".
struct TitledLines {
  std::string title;  // "RR", "LSRR", "SSRR", "TS"
  std::vector<std::string> lines;
};

// Where a packet turned back; nullopt: it is a request, which did not turn yet.
using Turn = std::optional<Ipv4Address>;

TitledLines route_lines(const RecordedRoute& route, const Turn& turn);
TitledLines times_lines(const RecordedTimes& times);

// Blocks of lines: "RR:  forward  10.9.2.1 ..."; empty where there is nothing recorded.
std::string recorded_text(const Recorded& recorded, const Turn& turn);

// Why a full Record Route holds less than the whole way; empty where it is not full.
std::string_view what_is_missing(const RecordedRoute& route, const Turn& turn);

}  // namespace icmpwire
