// An address is never cut: a row names all of its octets.
// expect: row: an address fills whole octets
#include "packet/address.h"
#include "packet/layout.h"

namespace icmpwire {

struct Header {
  Ipv4Address address;
};

constexpr auto part = row<&Header::address, 0, 24>({"address", "Address", "three octets", "none"});

}  // namespace icmpwire
