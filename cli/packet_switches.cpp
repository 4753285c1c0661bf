#include "cli/packet_switches.h"

namespace icmpwire::cli::detail {

Taken add_data(PacketSwitches& switches, Bytes more) {
  if (!switches.data) switches.data.emplace();
  switches.data->insert(switches.data->end(), more.begin(), more.end());
  return {};
}

Value<Octets> parse_octets(std::string_view text) {
  Octets octets;
  if (!from_hex(text, octets)) {
    return tl::unexpected(quoted(text) + " is not in hexadecimal, two digits an octet");
  }
  return octets;
}

Taken add_extension(PacketSwitches& switches, std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto number = parse_number(text.substr(0, colon), 0, UINT8_MAX);
  if (!number) return tl::unexpected(number.error());
  if (colon == std::string_view::npos) {
    return tl::unexpected(quoted(text) + " lacks the header's octets: NUMBER:HEX");
  }
  const auto octets = parse_octets(text.substr(colon + 1));
  if (!octets) return tl::unexpected(octets.error());
  switches.extensions.push_back(
      {Protocol{static_cast<std::uint8_t>(*number)}, false, std::string(text.substr(colon + 1))});
  return {};
}

Taken add_hexadecimal(PacketSwitches& switches, std::string_view text) {
  const auto octets = parse_octets(text);
  if (!octets) return tl::unexpected(octets.error());
  return add_data(switches, *octets);
}

}  // namespace icmpwire::cli::detail
