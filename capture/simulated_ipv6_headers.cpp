#include "capture/simulated_ipv6_headers.h"

#include <algorithm>

#include "capture/simulated_ipv6_errors.h"

namespace icmpwire {
namespace {

constexpr Ipv6Refusal in_silence{};

Ipv6Refusal reported(Ipv6Problem what, std::size_t pointer) { return {parameter_problem(what, pointer)}; }

// Octets of the extension header at `at`, as far as its length can be read and is there.
std::optional<std::size_t> complete_header(Bytes datagram, std::size_t at) {
  constexpr std::size_t least = 8;
  if (datagram.size() < at + least) return std::nullopt;
  const std::size_t octets = (datagram[at + 1] + std::size_t{1}) * 8;
  if (datagram.size() < at + octets) return std::nullopt;
  return octets;
}

// RFC 8200 4.2: the two highest bits say what is done by who does not know the option.
std::optional<Ipv6Refusal> refuse_unknown(Bytes datagram, std::size_t at) {
  constexpr unsigned skip = 0;
  constexpr unsigned discard = 1;
  constexpr unsigned report_unless_multicast = 3;
  const unsigned action = datagram[at] >> 6;
  if (action == skip) return std::nullopt;
  if (action == discard) return in_silence;
  const bool multicast = decode_fixed<Ipv6Header>(datagram).destination.is_multicast();
  if (action == report_unless_multicast && multicast) return in_silence;
  return reported(Ipv6Problem::unknown_option, at);
}

// RFC 2675 2: longer than any datagram here can be, so that the question is only how it is refused.
std::optional<Ipv6Refusal> refuse_jumbo_payload(Bytes datagram, std::size_t at) {
  constexpr std::uint32_t most_without = 65535;
  if (datagram[at + 1] != 4 || at % 4 != 2) return in_silence;
  if (read_u32(datagram, at + 2) <= most_without) return reported(Ipv6Problem::wrong_field, at + 2);
  if (*decode_fixed<Ipv6Header>(datagram).payload_length != 0) {
    return reported(Ipv6Problem::wrong_field, at);
  }
  return in_silence;
}

std::optional<Ipv6Refusal> refuse_option(Bytes datagram, std::size_t at, Protocol kind) {
  constexpr std::uint8_t router_alert = 5;
  constexpr std::uint8_t jumbo_payload = 0xc2;
  if (kind == Protocol::hop_by_hop && datagram[at] == router_alert) {
    return datagram[at + 1] == 2 ? std::nullopt : std::optional(in_silence);  // RFC 2711 2.1
  }
  if (kind == Protocol::hop_by_hop && datagram[at] == jumbo_payload)
    return refuse_jumbo_payload(datagram, at);
  return refuse_unknown(datagram, at);
}

}  // namespace

std::optional<Ipv6Refusal> refuse_options(Bytes datagram, std::size_t at, Protocol kind) {
  constexpr std::uint8_t pad1 = 0;
  constexpr std::uint8_t pad_n = 1;
  constexpr std::size_t most_padding = 7;  // more than alignment can need (RFC 4942 2.1.9.5)
  constexpr unsigned most_options = 8;     // Linux' limit (RFC 8504 5.3)
  const auto header_octets = complete_header(datagram, at);
  if (!header_octets) return in_silence;
  const std::size_t end = at + *header_octets;
  std::size_t padding = 0;
  unsigned options = 0;
  for (std::size_t option = at + 2; option < end;) {
    if (datagram[option] == pad1) {
      if (++padding > most_padding) return in_silence;
      ++option;
      continue;
    }
    if (end - option < 2 || datagram[option + 1] + std::size_t{2} > end - option) return in_silence;
    const std::size_t octets = datagram[option + 1] + std::size_t{2};
    if (datagram[option] == pad_n) {
      const Bytes data = datagram.subspan(option + 2, octets - 2);
      padding += octets;
      if (padding > most_padding ||
          std::any_of(data.begin(), data.end(), [](auto octet) { return octet != 0; })) {
        return in_silence;
      }
    } else {
      if (++options > most_options) return in_silence;
      if (const auto refusal = refuse_option(datagram, option, kind)) return refusal;
      padding = 0;
    }
    option += octets;
  }
  return std::nullopt;
}

std::optional<Ipv6Refusal> refuse_routing(Bytes datagram, std::size_t at) {
  constexpr std::uint8_t source_routes_of_low_power = 3;  // RFC 6554
  constexpr std::uint8_t segment_routing = 4;             // RFC 8754
  if (!complete_header(datagram, at)) return in_silence;
  const auto header = decode_fixed<Ipv6RoutingHeader>(datagram.subspan(at));
  const bool switched_off =
      header.routing_type == source_routes_of_low_power || header.routing_type == segment_routing;
  if (switched_off || decode_fixed<Ipv6Header>(datagram).destination.is_multicast()) return in_silence;
  if (header.segments_left == 0) return std::nullopt;
  constexpr std::size_t routing_type_at = 2;
  return reported(Ipv6Problem::wrong_field, at + routing_type_at);
}

std::optional<UpperLayer> find_upper_layer(Bytes datagram) {
  UpperLayer upper{decode_fixed<Ipv6Header>(datagram).next_header, layout<Ipv6Header>.octets, false};
  while (is_extension_header(upper.protocol)) {
    if (datagram.size() < upper.at + 2) return std::nullopt;
    const Bytes header = datagram.subspan(upper.at);
    if (upper.protocol == Protocol::fragment) {
      if (header.size() < 4) return std::nullopt;
      const std::uint16_t offset_and_flags = read_u16(header, 2);
      if ((offset_and_flags & 0xfff8) != 0) return upper;
      upper.in_first_fragment = offset_and_flags != 0;
    }
    upper.at += extension_header_octets(upper.protocol, header);
    upper.protocol = Protocol{header[0]};
  }
  if (upper.protocol == Protocol::no_next_header) return std::nullopt;
  return upper;
}

bool is_chain_incomplete(Bytes datagram) {
  const auto upper = find_upper_layer(datagram);
  if (!upper || upper->protocol == Protocol::fragment) return false;
  const auto least = [&]() -> std::size_t {
    switch (upper->protocol) {
      case Protocol::tcp:
        return 20;
      case Protocol::udp:
      case Protocol::icmpv6:
        return 8;
      default:
        return 1;
    }
  }();
  return upper->at + least > datagram.size();
}

}  // namespace icmpwire
