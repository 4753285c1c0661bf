#include "tests/cli/schema.h"

#include <gtest/gtest.h>

#include <regex>
#include <sstream>

#include "tests/cli/program.h"

namespace icmpwire::test {
namespace {

using Json = nlohmann::json;

const Json& published() {
  static const Json schema = Json::parse(file_text(ICMPWIRE_SOURCE_DIR "/docs/json/icmpwire.schema.json"));
  return schema;
}

bool has_type(const Json& value, const std::string& type) {
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  return value.type_name() == type;
}

std::string error_in(const Json& value, const Json& schema, const std::string& path);

std::string type_error(const Json& value, const Json& type, const std::string& path) {
  if (type.is_string()) return has_type(value, type) ? "" : path + " is no " + type.get<std::string>();
  for (const Json& one : type) {
    if (has_type(value, one)) return "";
  }
  return path + " is none of " + type.dump();
}

std::string object_error(const Json& value, const Json& schema, const std::string& path) {
  for (const Json& name : schema.value("required", Json::array())) {
    if (!value.contains(name)) return path + " lacks " + name.get<std::string>();
  }
  const Json properties = schema.value("properties", Json::object());
  const Json others = schema.value("additionalProperties", Json(true));
  for (const auto& [name, member] : value.items()) {
    const std::string place = path + "." + name;
    if (!properties.contains(name) && others == Json(false)) return place + " is not in the schema";
    const Json& rule = properties.contains(name) ? properties[name] : others;
    if (!rule.is_object()) continue;
    if (auto error = error_in(member, rule, place); !error.empty()) return error;
  }
  return "";
}

// Of the alternatives, which all fix their `type` member: the one that is meant.
std::string alternative_error(const Json& value, const Json& alternatives, const std::string& path) {
  std::string meant;
  for (const Json& alternative : alternatives) {
    const std::string error = error_in(value, alternative, path);
    if (error.empty()) return "";
    if (error.find(".type is not") == std::string::npos) meant = error;
  }
  return meant.empty() ? path + ".type is unknown" : meant;
}

std::string error_in(const Json& value, const Json& schema, const std::string& path) {
  if (schema.contains("$ref")) {
    const std::string pointer = schema["$ref"].get<std::string>().substr(1);
    return error_in(value, published().at(Json::json_pointer(pointer)), path);
  }
  if (schema.contains("oneOf")) return alternative_error(value, schema["oneOf"], path);
  if (schema.contains("const") && value != schema["const"]) return path + " is not " + schema["const"].dump();
  if (schema.contains("enum")) {
    const Json& words = schema["enum"];
    if (std::find(words.begin(), words.end(), value) == words.end())
      return path + " is not in " + words.dump();
  }
  if (schema.contains("type")) {
    if (auto error = type_error(value, schema["type"], path); !error.empty()) return error;
  }
  if (schema.contains("minimum") && value < schema["minimum"]) return path + " is under its minimum";
  if (schema.contains("maximum") && value > schema["maximum"]) return path + " is over its maximum";
  if (schema.contains("pattern") &&
      !std::regex_search(value.get<std::string>(), std::regex(schema["pattern"].get<std::string>()))) {
    return path + " does not match its pattern";
  }
  if (value.is_array() && schema.contains("items")) {
    for (const Json& item : value) {
      if (auto error = error_in(item, schema["items"], path + "[]"); !error.empty()) return error;
    }
  }
  return value.is_object() ? object_error(value, schema, path) : "";
}

}  // namespace

std::string schema_error(const Json& value) { return error_in(value, published(), "record"); }

std::vector<Json> valid_records(const std::string& text) {
  std::vector<Json> records;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    Json record = Json::parse(line, nullptr, false);
    EXPECT_TRUE(record.is_object()) << line;
    EXPECT_EQ(schema_error(record), "") << line;
    records.push_back(std::move(record));
  }
  return records;
}

std::vector<Json> of_type(const std::vector<Json>& records, const std::string& type) {
  std::vector<Json> result;
  for (const Json& record : records) {
    if (record.value("type", "") == type) result.push_back(record);
  }
  return result;
}

}  // namespace icmpwire::test
