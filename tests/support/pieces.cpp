#include "tests/support/pieces.h"

#include <gtest/gtest.h>

namespace icmpwire::test {
namespace {

std::uint8_t octet_at(std::size_t place) { return static_cast<std::uint8_t>(place * 7 + place / 256); }

}  // namespace

Ipv4Header header_of(unsigned identification) {
  Ipv4Header header;
  header.identification = static_cast<std::uint16_t>(identification);
  header.source = {{10, 9, 3, 3}};
  header.destination = {{10, 9, 1, 1}};
  return header;
}

Octets octets_of(const Piece& piece, Ipv4Header header, const IpOptions& options) {
  Octets data(piece.length);
  for (std::size_t i = 0; i < data.size(); ++i) data[i] = octet_at(piece.offset + i);
  if (!data.empty()) data[0] = static_cast<std::uint8_t>(data[0] + piece.first_octet_differs_by);
  header.more_fragments = piece.more;
  header.fragment_offset = static_cast<std::uint16_t>(piece.offset / 8);
  return build_ipv4(header, options, data);
}

std::optional<Octets> add(Reassembly& reassembly, Bytes fragment, Nanos at) {
  const auto datagram = parse_ipv4(fragment);
  EXPECT_TRUE(datagram) << to_hex(fragment);
  if (!datagram) return std::nullopt;
  const std::optional<Bytes> whole = reassembly.add(*datagram, at);
  if (!whole) return std::nullopt;
  return Octets(whole->begin(), whole->end());
}

}  // namespace icmpwire::test
