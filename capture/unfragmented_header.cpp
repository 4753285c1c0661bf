#include "capture/unfragmented_header.h"

#include <algorithm>

#include "capture/checksum_carry.h"

namespace icmpwire {
namespace {

constexpr std::size_t ipv6_header_octets = layout<Ipv6Header>.octets;

// RFC 8200 4.5: what named the fragment header names what followed it.
void without_fragment_header(const IpDatagram& fragment, std::size_t size, std::size_t begin, Octets& out) {
  constexpr std::size_t next_header_at = 6;
  constexpr std::ptrdiff_t fragment_header_octets = layout<Ipv6FragmentHeader>.octets;
  const Bytes was = fragment.header_octets;
  std::size_t named_at = next_header_at;
  for (std::size_t at = ipv6_header_octets; at < fragment.fragment_head.size();) {
    const Protocol type{was[named_at]};
    named_at = at;
    at += std::max<std::size_t>(extension_header_octets(type, was.subspan(at)), 8);
  }
  out[begin + named_at] = was[fragment.fragment_head.size()];
  const auto removed = out.begin() + static_cast<std::ptrdiff_t>(begin + fragment.fragment_head.size());
  out.erase(removed, removed + fragment_header_octets);
  const std::size_t payload = out.size() - begin - ipv6_header_octets + size;
  write_u16(MutableBytes(out).subspan(begin), 4, static_cast<std::uint16_t>(payload));
}

}  // namespace

void append_unfragmented_header(const IpDatagram& first_fragment, std::size_t size, Octets& out) {
  const std::size_t begin = out.size();
  const Bytes was = first_fragment.header_octets;
  out.insert(out.end(), was.begin(), was.end());
  const MutableBytes header = MutableBytes(out).subspan(begin);
  if (!first_fragment.is_v4()) return without_fragment_header(first_fragment, size, begin, out);
  constexpr std::uint16_t flags_kept = 0xc000;  // reserved, and Don't Fragment
  write_u16(header, 2, static_cast<std::uint16_t>(was.size() + size));
  write_u16(header, 6, read_u16(header, 6) & flags_kept);
  carry_checksum(ones_complement_sum(was), header, 10);
}

}  // namespace icmpwire
