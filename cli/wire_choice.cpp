#include "cli/wire_choice.h"

#include <cstdlib>

#include "capture/open_wire.h"
#include "capture/recorder.h"
#include "capture/system/name_lookup.h"
#include "cli/refusal.h"

namespace icmpwire::cli {
namespace {

// Never in programs that run with more rights than their caller.
std::string environment(const char* name) {
  const char* value = secure_getenv(name);
  return value != nullptr ? value : "";
}

bool names_a_device(const WireSwitches& switches) {
  return !switches.interface.empty() && !parse_ip_address(switches.interface);
}

}  // namespace

bool is_live(const std::string& spec) {
  const auto parsed = parse_wire_spec(spec);
  return parsed && parsed->kind == "live";
}

IpAddress on_chosen_link(const IpAddress& address, const WireSwitches& switches) {
  if (!address.needs_zone() || address.zone() != 0 || !names_a_device(switches)) return address;
  return {address.v6(), find_zone(switches.interface).value_or(0)};
}

Result<std::string> choose_wire(const WireSwitches& switches) {
  std::string spec = switches.wire.empty() ? environment("ICMPWIRE") : switches.wire;
  if (spec.empty()) spec = "live";
  if (!names_a_device(switches)) return spec;

  const auto parsed = parse_wire_spec(spec);
  if (!parsed) return tl::unexpected(parsed.error());
  const bool same_device = parsed->name.empty() || parsed->name == switches.interface;
  if (parsed->kind != "live" || !same_device) {
    return refusal("use the device", switches.interface, "the wire is " + spec,
                   "--wire live:" + switches.interface + " | -I ADDRESS");
  }
  if (parsed->name.empty()) spec.insert(4, (spec.substr(4, 1) == ":" ? "" : ":") + switches.interface);
  return spec;
}

Result<std::unique_ptr<Wire>> open_chosen_wire(const std::string& spec, const WireSwitches& switches) {
  // A file is to show what left.
  auto wire = open_wire(switches.save.empty() ? spec : witnessed(spec));
  if (wire && !switches.save.empty()) wire = record(std::move(*wire), switches.save);
  const std::string file = environment("ICMPWIRE_RECORD");
  if (wire && !file.empty()) wire = record(std::move(*wire), file, WhereTaken::beside);
  return wire;
}

}  // namespace icmpwire::cli
