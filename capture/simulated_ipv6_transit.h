// An IPv6 datagram while a simulated node handles it.
#pragma once

#include <optional>

#include "capture/network.h"
#include "packet/ipv6.h"

namespace icmpwire {

inline constexpr Ipv6Address all_nodes{{0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};  // of a link

struct Ipv6Transit {
  Octets octets;                         // the datagram alone
  std::optional<std::size_t> interface;  // that it came in by; nullopt: from the node itself
  Nanos at{};                            // when it came
  Path path;                             // where it goes

  // How far its chain of headers is read.
  std::size_t named_at = 6;                         // the octet that names the next header
  std::size_t next_at = layout<Ipv6Header>.octets;  // where that begins
  bool was_fragmented = false;                      // a fragment header was read

  Ipv6Header header() const { return decode_fixed<Ipv6Header>(octets); }
  Protocol next_header() const { return Protocol{octets[named_at]}; }
  Bytes rest() const { return Bytes(octets).subspan(next_at); }
  // Passes over the next header, which has this many octets and begins by naming what follows.
  void pass(std::size_t header_octets) {
    named_at = next_at;
    next_at += header_octets;
  }
};

}  // namespace icmpwire
