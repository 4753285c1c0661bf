// How every record of the JSON Lines begins and ends. For the sources that know the JSON library.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "packet/dissection.h"
#include "packet/result.h"

namespace icmpwire::cli {

using Json = nlohmann::ordered_json;

inline Json record(std::string_view type) { return {{"schema", "icmpwire/1"}, {"type", type}}; }

// Octets that are no UTF-8 (file names may hold some) are replaced.
inline std::string line_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

// A layer with its fields by name.
Json layer_json(const Dissection& packet, const Layer& layer);

Json failure_record(const Failure& failure, std::string_view code);

}  // namespace icmpwire::cli
