// The frames by which link addresses are asked for: ARP (RFC 826) and neighbour discovery (RFC 4861).
#pragma once

#include <optional>

#include "packet/address.h"
#include "packet/bytes.h"

namespace icmpwire {

inline constexpr MacAddress broadcast_mac{{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

// Who has `address`? Asked as `from` and `own` by ARP or by a neighbour solicitation, both addresses being of
// one IP version; of the station `to`, or of all that could have the address.
Octets neighbour_question(const IpAddress& address, const IpAddress& from, const MacAddress& own,
                          const std::optional<MacAddress>& to);

// An answer to such a question.
struct NeighbourAnswer {
  IpAddress address;
  std::optional<MacAddress> link_address;  // nullopt: the one that was asked
  bool overrides = true;                   // whatever was known of the address (RFC 4861 4.4)
};

// The answer in an Ethernet frame met on the device: an ARP reply, or a solicited neighbour advertisement
// that passes RFC 4861 7.1.2.
std::optional<NeighbourAnswer> read_neighbour_answer(Bytes frame, std::uint32_t device);

}  // namespace icmpwire
