#include "packet/ipv4.h"

#include <algorithm>

#include "packet/checksum.h"

namespace icmpwire {
namespace {

constexpr std::size_t octets_per_word = 4;
constexpr std::uint16_t version_and_ihl_at = 0;
constexpr std::uint16_t total_length_at = 2;
constexpr std::size_t checksum_at = 10;

// The header and its options; the payload is everything behind them, whatever the total length says.
Parsed<Ipv4Datagram> split_header(Bytes octets) {
  const Parsed<Ipv4Header> header = decode<Ipv4Header>(octets);
  if (!header) return tl::unexpected(header.error());
  if (header->version != 4) return tl::unexpected(Malformed{Why::bad_version, version_and_ihl_at});
  const std::size_t length = *header->ihl * octets_per_word;
  if (length < layout<Ipv4Header>.octets || length > octets.size()) {
    return tl::unexpected(Malformed{Why::bad_header_length, version_and_ihl_at});
  }
  const Bytes options = octets.first(length).subspan(layout<Ipv4Header>.octets);
  return Ipv4Datagram{*header, octets.first(length), options, octets.subspan(length), octets};
}

void end_at(Ipv4Datagram& datagram, std::size_t total_length) {
  datagram.octets = datagram.octets.first(total_length);
  datagram.payload = datagram.octets.subspan(datagram.header_octets.size());
}

// What the header's checksum covers: as much as the IHL on the wire says, for that is what a receiver sums.
// An IHL that lies beyond reason leaves the header as it was built.
Bytes covered_by_checksum(Bytes datagram, std::size_t header_length) {
  const std::size_t claimed = (datagram[version_and_ihl_at] & 0x0fU) * octets_per_word;
  const bool possible = claimed >= layout<Ipv4Header>.octets && claimed <= datagram.size();
  return datagram.first(possible ? claimed : header_length);
}

}  // namespace

Parsed<Ipv4Datagram> parse_ipv4(Bytes octets) {
  Parsed<Ipv4Datagram> datagram = split_header(octets);
  if (!datagram) return datagram;
  const std::size_t total_length = *datagram->header.total_length;
  if (total_length < datagram->header_octets.size() || total_length > octets.size()) {
    return tl::unexpected(Malformed{Why::bad_total_length, total_length_at});
  }
  end_at(*datagram, total_length);
  return datagram;
}

Parsed<Ipv4Datagram> parse_quoted_ipv4(Bytes octets) {
  Parsed<Ipv4Datagram> datagram = split_header(octets);
  if (!datagram) return datagram;
  const std::size_t total_length = *datagram->header.total_length;
  datagram->truncated = total_length > octets.size();
  if (total_length >= datagram->header_octets.size() && !datagram->truncated) end_at(*datagram, total_length);
  return datagram;
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
