// Fragments made for tests of reassembly, by what matters there.
#pragma once

#include <optional>

#include "packet/ipv4.h"
#include "packet/reassembly.h"

namespace icmpwire::test {

// The data of all pieces are cut from one endless datagram: each octet follows from its place.
struct Piece {
  std::size_t offset;  // in octets, a multiple of 8
  std::size_t length;
  bool more;
  std::uint8_t first_octet_differs_by = 0;
};

Ipv4Header header_of(unsigned identification);

Octets octets_of(const Piece& piece, Ipv4Header header = header_of(1), const IpOptions& options = {});

// The whole datagram's octets, if this fragment completed it.
std::optional<Octets> add(Reassembly& reassembly, Bytes fragment, Nanos at = {});

}  // namespace icmpwire::test
