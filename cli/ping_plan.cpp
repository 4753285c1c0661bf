#include "cli/ping_plan.h"

#include <algorithm>

#include "api/engines.h"
#include "cli/header_options.h"
#include "cli/refusal.h"

namespace icmpwire::cli {
namespace {

constexpr Nanos iputils_patience = std::chrono::seconds(10);
constexpr Nanos shortest_live_interval = std::chrono::milliseconds(2);
constexpr std::uint64_t virtual_count = 4;

// The data of echo requests: the pattern over and over, or octets that count up from zero.
Octets make_data(const PingOptions& options) {
  Octets data(options.size);
  for (std::size_t i = 0; i < data.size(); ++i) {
    data[i] =
        options.pattern.empty() ? static_cast<std::uint8_t>(i) : options.pattern[i % options.pattern.size()];
  }
  return data;
}

std::optional<IpAddress> chosen_source(const PingOptions& options) {
  if (options.source) return options.source;
  return parse_ip_address(options.interface);
}

Request make_request(const PingOptions& options) {
  Request request;
  request.from = chosen_source(options);
  request.ttl = options.ttl;
  request.tos = options.tos;
  request.malformed_options = options.force;
  request.timeout = options.timeout.value_or(iputils_patience);
  return request;
}

std::size_t datagram_octets(const PingTarget& target, std::size_t data) {
  const std::size_t ip_octets = target.address.is_v4()
                                    ? layout<Ipv4Header>.octets + target.ip_options.padded_size()
                                    : layout<Ipv6Header>.octets;
  return ip_octets + layout<IcmpEcho>.octets + data;
}

Result<void> settle_ip_options(PingTarget& target, const PingOptions& options) {
  const auto header = header_options(options, target.address);
  if (!header) return tl::unexpected(header.error());
  target.ip_options = header->options;
  target.first_hop = header->first_hop;
  return {};
}

Result<void> settle_route(PingTarget& target, const PingOptions& options, const Request& request,
                          Wire& wire) {
  const auto route = wire.route(target.first_hop, request.from);
  if (!route) return tl::unexpected(route.error());
  if (route->kind == RouteKind::broadcast && !options.broadcast) {
    return refusal("ping", to_text(target.address), "it is a broadcast address", "-b, which allows it");
  }
  target.source = route->source;
  const std::size_t octets = datagram_octets(target, options.size);
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

Result<std::vector<PingTarget>> find_targets(const PingOptions& options) {
  std::vector<PingTarget> targets;
  for (const std::string& name : options.operands) {
    auto address = look_up(name, options.versions);
    if (!address) return tl::unexpected(std::move(address.error()));
    PingTarget target;
    target.name = name;
    target.address = on_chosen_link(*address, options);
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

  plan.wire = spec;
  plan.exchange = exchange_settings(spec);
  plan.exchange.keep_strays = true;
  plan.exchange.keep_candidates = options.why;
  plan.targets = std::move(targets);
  number_targets(plan.targets, options.identifier.value_or(own_identifier(plan.exchange)));
  plan.data = make_data(options);
  plan.request = make_request(options);
  plan.stamp_self = options.stamp_self;
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
    if (auto settled = settle_ip_options(target, options); !settled) {
      return tl::unexpected(std::move(settled.error()));
    }
    if (auto settled = settle_route(target, options, plan.request, wire); !settled) {
      return tl::unexpected(std::move(settled.error()));
    }
  }
  return plan;
}

}  // namespace icmpwire::cli
