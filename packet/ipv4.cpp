#include "packet/ipv4.h"

#include <algorithm>

#include "packet/checksum.h"

namespace icmpwire {
namespace {

constexpr std::size_t octets_per_word = 4;
constexpr std::uint16_t version_and_ihl_at = 0;
constexpr std::uint16_t total_length_at = 2;
constexpr std::size_t checksum_at = 10;

std::size_t claimed_header_length(Bytes datagram) {
  return (datagram[version_and_ihl_at] & 0x0fU) * octets_per_word;
}

// Why the octets do not begin with an IPv4 header and its options.
std::optional<Malformed> header_error(Bytes octets) {
  if (octets.size() < layout<Ipv4Header>.octets) {
    return Malformed{Why::truncated, static_cast<std::uint16_t>(octets.size())};
  }
  if (octets[version_and_ihl_at] >> 4 != 4) return Malformed{Why::bad_version, version_and_ihl_at};
  const std::size_t length = claimed_header_length(octets);
  if (length < layout<Ipv4Header>.octets || length > octets.size()) {
    return Malformed{Why::bad_header_length, version_and_ihl_at};
  }
  return std::nullopt;
}

// All of the octets, which have no header_error.
Parsed<Ipv4Datagram> split(Bytes octets, bool truncated) {
  const std::size_t length = claimed_header_length(octets);
  Parsed<Ipv4Datagram> parsed(tl::in_place);
  decode_into(parsed->header, octets);
  parsed->header_octets = octets.first(length);
  parsed->options = octets.first(length).subspan(layout<Ipv4Header>.octets);
  parsed->payload = octets.subspan(length);
  parsed->octets = octets;
  parsed->truncated = truncated;
  return parsed;
}

// What the header's checksum covers: as much as the IHL on the wire says, for that is what a receiver sums.
// An IHL that lies beyond reason leaves the header as it was built.
Bytes covered_by_checksum(Bytes datagram, std::size_t header_length) {
  const std::size_t claimed = claimed_header_length(datagram);
  const bool possible = claimed >= layout<Ipv4Header>.octets && claimed <= datagram.size();
  return datagram.first(possible ? claimed : header_length);
}

}  // namespace

Parsed<Ipv4Datagram> parse_ipv4(Bytes octets) {
  if (const auto error = header_error(octets)) return tl::unexpected(*error);
  const std::size_t total_length = read_u16(octets, total_length_at);
  if (total_length < claimed_header_length(octets) || total_length > octets.size()) {
    return tl::unexpected(Malformed{Why::bad_total_length, total_length_at});
  }
  return split(octets.first(total_length), false);
}

Parsed<Ipv4Datagram> parse_quoted_ipv4(Bytes octets) {
  if (const auto error = header_error(octets)) return tl::unexpected(*error);
  const std::size_t total_length = read_u16(octets, total_length_at);
  const bool believable = total_length >= claimed_header_length(octets);
  return split(believable ? first_at_most(octets, total_length) : octets, total_length > octets.size());
}

bool ipv4_checksum_ok(Bytes header) { return checksum_holds(header); }

std::size_t build_ipv4(const Ipv4Header& header, const IpOptions& options, Bytes payload, MutableBytes out) {
  constexpr std::size_t fixed = layout<Ipv4Header>.octets;
  const std::size_t header_length = fixed + options.padded_size();
  const std::size_t length = header_length + payload.size();

  Ipv4Header filled = header;
  if (!filled.ihl) filled.ihl = static_cast<std::uint8_t>(header_length / octets_per_word);
  if (!filled.total_length) filled.total_length = static_cast<std::uint16_t>(length);

  if (payload.data() != out.data() + header_length) {
    std::copy(payload.begin(), payload.end(), out.begin() + static_cast<std::ptrdiff_t>(header_length));
  }
  const MutableBytes area = out.subspan(fixed, options.padded_size());
  std::copy(options.octets().begin(), options.octets().end(), area.begin());
  std::fill(area.begin() + static_cast<std::ptrdiff_t>(options.size()), area.end(), std::uint8_t{0});
  encode(filled, out);
  if (!filled.checksum) {
    write_u16(out, checksum_at, internet_checksum(covered_by_checksum(out.first(length), header_length)));
  }
  return length;
}

Octets build_ipv4(const Ipv4Header& header, const IpOptions& options, Bytes payload) {
  Octets datagram(layout<Ipv4Header>.octets + options.padded_size() + payload.size());
  build_ipv4(header, options, payload, datagram);
  return datagram;
}

}  // namespace icmpwire
