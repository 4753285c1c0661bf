#include "cli/json_lines.h"

#include <nlohmann/json.hpp>

#include "cli/craft_line.h"
#include "cli/instant.h"
#include "cli/json_record.h"
#include "cli/meaning_json.h"
#include "cli/text_packet.h"
#include "packet/check.h"
#include "packet/explain.h"
#include "packet/ipv4.h"
#include "packet/option_language.h"

namespace icmpwire::cli {
namespace {

// A number as a number, all else as people read it.
Json field_json(const FieldInfo& field, Bytes header) {
  const bool is_number = field.format == Format::decimal || field.format == Format::hex;
  if (is_number) return field_value(field, header);
  return value_text(field, header);
}

// With its place in the layer, and as people read it.
Json field_record(const FieldInfo& field, Bytes header) {
  return {{"bit", field.bit},
          {"width", field.width},
          {"value", field_json(field, header)},
          {"text", value_text(field, header)}};
}

// The option area of an IPv4 header, as octets and in words.
void add_ip_options(Json& json, const Dissection& packet, const Layer& layer) {
  if (layer.layout != &layout<Ipv4Header>) return;
  const auto datagram = parse_quoted_ipv4(packet.octets.subspan(layer.offset));
  if (!datagram || datagram->options.empty()) return;
  json["ip_options"] = to_hex(datagram->options);
  json["ip_option_words"] = options_text(datagram->options);
}

// What its capture says beside octets, link and time.
void add_captured(Json& json, const CapturedPacket& packet) {
  if (packet.original_length > packet.octets.size()) json["original_length"] = packet.original_length;
  if (says_interface(packet))
    json["interface"] = {{"number", packet.interface}, {"name", packet.interface_name}};
  if (packet.direction) json["direction"] = direction_text(*packet.direction);
  if (packet.comments.empty()) return;
  json["comments"] = Json::array();
  for (const std::string_view comment : packet.comments) json["comments"].push_back(comment);
}

}  // namespace

Json layer_json(const Dissection& packet, const Layer& layer) {
  const Bytes octets = packet.octets_of(layer);
  Json json = {{"name", layer.layout->name},
               {"title", layer.layout->title},
               {"depth", layer.depth},
               {"offset", layer.offset},
               {"length", layer.length}};
  Json fields = Json::object();
  for (const FieldInfo& field : layer.layout->fields) {
    if (field.bit + std::size_t{field.width} <= octets.size() * 8)
      fields[std::string(field.name)] = field_record(field, octets);
  }
  if (!fields.empty()) json["fields"] = std::move(fields);
  add_ip_options(json, packet, layer);
  return json;
}

std::string_view reason_code(Reason reason) {
  switch (reason) {
    case Reason::no_privilege:
      return "no-privilege";
    case Reason::no_such_device:
      return "no-such-device";
    case Reason::device_down:
      return "device-down";
    case Reason::device_cannot_inject:
      return "device-cannot-inject";
    case Reason::unknown_host:
      return "unknown-host";
    case Reason::no_route:
      return "no-route";
    case Reason::host_unreachable:
      return "host-unreachable";
    case Reason::source_not_ours:
      return "source-not-ours";
    case Reason::too_big:
      return "too-big";
    case Reason::bad_option:
      return "bad-option";
    case Reason::option_too_big:
      return "option-too-big";
    case Reason::no_resources:
      return "no-resources";
    case Reason::no_such_file:
      return "no-such-file";
    case Reason::bad_file:
      return "bad-file";
    case Reason::unsupported:
      return "unsupported";
    case Reason::bad_spec:
      return "bad-spec";
    case Reason::nothing_recorded:
      return "nothing-recorded";
    case Reason::interrupted:
      return "interrupted";
    case Reason::system:
      return "system";
  }
  return "system";
}

Json failure_record(const Failure& failure, std::string_view code) {
  Json json = record("error");
  json["code"] = code;
  json["operation"] = failure.operation;
  json["object"] = failure.object;
  json["detail"] = failure.detail.empty() ? std::string(to_text(failure.reason)) : failure.detail;
  if (!failure.needs.empty()) json["needs"] = failure.needs;
  if (!failure.instead.empty()) json["instead"] = failure.instead;
  if (failure.mtu != 0) json["mtu"] = failure.mtu;
  return json;
}

std::string error_line(const Failure& failure, std::string_view code) {
  return line_of(failure_record(failure, code));
}

std::string packet_line(const Dissection& packet, LinkType link, std::uint64_t number,
                        const CapturedPacket* captured, const Meaning& meaning) {
  Json json = record("packet");
  json["number"] = number;
  if (captured != nullptr) json["at"] = instant_text(captured->at);
  json["link"] = to_text(link);
  const bool as_captured = captured != nullptr && captured->link == link;
  json["link_number"] = as_captured ? captured->link_number : static_cast<std::uint32_t>(link);
  if (captured != nullptr) add_captured(json, *captured);
  json["octets"] = to_hex(packet.octets);
  json["layers"] = Json::array();
  for (const Layer& layer : packet.layers) json["layers"].push_back(layer_json(packet, layer));
  json["findings"] = Json::array();
  for (const Finding& finding : check(packet)) {
    json["findings"].push_back({{"at", finding.at},
                                {"length", finding.length},
                                {"field", finding.field},
                                {"rule", finding.rule},
                                {"source", finding.source}});
  }
  add_meaning(json, meaning);
  if (const auto arguments = craft_arguments(packet.octets, link)) json["craft"] = *arguments;
  if (packet.stopped) json["stopped"] = {{"at", packet.stopped->at}, {"why", to_text(packet.stopped->why)}};
  return line_of(json);
}

std::string heard_line(std::uint64_t packets, std::uint64_t dropped) {
  Json json = record("heard");
  json["packets"] = packets;
  json["dropped"] = dropped;
  return line_of(json);
}

std::string fact_line(const MachineFact& fact, std::string_view standing) {
  Json json = record("fact");
  json["standing"] = standing;
  json["subject"] = fact.subject;
  json["found"] = fact.found;
  if (!fact.remedy.empty()) json["remedy"] = fact.remedy;
  return line_of(json);
}

std::string verdict_line(const MachineReport& report) {
  Json json = record("verdict");
  json["live_works"] = report.live_works;
  return line_of(json);
}

}  // namespace icmpwire::cli
