#include "cli/craft_packet.h"

#include <algorithm>
#include <chrono>

#include "cli/capture_operand.h"
#include "cli/refusal.h"
#include "packet/self_stamp.h"

namespace icmpwire::cli {
namespace {

using Settings = std::vector<std::string>;

Result<Draft> first_draft(const PacketSwitches& switches) {
  if (switches.from.empty()) {
    if (switches.kept.empty()) return Draft{};
    return refusal("keep", switches.kept.front(), "there is no recorded packet to keep it of",
                   "--from FILE#N");
  }
  const auto packet = read_recorded_packet(switches.from);
  if (!packet) return tl::unexpected(packet.error());
  auto draft = draft_of(packet->octets, packet->link);
  if (!draft) return refusal("begin with", switches.from, "it holds no IPv4 header");
  return std::move(*draft);
}

bool changes_data(const PacketSwitches& switches) {
  return switches.data || switches.size || !switches.pattern.empty();
}

bool changes_options(const PacketSwitches& switches) {
  return !switches.ip_options.empty() || switches.stamp_self;
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

// What the switches set, each as --set would. A type comes first: it says which fields there are.
Settings settings_of(const PacketSwitches& switches, std::optional<Ipv4Address> destination) {
  Settings settings;
  if (destination) settings.push_back("ip.destination=" + to_text(*destination));
  if (switches.source) settings.push_back("ip.source=" + to_text(*switches.source));
  if (switches.ttl) settings.push_back("ip.ttl=" + std::to_string(*switches.ttl));
  if (switches.tos) settings.push_back("ip.tos=" + std::to_string(*switches.tos));
  settings.insert(settings.end(), switches.settings.begin(), switches.settings.end());
  std::stable_partition(settings.begin(), settings.end(),
                        [](const std::string& setting) { return setting.starts_with("icmp.type="); });
  return settings;
}

bool any_names(const Settings& settings, std::string_view header) {
  return std::any_of(settings.begin(), settings.end(),
                     [&](const std::string& setting) { return setting.starts_with(header); });
}

Failure setting_failure(const std::string& option, const std::string& text, const Misread& misread) {
  return misread_failure("read", option + " " + text, text, misread);
}

// Unsets what was computed in the headers that change, and in those around them. An identification is chosen,
// not computed: it stays.
void forget_computed(Draft& draft, const PacketSwitches& switches, const Settings& settings) {
  const bool message = changes_data(switches) || switches.no_icmp || any_names(settings, "icmp.");
  const bool header = message || changes_options(switches) || any_names(settings, "ip.");
  if (message && draft.icmp) std::visit([](auto& shape) { shape = computed(shape); }, *draft.icmp);
  if (!header) return;
  const auto identification = draft.ip.identification;
  draft.ip = computed(draft.ip);
  draft.ip.identification = identification;
}

Result<void> set_all(Draft& draft, const std::string& option, const Settings& settings) {
  for (const std::string& setting : settings) {
    if (auto done = set(draft, setting); !done)
      return tl::unexpected(setting_failure(option, setting, done.error()));
  }
  return {};
}

// The settings that keep what the recorded packet has.
Result<Settings> kept_settings(const Draft& recorded, const PacketSwitches& switches) {
  Settings settings;
  for (const std::string& field : switches.kept) {
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

}  // namespace

Result<Draft> make_draft(const PacketSwitches& switches, std::optional<Ipv4Address> destination) {
  auto first = first_draft(switches);
  if (!first) return first;
  Draft draft = std::move(*first);
  const auto kept = kept_settings(draft, switches);
  if (!kept) return tl::unexpected(kept.error());

  if (auto done = take_tags(draft, switches); !done) return tl::unexpected(std::move(done.error()));
  if (changes_data(switches)) draft.data = data_of(switches);
  if (switches.no_icmp) draft.icmp.reset();
  if (!switches.trailer.empty()) draft.trailer = switches.trailer;
  if (!switches.ip_options.empty()) {
    auto area = make_ip_options(switches, destination.value_or(draft.ip.destination));
    if (!area) return tl::unexpected(std::move(area.error()));
    draft.options = std::move(area->octets);
    destination = area->destination;
  }

  const Settings settings = settings_of(switches, destination);
  if (!switches.from.empty()) forget_computed(draft, switches, settings);
  if (auto done = set_all(draft, "--keep", *kept); !done) return tl::unexpected(std::move(done.error()));
  if (auto done = set_all(draft, "--set", settings); !done) return tl::unexpected(std::move(done.error()));
  if (switches.stamp_self) {
    const Nanos now = std::chrono::system_clock::now().time_since_epoch();
    stamp_self(draft.options, draft.ip.source, milliseconds_of_day(now));
  }
  return draft;
}

}  // namespace icmpwire::cli
