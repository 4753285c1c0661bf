#include "cli/craft_packet.h"

#include <algorithm>
#include <chrono>
#include <iterator>

#include "cli/capture_operand.h"
#include "cli/refusal.h"
#include "packet/ipv6_options.h"
#include "packet/self_stamp.h"

namespace icmpwire::cli {
namespace {

using Settings = std::vector<std::string>;

// How a version's headers and fields are called.
struct VersionNames {
  std::string_view header, message, ttl, tos;
};
constexpr VersionNames ipv4_names = {"ip", "icmp", "ttl", "tos"};
constexpr VersionNames ipv6_names = {"ipv6", "icmpv6", "hop_limit", "traffic_class"};

const VersionNames& names_of(const Draft& draft) { return draft.is_v4() ? ipv4_names : ipv6_names; }

Result<Draft> recorded_draft(const PacketSwitches& switches) {
  const auto packet = read_recorded_packet(switches.from);
  if (!packet) return tl::unexpected(packet.error());
  auto draft = draft_of(packet->octets, packet->link);
  if (!draft) return refusal("begin with", switches.from, "it holds no IP header");
  return std::move(*draft);
}

Result<Draft> first_draft(const PacketSwitches& switches, const std::optional<IpAddress>& destination) {
  if (!switches.from.empty()) return recorded_draft(switches);
  if (switches.kept.empty()) return draft_to(destination.value_or(IpAddress{}));
  return refusal("keep", switches.kept.front(), "there is no recorded packet to keep it of", "--from FILE#N");
}

bool changes_data(const PacketSwitches& switches) {
  return switches.data || switches.size || !switches.pattern.empty();
}

bool changes_header_length(const PacketSwitches& switches) {
  return !switches.ip_options.empty() || switches.stamp_self || !switches.extensions.empty();
}

Octets data_of(const PacketSwitches& switches) {
  Octets data = switches.data.value_or(Octets{});
  const Octets& pattern = switches.pattern;
  const std::size_t given = data.size();
  data.resize(switches.size.value_or(std::max(given, pattern.size())));
  for (std::size_t i = given; i < data.size(); ++i)
    data[i] = pattern.empty() ? static_cast<std::uint8_t>(i) : pattern[i % pattern.size()];
  return data;
}

// "ip.ttl=3"
std::string setting(std::string_view header, std::string_view field, const std::string& value) {
  return std::string(header) + "." + std::string(field) + "=" + value;
}

// What the switches set, each as --set would. A type comes first: it says which fields there are.
Settings settings_of(const PacketSwitches& switches, const VersionNames& names,
                     const std::optional<IpAddress>& destination) {
  const auto text = [](const IpAddress& address) { return to_text(without_zone(address)); };
  Settings settings;
  if (destination) settings.push_back(setting(names.header, "destination", text(*destination)));
  if (switches.source) settings.push_back(setting(names.header, "source", text(*switches.source)));
  if (switches.ttl) settings.push_back(setting(names.header, names.ttl, std::to_string(*switches.ttl)));
  if (switches.tos) settings.push_back(setting(names.header, names.tos, std::to_string(*switches.tos)));
  settings.insert(settings.end(), switches.settings.begin(), switches.settings.end());
  const std::string type = setting(names.message, "type", "");
  std::stable_partition(settings.begin(), settings.end(),
                        [&](const std::string& each) { return each.starts_with(type); });
  return settings;
}

bool any_names(const Settings& settings, std::string_view header) {
  const std::string beginning = std::string(header) + ".";
  return std::any_of(settings.begin(), settings.end(),
                     [&](const std::string& setting) { return setting.starts_with(beginning); });
}

Failure setting_failure(const std::string& option, const std::string& text, const Misread& misread) {
  return misread_failure("read", option + " " + text, text, misread);
}

// Unsets what was computed in the headers that change, and in those around them.
void forget_computed(Draft& draft, const PacketSwitches& switches, const Settings& settings) {
  const VersionNames& names = names_of(draft);
  const bool message = changes_data(switches) || switches.no_icmp || any_names(settings, names.message);
  const bool header = message || changes_header_length(switches) || any_names(settings, names.header);
  // The checksum of ICMPv6 covers addresses too (RFC 4443 2.3).
  if (message || (header && !draft.is_v4())) forget_computed_of_message(draft);
  if (header) forget_computed_of_header(draft);
}

Result<void> set_all(Draft& draft, const std::string& option, const Settings& settings) {
  for (const std::string& setting : settings) {
    if (auto done = set(draft, setting); !done)
      return tl::unexpected(setting_failure(option, setting, done.error()));
  }
  return {};
}

// The settings that keep what the recorded packet has.
Result<Settings> kept_settings(const Draft& recorded, const Settings& fields) {
  Settings settings;
  for (const std::string& field : fields) {
    auto setting = setting_of(recorded, field);
    if (!setting) return tl::unexpected(setting_failure("--keep", field, setting.error()));
    settings.push_back(std::move(*setting));
  }
  return settings;
}

Result<void> take_tags(Draft& draft, const PacketSwitches& switches) {
  for (const std::string& tag : switches.tags) {
    if (auto done = add_tag(draft, tag); !done)
      return tl::unexpected(setting_failure("--vlan", tag, done.error()));
  }
  return {};
}

Result<void> take_ip_options(Draft& draft, const PacketSwitches& switches, IpAddress& destination) {
  if (switches.ip_options.empty()) return {};
  auto* const ip = std::get_if<Ipv4Draft>(&draft.ip);
  if (ip == nullptr)
    return refusal("put IP options into", "a datagram of IPv6", "it has extension headers instead",
                   "--hop-by-hop | --destination-options");
  auto area = make_ip_options(switches, destination.v4());
  if (!area) return tl::unexpected(std::move(area.error()));
  ip->options = std::move(area->octets);
  destination = area->destination;
  return {};
}

Result<Octets> extension_octets(const PacketSwitches::GivenExtension& given) {
  constexpr std::size_t most_octets = 2046;  // of options, by the length in units of 8
  Octets octets;
  if (!given.in_words) {
    from_hex(given.text, octets);
    return octets;
  }
  const auto options = read_options(given.text, ipv6_option_words());
  if (!options)
    return tl::unexpected(misread_failure("read", "the IPv6 options", given.text, options.error()));
  if (options->octets.size() > most_octets) {
    return refusal("make", "a header with " + std::to_string(options->octets.size()) + " octets of options",
                   "it holds 2046");
  }
  return options_header(Protocol::icmpv6, options->octets);
}

// They replace those of a recorded packet.
Result<void> take_extensions(Draft& draft, const PacketSwitches& switches) {
  if (switches.extensions.empty()) return {};
  auto* const ip = std::get_if<Ipv6Draft>(&draft.ip);
  if (ip == nullptr)
    return refusal("put extension headers into", "a datagram of IPv4", "it has IP options instead",
                   "-o TEXT");
  ip->extensions.clear();
  ip->header.next_header = Protocol::icmpv6;
  for (const PacketSwitches::GivenExtension& given : switches.extensions) {
    const auto octets = extension_octets(given);
    if (!octets) return tl::unexpected(octets.error());
    add_extension(*ip, given.type, *octets);
  }
  return {};
}

void stamp_options(Draft& draft, const PacketSwitches& switches) {
  auto* const ip = std::get_if<Ipv4Draft>(&draft.ip);
  if (!switches.stamp_self || ip == nullptr) return;
  const Nanos now = std::chrono::system_clock::now().time_since_epoch();
  stamp_self(ip->options, ip->header.source, milliseconds_of_day(now));
}

bool is_of_link(const std::string& setting) {
  return setting.starts_with("ethernet.") || setting.starts_with("vlan.");
}

Settings of_link(const Settings& settings) {
  Settings chosen;
  std::copy_if(settings.begin(), settings.end(), std::back_inserter(chosen), is_of_link);
  return chosen;
}

}  // namespace

Result<Draft> make_draft(const PacketSwitches& switches, std::optional<IpAddress> destination) {
  auto first = first_draft(switches, destination);
  if (!first) return first;
  Draft draft = std::move(*first);
  if (destination && destination->is_v4() != draft.is_v4()) {
    return refusal("send", switches.from + " to " + to_text(*destination),
                   "it is of the other version of IP");
  }
  const auto kept = kept_settings(draft, switches.kept);
  if (!kept) return tl::unexpected(kept.error());

  if (auto done = take_tags(draft, switches); !done) return tl::unexpected(std::move(done.error()));
  if (changes_data(switches)) draft.data = data_of(switches);
  if (switches.no_icmp) remove_message_header(draft);
  if (!switches.trailer.empty()) draft.trailer = switches.trailer;
  IpAddress first_hop = destination.value_or(draft.destination());
  if (auto done = take_ip_options(draft, switches, first_hop); !done)
    return tl::unexpected(std::move(done.error()));
  if (auto done = take_extensions(draft, switches); !done) return tl::unexpected(std::move(done.error()));

  if (first_hop != draft.destination()) destination = first_hop;
  const Settings settings = settings_of(switches, names_of(draft), destination);
  if (!switches.from.empty()) forget_computed(draft, switches, settings);
  if (auto done = set_all(draft, "--keep", *kept); !done) return tl::unexpected(std::move(done.error()));
  if (auto done = set_all(draft, "--set", settings); !done) return tl::unexpected(std::move(done.error()));
  stamp_options(draft, switches);
  return draft;
}

bool asks_for_link_header(const PacketSwitches& switches) {
  return !switches.tags.empty() || !switches.trailer.empty() || !of_link(switches.settings).empty() ||
         !of_link(switches.kept).empty();
}

bool sets_field(const PacketSwitches& switches, std::string_view field) {
  const std::string beginning = std::string(field) + "=";
  return std::any_of(switches.settings.begin(), switches.settings.end(),
                     [&](const std::string& setting) { return setting.starts_with(beginning); });
}

Result<void> put_on_link(Draft& draft, const EthernetHeader& usual, const PacketSwitches& switches) {
  draft.ethernet = usual;
  draft.tags.clear();
  if (auto done = take_tags(draft, switches); !done) return done;
  if (const Settings fields = of_link(switches.kept); !fields.empty()) {
    const auto recorded = recorded_draft(switches);
    if (!recorded) return tl::unexpected(recorded.error());
    const auto kept = kept_settings(*recorded, fields);
    if (!kept) return tl::unexpected(kept.error());
    if (auto done = set_all(draft, "--keep", *kept); !done) return done;
  }
  return set_all(draft, "--set", of_link(switches.settings));
}

}  // namespace icmpwire::cli
