// What a simulated node gives to the network around it.
#pragma once

#include <optional>
#include <vector>

#include "packet/address.h"
#include "packet/bytes.h"
#include "packet/time.h"

namespace icmpwire {

struct Outbox {
  struct Departure {
    std::size_t interface;
    IpAddress next_hop;
    Octets datagram;
    std::optional<std::size_t> came_in_by;  // an interface; nullopt: the datagram is the node's own
  };
  std::vector<Departure> departures;
  std::vector<Octets> to_itself;
  std::vector<Nanos> wake_ups;  // instants at which it wants to be called
};

}  // namespace icmpwire
