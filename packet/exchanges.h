// Which packets of a capture belong together, and the routes that their options recorded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "packet/answers.h"
#include "packet/dissection.h"

namespace icmpwire {

// Where on its way a packet was: an answer has turned where it was made, and comes back.
enum class Leg : std::uint8_t { there, turn, back };
std::string_view to_text(Leg leg);  // "there"

// A stop on the way of a packet, in the order of the way.
struct RouteStep {
  IpAddress address;
  std::string_view role;            // "sender", "Recorded Address", "receiver"
  std::optional<std::uint32_t> at;  // octet of the packet that holds the address; unset: in the IP header
  Leg leg = Leg::there;
};

// What the packet's place among the others says.
struct PacketRole {
  std::optional<IpAddress> source, destination;  // of its outermost datagram
  std::optional<std::size_t> answers;            // the packet that it replies to, or that it says an error of
  bool is_error = false;                         // an ICMP error that quotes an echo request
  std::optional<std::uint8_t> ttl;               // or hop limit, of its outermost datagram
  std::optional<std::uint8_t>
      hop;                       // of a time exceeded: how many hops away its source is, by the request's TTL
  std::vector<RouteStep> route;  // empty where no option of the datagram holds addresses
};

// Reads packets in their order and remembers the echo requests among them.
class Exchanges {
 public:
  PacketRole add(const Dissection& packet);

 private:
  using Key = std::tuple<IpAddress, std::uint16_t, std::uint16_t>;  // requester, identifier, sequence
  struct Asked {
    std::size_t packet;
    std::uint8_t ttl;
  };
  void pair(PacketRole& role, const IpDatagram& datagram, const std::optional<Answer>& answer);

  std::size_t next_ = 0;
  std::map<Key, Asked> requests_;
};

}  // namespace icmpwire
