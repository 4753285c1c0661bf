// Hops, changes and costs as members of JSON records. For the sources that know the JSON library.
#pragma once

#include "cli/json_record.h"
#include "cli/path_session.h"
#include "icmp/path_changes.h"

namespace icmpwire::cli {

// A record about a target.
Json path_record(std::string_view type, const PathTarget& target);

// One request and how it ended.
Json probe_json(const HopProbe& probe);
Json answer_json(const Reception& answer);

Json change_json(const PathChange& change);

// "requests", "answers", "elapsed", and "interrupted" where it was.
void add_costs(Json& json, const SurveyCosts& costs);

}  // namespace icmpwire::cli
