#include "api/option_information.h"

#include <algorithm>

#include "packet/ip_options.h"

namespace icmpwire {
namespace {

constexpr UCHAR reserved_flag = 0x4;
constexpr std::size_t length_at = 1;  // of an option
constexpr std::size_t first_hop_at = 3;
constexpr std::size_t hop_octets = 4;

std::optional<OptionView> first_source_route(Bytes area) {
  OptionWalk walk(area);
  for (auto option = walk.next(); option && *option; option = walk.next()) {
    if (is_source_route((*option)->type)) return *option;
  }
  return std::nullopt;
}

// The first hop of a full route, taken out of the area.
std::optional<Ipv4Address> take_first_hop(Octets& area) {
  const auto route = first_source_route(area);
  if (!route || route->octets.size() < first_hop_at + hop_octets) return std::nullopt;
  const auto hop_at = area.begin() + route->at + first_hop_at;
  Ipv4Address hop;
  std::copy_n(hop_at, hop_octets, hop.octets.begin());
  area[route->at + length_at] = static_cast<std::uint8_t>(route->octets.size() - hop_octets);
  area.erase(hop_at, hop_at + hop_octets);
  return hop;
}

}  // namespace

Failure too_many_options(std::size_t octets) {
  return Failure("send", std::to_string(octets) + " octets of IP options", Reason::option_too_big,
                 "an IPv4 header has room for 40");
}

Result<void> take_options(Request& request, const IP_OPTION_INFORMATION& options) {
  request.dont_fragment = (options.Flags & IP_FLAG_DF) != 0;
  request.reserved = (options.Flags & reserved_flag) != 0;
  Octets area(options.OptionsData, options.OptionsData + options.OptionsSize);
  if (const auto hop = take_first_hop(area)) request.to = *hop;
  const auto sent = IpOptions::from_octets(area);
  if (!sent) return tl::unexpected(too_many_options(area.size()));
  request.options = *sent;
  return {};
}

}  // namespace icmpwire
