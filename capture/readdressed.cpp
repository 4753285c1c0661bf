#include "capture/readdressed.h"

#include <algorithm>

#include "capture/checksum_carry.h"

namespace icmpwire {

Octets readdressed(const IpDatagram& datagram, const IpAddress& source) {
  constexpr std::size_t v4_source_at = 12, v6_source_at = 8, v4_checksum_at = 10, icmp_checksum_at = 2;
  Octets octets(datagram.octets.begin(), datagram.octets.end());
  const std::size_t header_size = datagram.header_octets.size();
  const Bytes address = source.octets();
  const auto at = static_cast<std::ptrdiff_t>(datagram.is_v4() ? v4_source_at : v6_source_at);
  std::copy(address.begin(), address.end(), octets.begin() + at);
  if (datagram.is_v4()) {
    carry_checksum(ones_complement_sum(datagram.header_octets), MutableBytes(octets).first(header_size),
                   v4_checksum_at);
    return octets;
  }
  // RFC 4443 2.3: an ICMPv6 checksum covers the addresses.
  const bool has_checksum =
      datagram.is_icmp() && datagram.fragment_offset == 0 && datagram.payload.size() >= icmp_header_octets;
  if (has_checksum) {
    const std::size_t checksum_at = header_size + icmp_checksum_at;
    const std::uint16_t was = ones_complement_sum(datagram.source.octets());
    write_u16(octets, checksum_at,
              updated_checksum(read_u16(octets, checksum_at), was, ones_complement_sum(address)));
  }
  return octets;
}

}  // namespace icmpwire
