#include "packet/ipv6_options.h"

#include <algorithm>

namespace icmpwire {

const Layout hop_by_hop_layout = renamed(layout<Ipv6OptionsHeader>, "hop_by_hop", "Hop-by-Hop Options",
                                         "carries options for every node on the way; it stands first");
const Layout destination_options_layout =
    renamed(layout<Ipv6OptionsHeader>, "destination_options", "Destination Options",
            "carries options for the destination alone");

const Layout pad_many_layout =
    renamed(layout<Ipv6OptionHeader>, "padn", "PadN", "two octets or more of padding");

std::string_view ipv6_option_name(std::uint64_t type) {
  switch (static_cast<Ipv6OptionType>(type <= 0xff ? type : 0xff)) {
    case Ipv6OptionType::pad_one:
      return "Pad1";
    case Ipv6OptionType::pad_many:
      return "PadN";
    case Ipv6OptionType::tunnel_encapsulation_limit:
      return "Tunnel Encapsulation Limit";
    case Ipv6OptionType::router_alert:
      return "Router Alert";
    case Ipv6OptionType::jumbo_payload:
      return "Jumbo Payload";
    case Ipv6OptionType::home_address:
      return "Home Address";
  }
  return {};
}

std::string_view ipv6_router_alert_name(std::uint64_t value) {
  switch (value) {
    case 0:
      return "Multicast Listener Discovery";
    case 1:
      return "RSVP";
    case 2:
      return "Active Networks";
    default:
      return {};
  }
}

const Layout& ipv6_option_layout(Bytes option) {
  switch (Ipv6OptionType{option[0]}) {
    case Ipv6OptionType::pad_one:
      return layout<Ipv6PadOne>;
    case Ipv6OptionType::pad_many:
      return pad_many_layout;
    case Ipv6OptionType::router_alert:
      return layout<Ipv6RouterAlert>;
    case Ipv6OptionType::jumbo_payload:
      return layout<Ipv6JumboPayload>;
    case Ipv6OptionType::tunnel_encapsulation_limit:
    case Ipv6OptionType::home_address:
      break;
  }
  return layout<Ipv6OptionHeader>;
}

const Layout& extension_header_layout(Protocol type) {
  switch (type) {
    case Protocol::hop_by_hop:
      return hop_by_hop_layout;
    case Protocol::routing:
      return layout<Ipv6RoutingHeader>;
    case Protocol::fragment:
      return layout<Ipv6FragmentHeader>;
    case Protocol::authentication:
      return layout<Ipv6AuthenticationHeader>;
    default:
      return destination_options_layout;
  }
}

Octets options_header(Protocol next_header, Bytes options) {
  constexpr std::size_t unit = 8;
  constexpr std::size_t option_header = layout<Ipv6OptionHeader>.octets;
  const std::size_t used = layout<Ipv6OptionsHeader>.octets + options.size();
  Octets octets((used + unit - 1) / unit * unit);  // with zeros, which Pad1 is too
  std::copy(options.begin(), options.end(), octets.begin() + layout<Ipv6OptionsHeader>.octets);
  if (const std::size_t missing = octets.size() - used; missing >= option_header) {
    octets[used] = static_cast<std::uint8_t>(Ipv6OptionType::pad_many);
    octets[used + 1] = static_cast<std::uint8_t>(missing - option_header);
  }
  encode(Ipv6OptionsHeader{next_header, static_cast<std::uint8_t>(octets.size() / unit - 1)}, octets);
  return octets;
}

}  // namespace icmpwire
