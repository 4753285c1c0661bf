#include "packet/ipv6.h"

#include <algorithm>
#include <array>

#include "packet/checksum.h"

namespace icmpwire {
namespace {

constexpr std::size_t fixed_octets = layout<Ipv6Header>.octets;
constexpr std::uint16_t payload_length_at = 4;

// Why the octets do not begin with an IPv6 header.
std::optional<Malformed> header_error(Bytes octets) {
  if (octets.size() < fixed_octets) {
    return Malformed{Why::truncated, static_cast<std::uint16_t>(octets.size())};
  }
  if (octets[0] >> 4 != 6) return Malformed{Why::bad_version, 0};
  return std::nullopt;
}

// The headers of `octets`, which have no header_error, as far as they can be walked.
Ipv6Datagram split(Bytes octets, bool truncated, std::optional<Malformed>& chain_error) {
  Ipv6Datagram datagram;
  datagram.header = decode_fixed<Ipv6Header>(octets);
  datagram.octets = octets;
  datagram.truncated = truncated;
  ExtensionWalk walk(datagram.header.next_header, octets.subspan(fixed_octets));
  auto extension = walk.next();
  for (; extension && *extension; extension = walk.next()) {
    if ((*extension)->type != Protocol::fragment || datagram.fragment) continue;
    datagram.fragment = decode_fixed<Ipv6FragmentHeader>((*extension)->octets);
    datagram.fragment_at = static_cast<std::uint16_t>(fixed_octets + (*extension)->at);
  }
  datagram.protocol = walk.next_header();
  datagram.header_octets = octets.first(fixed_octets + walk.at());
  datagram.extensions = datagram.header_octets.subspan(fixed_octets);
  if (extension) {
    datagram.payload = octets.subspan(datagram.header_octets.size());
  } else {
    chain_error =
        Malformed{extension.error().why, static_cast<std::uint16_t>(fixed_octets + extension.error().at)};
  }
  return datagram;
}

}  // namespace

Parsed<Ipv6Datagram> parse_ipv6(Bytes octets) {
  if (const auto error = header_error(octets)) return tl::unexpected(*error);
  const std::size_t length = fixed_octets + read_u16(octets, payload_length_at);
  if (length > octets.size()) return tl::unexpected(Malformed{Why::bad_payload_length, payload_length_at});
  std::optional<Malformed> chain_error;
  Ipv6Datagram datagram = split(octets.first(length), false, chain_error);
  if (chain_error) return tl::unexpected(*chain_error);
  return datagram;
}

Parsed<Ipv6Datagram> parse_quoted_ipv6(Bytes octets) {
  if (const auto error = header_error(octets)) return tl::unexpected(*error);
  const std::size_t length = fixed_octets + read_u16(octets, payload_length_at);
  std::optional<Malformed> chain_error;  // a cut quote has one
  return split(first_at_most(octets, length), length > octets.size(), chain_error);
}

std::uint16_t pseudo_header_sum(const Ipv6Address& source, const Ipv6Address& destination,
                                std::uint32_t length, Protocol protocol) {
  std::array<std::uint8_t, 8> rest{};
  write_u32(rest, 0, length);
  rest[7] = static_cast<std::uint8_t>(protocol);
  return ones_complement_sum(rest,
                             ones_complement_sum(destination.octets, ones_complement_sum(source.octets)));
}

std::size_t build_ipv6(const Ipv6Header& header, Bytes extensions, Bytes payload, MutableBytes out) {
  Ipv6Header filled = header;
  if (!filled.payload_length) {
    filled.payload_length = static_cast<std::uint16_t>(extensions.size() + payload.size());
  }
  const std::size_t header_length = fixed_octets + extensions.size();
  if (payload.data() != out.data() + header_length) {
    std::copy(payload.begin(), payload.end(), out.subspan(header_length).begin());
  }
  std::copy(extensions.begin(), extensions.end(), out.subspan(fixed_octets).begin());
  encode(filled, out);
  return header_length + payload.size();
}

Octets build_ipv6(const Ipv6Header& header, Bytes extensions, Bytes payload) {
  Octets datagram(fixed_octets + extensions.size() + payload.size());
  build_ipv6(header, extensions, payload, datagram);
  return datagram;
}

}  // namespace icmpwire
