// Answers to those who ask for link addresses, for hosts that are not there: by ARP (RFC 826) and neighbour
// discovery (RFC 4861).
#pragma once

#include <optional>

#include "packet/address.h"
#include "packet/bytes.h"

namespace icmpwire {

// Who has `wanted`?
struct NeighbourQuestion {
  IpAddress wanted;
  IpAddress asker;
  MacAddress asker_station;
};

// In an Ethernet frame without VLAN tags. nullopt: it asks for nothing, or only whether an address is free
// (RFC 5227 2.1.1, RFC 4862 5.4), which nobody is to contest here.
std::optional<NeighbourQuestion> read_neighbour_question(Bytes frame);

// The frame that says: the station `own` has it.
Octets neighbour_reply(const NeighbourQuestion& question, const MacAddress& own);

}  // namespace icmpwire
