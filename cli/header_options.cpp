#include "cli/header_options.h"

#include "cli/refusal.h"
#include "packet/self_stamp.h"

namespace icmpwire::cli {

Result<HeaderOptions> header_options(const IpOptionSwitches& switches, const IpAddress& target) {
  if (switches.ip_options.empty()) return HeaderOptions{{}, target};
  if (!target.is_v4()) {
    return refusal("send", "IP options to " + to_text(target), "it is no IPv4 address", "an IPv4 target");
  }
  const auto area = make_ip_options(switches, target.v4());
  if (!area) return tl::unexpected(area.error());
  const auto options = IpOptions::from_octets(area->octets);
  if (!options) {
    return refusal("send", std::to_string(area->octets.size()) + " octets of IP options", "a header holds 40",
                   "icmpwire craft, which makes any packet");
  }
  return HeaderOptions{*options, area->destination};
}

IpOptions self_stamped(const IpOptions& options, const IpAddress& source, Nanos since_1970) {
  const Bytes area = options.octets();
  Octets stamped(area.begin(), area.end());
  if (source.is_v4()) stamp_self(stamped, source.v4(), milliseconds_of_day(since_1970));
  return *IpOptions::from_octets(stamped);
}

}  // namespace icmpwire::cli
