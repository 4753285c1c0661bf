#include "cli/packet_record.h"

#include <limits>

#include "cli/instant.h"
#include "cli/json_record.h"
#include "cli/link_names.h"

namespace icmpwire::cli {
namespace {

using Taken = Value<void>;

tl::unexpected<std::string> wrong(std::string_view what) { return tl::unexpected(std::string(what)); }

// The member's text; null where there is none.
const std::string* text_in(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found == json.end() ? nullptr : found->get_ptr<const std::string*>();
}

// Leaves `value` as it is where the member is not there.
template <class Number>
Taken take_number(const Json& json, const char* name, Number& value) {
  const auto found = json.find(name);
  if (found == json.end()) return {};
  if (!found->is_number_unsigned() || found->get<std::uint64_t>() > std::numeric_limits<std::uint32_t>::max())
    return wrong(std::string("its ") + name + " is no number of 32 bits");
  value = found->get<std::uint32_t>();
  return {};
}

Taken take_octets(const Json& json, TextPacket& packet) {
  const std::string* octets = text_in(json, "octets");
  if (octets == nullptr || !from_hex(*octets, packet.octets)) return wrong("it has no octets in hexadecimal");
  return {};
}

// The number says more than the name: it is there for link types without one.
Taken take_link(const Json& json, TextPacket& packet) {
  if (json.contains("link_number")) return take_number(json, "link_number", packet.link_number);
  const std::string* name = text_in(json, "link");
  if (name == nullptr) return {};
  const auto link = parse_link_number(*name);
  if (!link) return wrong(link.error());
  packet.link_number = *link;
  return {};
}

Taken take_instant(const Json& json, TextPacket& packet) {
  const std::string* text = text_in(json, "at");
  if (text == nullptr) return {};
  const auto at = parse_instant(*text);
  if (!at) return wrong("its instant is none of RFC 3339 in UTC");
  packet.at = *at;
  return {};
}

Taken take_interface(const Json& json, TextPacket& packet) {
  const auto found = json.find("interface");
  if (found == json.end()) return {};
  if (!found->is_object()) return wrong("its interface is no object");
  const std::string* name = text_in(*found, "name");
  if (name != nullptr) packet.interface_name = *name;
  return take_number(*found, "number", packet.interface);
}

Taken take_direction(const Json& json, TextPacket& packet) {
  if (!json.contains("direction")) return {};
  const std::string* text = text_in(json, "direction");
  const auto direction = parse_direction(text == nullptr ? std::string_view() : *text);
  if (!direction) return wrong(direction.error());
  packet.direction = *direction;
  return {};
}

Taken take_comments(const Json& json, TextPacket& packet) {
  const auto found = json.find("comments");
  if (found == json.end()) return {};
  if (!found->is_array()) return wrong("its comments are no array");
  for (const Json& comment : *found) {
    if (!comment.is_string()) return wrong("a comment of it is no text");
    packet.comments.push_back(comment.get<std::string>());
  }
  return {};
}

Taken take_original_length(const Json& json, TextPacket& packet) {
  return take_number(json, "original_length", packet.original_length);
}

}  // namespace

Value<std::optional<TextPacket>> read_packet_record(std::string_view line) {
  if (line.find_first_not_of(" \t\r") == std::string_view::npos) return std::nullopt;
  const Json json = Json::parse(line, nullptr, false);
  if (json.is_discarded()) return wrong("it is no JSON");
  const std::string* type = json.is_object() ? text_in(json, "type") : nullptr;
  if (type == nullptr || *type != "packet") return std::nullopt;
  TextPacket packet;
  for (const auto take : {take_octets, take_link, take_instant, take_original_length, take_interface,
                          take_direction, take_comments}) {
    if (Taken taken = take(json, packet); !taken) return wrong(taken.error());
  }
  return packet;
}

}  // namespace icmpwire::cli
