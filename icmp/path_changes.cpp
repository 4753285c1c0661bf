#include "icmp/path_changes.h"

#include <algorithm>
#include <array>
#include <map>

#include "icmp/lost_between.h"
#include "packet/field_difference.h"
#include "packet/ip.h"

namespace icmpwire {
namespace {

// A request as it is known at one place of its way: fields that are no longer as they were sent.
struct Sight {
  IpAddress at;
  std::size_t octets;  // of the request that are known
  std::map<std::string, FieldDifference> changed;
};

// RFC 791 3.1, RFC 1812 4.2.2 and 5.3.1: routers write these.
bool is_routine(const std::string& field, bool source_routed) {
  constexpr std::array<std::string_view, 3> of_headers = {"ip.ttl", "ip.checksum", "ipv6.hop_limit"};
  constexpr std::array<std::string_view, 4> options = {"record_route", "timestamp", "loose_source_route",
                                                       "strict_source_route"};
  if (std::find(of_headers.begin(), of_headers.end(), field) != of_headers.end()) return true;
  if (source_routed && field == "ip.destination") return true;
  return std::any_of(options.begin(), options.end(), [&](std::string_view option) {
    return field.size() > option.size() && field.starts_with(option) &&
           (field[option.size()] == '.' || field[option.size()] == '[');
  });
}

bool is_source_routed(Bytes sent) {
  const auto datagram = parse_ip(sent);
  if (!datagram || !datagram->is_v4()) return false;
  return find_option(datagram->extras, OptionType::loose_source_route) ||
         find_option(datagram->extras, OptionType::strict_source_route);
}

Sight sight_of(Bytes sent, const Reception& error) {
  const LinkType link = error.from.is_v4() ? LinkType::ipv4 : LinkType::ipv6;
  const Dissection before = dissect(sent, link), after = dissect(error.datagram, link);
  const bool source_routed = is_source_routed(sent);
  Sight sight{error.from, error.body().size(), {}};
  for (FieldDifference& change : differences(datagram_part(before), quoted_part(after), Extent::cut)) {
    if (!is_routine(change.field, source_routed)) sight.changed.emplace(change.field, std::move(change));
  }
  return sight;
}

// Of the first error of the hop; the place alone where it answers without a quote.
std::optional<Sight> sight_of(const Hop& hop) {
  for (const HopProbe& probe : hop.probes) {
    if (probe.answer && probe.answer->verdict.answer == AnswerClass::error)
      return sight_of(probe.sent, *probe.answer);
  }
  return std::nullopt;
}

// From one place to the next: what changed, and what changed back.
void compare(const Sight& before, const Sight& after, std::vector<PathChange>& out) {
  for (const auto& [field, change] : after.changed) {
    const auto known = before.changed.find(field);
    const std::string& was = known == before.changed.end() ? change.before : known->second.after;
    if (was != change.after) out.push_back({field, was, change.after, before.at, after.at});
  }
  for (const auto& [field, change] : before.changed) {
    const bool in_sight = change.at + change.length <= after.octets;
    if (in_sight && after.changed.find(field) == after.changed.end())
      out.push_back({field, change.after, change.before, before.at, after.at});
  }
}

}  // namespace

std::vector<PathChange> path_changes(const Trace& trace) {
  std::vector<PathChange> changes;
  Sight last{source_of(trace), 0, {}};
  for (const Hop* hop : trace.hops()) {
    auto sight = sight_of(*hop);
    if (!sight) continue;
    compare(last, *sight, changes);
    last = std::move(*sight);
  }
  return changes;
}

}  // namespace icmpwire
