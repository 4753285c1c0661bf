// Path MTUs as the errors that came back tell them (RFC 1191, RFC 8201).
#pragma once

#include <cstdint>
#include <unordered_map>

#include "packet/address.h"
#include "packet/time.h"

namespace icmpwire {

// What is learned counts for ten minutes (RFC 1191 6.3, RFC 8201 4) and only ever lowers. Of more than a
// thousand destinations the one that was told of longest ago is forgotten. Not thread-safe.
class PathMtus {
 public:
  // An error said that `sent` octets are too many and `told` would pass; 0: it did not say, and the next
  // plateau below is taken (RFC 1191 7). IPv4 stops at 68 octets (RFC 791 3.2); an IPv6 router that tells
  // less than 1280 is not believed (RFC 8201 4).
  void learn(const IpAddress& destination, std::uint32_t told, std::uint32_t sent, Nanos now);

  // `first_hop`, or what was learned where that is less; octets.
  std::uint32_t mtu(const IpAddress& destination, std::uint32_t first_hop, Nanos now) const;

 private:
  struct Learned {
    std::uint32_t mtu = 0;
    Nanos at{};
  };
  struct Hash {
    std::size_t operator()(const IpAddress& address) const;
  };

  void make_room(Nanos now);

  std::unordered_map<IpAddress, Learned, Hash> learned_;
};

}  // namespace icmpwire
