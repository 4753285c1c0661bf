// What a packet says as members of a JSON record.
#pragma once

#include <nlohmann/json.hpp>

#include "packet/meaning.h"

namespace icmpwire::cli {

// "routes", "timestamps", "problem", "changes", "extension", "fragment", "answers": those that there are.
// Data that a program is known by is "data".
void add_meaning(nlohmann::ordered_json& json, const Meaning& meaning);

}  // namespace icmpwire::cli
