// The search for a path's MTU as text, or as JSON Lines.
#pragma once

#include <string>

#include "cli/path_session.h"
#include "icmp/path_mtu_search.h"

namespace icmpwire::cli {

std::string pmtu_head_text(const PathTarget& target, const std::string& wire);
std::string pmtu_text(const PathTarget& target, const PathMtuSearch& search, const SurveyCosts& costs);

// A record for each request, and one for what was found.
std::string pmtu_json(const PathTarget& target, const PathMtuSearch& search, const SurveyCosts& costs);

}  // namespace icmpwire::cli
