// Which packets of a capture belong together, and the routes that their options recorded.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "packet/answers.h"
#include "packet/dissection.h"

namespace icmpwire {

// A stop on the way of a packet, in the order of the way.
struct RouteStep {
  IpAddress address;
  std::string_view role;  // "sender", "Recorded Address", "receiver"
};

// What the packet's place among the others says.
struct PacketRole {
  std::optional<IpAddress> source, destination;  // of its outermost datagram
  std::optional<std::size_t> answers;            // the packet that it replies to, or that it says an error of
  bool is_error = false;                         // an ICMP error that quotes an echo request
  std::vector<RouteStep> route;                  // empty where no option of the datagram holds addresses
};

// Reads packets in their order and remembers the echo requests among them.
class Exchanges {
 public:
  PacketRole add(const Dissection& packet);

 private:
  using Key = std::tuple<IpAddress, std::uint16_t, std::uint16_t>;  // requester, identifier, sequence
  void pair(PacketRole& role, const IpDatagram& datagram, const std::optional<Answer>& answer);

  std::size_t next_ = 0;
  std::map<Key, std::size_t> requests_;
};

}  // namespace icmpwire
