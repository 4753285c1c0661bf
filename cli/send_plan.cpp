#include "cli/send_plan.h"

#include "api/engines.h"
#include "capture/system/local_sender.h"
#include "capture/system/name_lookup.h"
#include "cli/craft_packet.h"
#include "cli/refusal.h"
#include "packet/field_difference.h"

namespace icmpwire::cli {
namespace {

// The only operand, an address or a name; none where a recorded packet may say it.
Result<std::optional<IpAddress>> target_of(const SendOptions& options) {
  const std::vector<std::string>& operands = options.operands;
  if (operands.empty() && !options.from.empty()) return std::nullopt;
  if (operands.size() != 1) {
    return refusal("send", operands.empty() ? "a packet" : "a packet to " + operands[1],
                   operands.empty() ? "it does not say where to" : "it is for one destination",
                   "icmpwire send DESTINATION | icmpwire send --from FILE#N");
  }
  const auto address = look_up(operands.front(), IpVersions::any);
  if (!address) return tl::unexpected(address.error());
  return on_chosen_link(*address, options);
}

std::optional<IpAddress> chosen_source(const SendOptions& options) {
  if (options.source) return options.source;
  return parse_ip_address(options.interface);
}

// A source that is none of ours may be sent nevertheless: the way is that of our own then.
Result<Route> find_route(const SendOptions& options, const IpAddress& to, Wire& wire) {
  auto route = wire.route(to, chosen_source(options));
  const bool foreign = !route && route.error().reason == Reason::source_not_ours;
  return foreign ? wire.route(to, std::nullopt) : route;
}

// The switches with what a packet that is to be answered has besides: a source, and numbers of its own.
PacketSwitches completed(const SendOptions& options, const Draft& draft, const std::string& spec,
                         const Route& route) {
  PacketSwitches all = options;
  if (!options.from.empty()) return all;
  if (!all.source) all.source = chosen_source(options).value_or(route.source);
  const Exchange::Settings settings = exchange_settings(spec);
  const std::uint16_t identifier = std::max(std::uint16_t{1}, identifier_of(settings.pairs.first));
  const auto number = [&](const std::string& field, std::uint16_t value) {
    // Not every message, or version, has such a field.
    if (setting_of(draft, field))
      all.settings.insert(all.settings.begin(), field + "=" + std::to_string(value));
  };
  const std::string message = draft.is_v4() ? "icmp" : "icmpv6";
  number(message + ".identifier", identifier);
  number(message + ".sequence", 1);
  number("ip.identification", identifier);
  return all;
}

Failure cannot_leave(const std::string& object, std::string detail) {
  return refusal("send", object, std::move(detail), "--force, which sends what can go out").value();
}

// What the kernel makes of a datagram that is for this machine itself.
std::vector<FieldDifference> kernel_changes(const SendPlan& plan) {
  const bool through_kernel =
      is_live(plan.wire) && plan.route.kind == RouteKind::local && plan.route.destination.is_v4();
  if (!through_kernel) return {};
  const Bytes asked = plan.datagram();
  Octets repaired(asked.begin(), asked.end());
  repair_as_kernel(repaired, plan.route.source.v4());
  std::vector<FieldDifference> changes = differences(asked, repaired, LinkType::ipv4);
  if (decode_fixed<Ipv4Header>(asked).identification.value_or(0) == 0)
    changes.push_back({"ip.identification", 4, "0x0000", "one of its own"});
  return changes;
}

Result<void> refuse_changes(const SendPlan& plan, bool force) {
  const std::vector<FieldDifference> changes = kernel_changes(plan);
  if (changes.empty() || force) return {};
  std::string what;
  for (const FieldDifference& change : changes) what += (what.empty() ? "" : ", ") + to_text(change);
  return tl::unexpected(cannot_leave("to " + to_text(plan.route.destination) + " as it is",
                                     "the kernel, which carries it there, would rewrite " + what));
}

// With the link header, where the switches say something of it.
Result<void> lay_out(SendPlan& plan, Draft& draft, const SendOptions& options, Wire& wire) {
  draft.ethernet.reset();
  draft.tags.clear();
  draft.trailer.clear();
  plan.octets = build(draft);
  plan.datagram_octets = static_cast<std::uint32_t>(plan.octets.size());
  if (!asks_for_link_header(options)) return {};
  const auto framed = wire.framed(plan.octets, plan.route);
  if (!framed) return tl::unexpected(framed.error());
  if (framed->link != LinkType::ethernet || framed->datagram_at == 0) {
    if (options.force) return {};
    return tl::unexpected(
        cannot_leave("a link header via " + plan.wire, "the packet leaves there without any"));
  }
  draft.trailer = options.trailer;
  const auto usual = decode_fixed<EthernetHeader>(framed->octets);
  if (auto done = put_on_link(draft, usual, options); !done) return done;
  plan.octets = build(draft);
  plan.link = LinkType::ethernet;
  plan.datagram_at =
      static_cast<std::uint32_t>(plan.octets.size() - plan.datagram_octets - draft.trailer.size());
  return {};
}

PacketWatch::Settings watch_settings(const SendOptions& options, const Route& route) {
  const bool to_one = route.kind == RouteKind::unicast || route.kind == RouteKind::local;
  PacketWatch::Settings settings;
  settings.timeout = options.timeout;
  settings.answers = options.count;
  if (!settings.answers && to_one && !options.all) settings.answers = 1;
  return settings;
}

}  // namespace

Result<SendPlan> make_send_plan(const SendOptions& options, const std::string& spec, Wire& wire) {
  const auto target = target_of(options);
  if (!target) return tl::unexpected(target.error());
  const auto sketch = make_draft(options, *target);
  if (!sketch) return tl::unexpected(sketch.error());

  SendPlan plan;
  plan.wire = spec;
  plan.epoch = wire.epoch();
  const bool direct = *target && sketch->destination() == without_zone(**target);
  const IpAddress first_hop = direct ? **target : on_chosen_link(sketch->destination(), options);
  plan.target = target->value_or(first_hop);
  const auto route = find_route(options, first_hop, wire);
  if (!route) return tl::unexpected(route.error());
  plan.route = *route;

  auto draft = make_draft(completed(options, *sketch, spec, *route), *target);
  if (!draft) return tl::unexpected(std::move(draft.error()));
  if (auto done = lay_out(plan, *draft, options, wire); !done) return tl::unexpected(std::move(done.error()));
  if (auto done = refuse_changes(plan, options.force); !done) return tl::unexpected(std::move(done.error()));
  plan.watch = watch_settings(options, *route);
  plan.verbosity = options.verbosity;
  plan.why = options.why;
  return plan;
}

}  // namespace icmpwire::cli
