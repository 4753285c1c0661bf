#include "cli/serve_record.h"

#include "cli/json_record.h"

namespace icmpwire::cli {

std::string serving_text(const std::string& wire, const std::string& device) {
  return "SERVE " + wire + " on " + device + "; Ctrl-C ends it\n";
}

std::string served_text(const std::string& device, const ServingCounts& counts) {
  return "\n--- " + device + " serve statistics ---\n" + std::to_string(counts.received) + " packets came, " +
         std::to_string(counts.given) + " given to the wire, " + std::to_string(counts.refused) +
         " refused by it, " + std::to_string(counts.passed_over) + " not IP\n" +
         std::to_string(counts.answers) + " answers given, " + std::to_string(counts.lost) +
         " that nobody took\n";
}

std::string serving_line(const std::string& wire, const std::string& device) {
  Json json = record("serving");
  json["wire"] = wire;
  json["device"] = device;
  return line_of(json);
}

std::string served_line(const std::string& device, const ServingCounts& counts) {
  Json json = record("served");
  json["device"] = device;
  json["received"] = counts.received.load();
  json["given"] = counts.given.load();
  json["refused"] = counts.refused.load();
  json["passed_over"] = counts.passed_over.load();
  json["answers"] = counts.answers.load();
  json["lost"] = counts.lost.load();
  return line_of(json);
}

}  // namespace icmpwire::cli
