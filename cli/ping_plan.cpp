#include "cli/ping_plan.h"

#include <algorithm>
#include <cstdlib>

#include "api/engines.h"
#include "capture/open_wire.h"
#include "capture/recorder.h"
#include "capture/system/name_lookup.h"

namespace icmpwire::cli {
namespace {

constexpr Nanos iputils_patience = std::chrono::seconds(10);
constexpr Nanos shortest_live_interval = std::chrono::milliseconds(2);
constexpr std::uint64_t virtual_count = 4;
constexpr std::size_t fixed_octets = 20 + 8;  // headers of IPv4 and echo

// Never in programs that run with more rights than their caller.
std::string environment(const char* name) {
  const char* value = secure_getenv(name);
  return value != nullptr ? value : "";
}

tl::unexpected<Failure> refusal(std::string operation, std::string object, std::string detail,
                                std::string instead) {
  Failure failure;
  failure.operation = std::move(operation);
  failure.object = std::move(object);
  failure.reason = Reason::unsupported;
  failure.detail = std::move(detail);
  failure.instead = std::move(instead);
  return tl::unexpected(std::move(failure));
}

bool is_live(const std::string& spec) {
  const auto parsed = parse_wire_spec(spec);
  return parsed && parsed->kind == "live";
}

bool names_a_device(const PingOptions& options) {
  return !options.interface.empty() && !parse_ipv4_address(options.interface);
}

// The data of echo requests: the pattern over and over, or octets that count up from zero.
Octets make_data(const PingOptions& options) {
  Octets data(options.size);
  for (std::size_t i = 0; i < data.size(); ++i) {
    data[i] =
        options.pattern.empty() ? static_cast<std::uint8_t>(i) : options.pattern[i % options.pattern.size()];
  }
  return data;
}

Result<IpOptions> make_ip_options(const PingOptions& options) {
  if (options.record_route && options.timestamps) {
    return refusal("send", "-R and -T in one header", "both do not fit into 40 octets of options",
                   "-R | -T KIND");
  }
  if (options.record_route) return record_route(most_route_slots);
  return options.timestamps.value_or(IpOptions{});
}

std::optional<IpAddress> chosen_source(const PingOptions& options) {
  if (options.source) return *options.source;
  if (const auto address = parse_ipv4_address(options.interface)) return *address;
  return std::nullopt;
}

Request make_request(const PingOptions& options, const IpOptions& ip_options) {
  Request request;
  request.from = chosen_source(options);
  request.ttl = options.ttl;
  request.tos = options.tos;
  request.options = ip_options;
  request.timeout = options.timeout.value_or(iputils_patience);
  return request;
}

Result<void> settle_route(PingTarget& target, const PingOptions& options, const Request& request,
                          Wire& wire) {
  const auto route = wire.route(target.address, request.from);
  if (!route) return tl::unexpected(route.error());
  if (route->kind == RouteKind::broadcast && !options.broadcast) {
    return refusal("ping", to_text(target.address), "it is a broadcast address", "-b, which allows it");
  }
  target.source = route->source;
  const std::size_t octets = fixed_octets + request.options.padded_size() + options.size;
  target.dont_fragment = options.dont_fragment == DontFragment::always ||
                         (options.dont_fragment == DontFragment::where_it_fits && octets <= route->mtu);
  return {};
}

// Identifier 0 only where it is asked for.
constexpr std::uint16_t next_identifier(std::uint16_t identifier) {
  return identifier == 0xffff ? std::uint16_t{1} : static_cast<std::uint16_t>(identifier + 1);
}

std::uint16_t own_identifier(const Exchange::Settings& settings) {
  return std::max(std::uint16_t{1}, identifier_of(settings.pairs.first));
}

// One for each target, so that each can count its sequence from 1.
void number_targets(std::vector<PingTarget>& targets, std::uint16_t identifier) {
  for (PingTarget& target : targets) {
    target.identifier = identifier;
    identifier = next_identifier(identifier);
  }
}

}  // namespace

Result<std::string> choose_wire(const PingOptions& options) {
  std::string spec = options.wire.empty() ? environment("ICMPWIRE") : options.wire;
  if (spec.empty()) spec = "live";
  if (!names_a_device(options)) return spec;

  const auto parsed = parse_wire_spec(spec);
  if (!parsed) return tl::unexpected(parsed.error());
  const bool same_device = parsed->name.empty() || parsed->name == options.interface;
  if (parsed->kind != "live" || !same_device) {
    return refusal("use the device", options.interface, "the wire is " + spec,
                   "--wire live:" + options.interface + " | -I ADDRESS");
  }
  if (parsed->name.empty()) spec.insert(4, (spec.substr(4, 1) == ":" ? "" : ":") + options.interface);
  return spec;
}

Result<std::unique_ptr<Wire>> open_chosen_wire(const std::string& spec, const PingOptions& options) {
  auto wire = open_wire(spec);
  for (const std::string& file : {options.save, environment("ICMPWIRE_RECORD")}) {
    if (wire && !file.empty()) wire = record(std::move(*wire), file);
  }
  return wire;
}

Result<std::vector<PingTarget>> find_targets(const PingOptions& options) {
  std::vector<PingTarget> targets;
  for (const std::string& name : options.operands) {
    auto address = look_up(name);
    if (!address) return tl::unexpected(std::move(address.error()));
    PingTarget target;
    target.name = name;
    target.address = *address;
    targets.push_back(std::move(target));
  }
  return targets;
}

Result<PingPlan> make_plan(const PingOptions& options, std::vector<PingTarget> targets,
                           const std::string& spec, Wire& wire) {
  PingPlan plan;
  const bool live = is_live(spec);
  if (live && options.interval < shortest_live_interval) {
    return refusal("ping", "every " + std::to_string(options.interval.count() / 1000) + " us",
                   "a flood on a live wire", "-i 2ms, the shortest there | --wire sim");
  }
  auto ip_options = make_ip_options(options);
  if (!ip_options) return tl::unexpected(std::move(ip_options.error()));

  plan.wire = spec;
  plan.exchange = exchange_settings(spec);
  plan.exchange.keep_strays = true;
  plan.targets = std::move(targets);
  number_targets(plan.targets, options.identifier.value_or(own_identifier(plan.exchange)));
  plan.data = make_data(options);
  plan.request = make_request(options, *ip_options);
  plan.waits_in_full = options.timeout.has_value();
  plan.count = options.count;
  if (!live && !options.count && !options.deadline) plan.count = virtual_count;
  plan.deadline = options.deadline;
  plan.interval = options.interval;
  plan.epoch = wire.epoch();
  plan.verbosity = options.verbosity;
  plan.quiet = options.quiet;
  plan.report_missing = options.report_missing;
  plan.print_time = options.print_time;
  for (PingTarget& target : plan.targets) {
    if (auto settled = settle_route(target, options, plan.request, wire); !settled) {
      return tl::unexpected(std::move(settled.error()));
    }
  }
  return plan;
}

}  // namespace icmpwire::cli
