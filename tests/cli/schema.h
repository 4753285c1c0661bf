// The published schema of the JSON Lines, and a validator of as much of JSON Schema as it uses.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace icmpwire::test {

// What is wrong with the value by docs/json/icmpwire.schema.json, with its path; empty where nothing is.
std::string schema_error(const nlohmann::json& value);

// The lines of a text, each parsed and found right by the schema; anything else fails the test.
std::vector<nlohmann::json> valid_records(const std::string& text);

// Those of one type.
std::vector<nlohmann::json> of_type(const std::vector<nlohmann::json>& records, const std::string& type);

}  // namespace icmpwire::test
