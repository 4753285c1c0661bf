// A datagram while a simulated node handles it.
#pragma once

#include <optional>

#include "capture/network.h"
#include "capture/simulated_options.h"
#include "packet/ipv4.h"

namespace icmpwire {

struct Transit {
  Octets octets;                         // the datagram alone, its header valid
  std::optional<std::size_t> interface;  // that it came in by; nullopt: from the node itself
  Nanos at{};                            // when it came
  Path path;                             // where it goes
  OptionMarks marks;

  Ipv4Header header() const { return decode_fixed<Ipv4Header>(octets); }
  std::size_t header_size() const { return (octets[0] & 0x0fU) * 4U; }
  MutableBytes header_octets() { return MutableBytes(octets).first(header_size()); }
  Bytes header_octets() const { return Bytes(octets).first(header_size()); }
  Bytes payload() const { return Bytes(octets).subspan(header_size()); }
};

}  // namespace icmpwire
