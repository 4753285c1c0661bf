// An echo request as its caller means it: addresses, data and every IP field that may be chosen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "packet/address.h"
#include "packet/ip_options.h"
#include "packet/time.h"

namespace icmpwire {

struct Request {
  IpAddress to;
  std::optional<IpAddress> from;            // unset: as the route says
  Bytes data;                               // copied when the request is prepared
  std::uint8_t ttl = 128;                   // or the hop limit; Windows' default
  std::uint8_t tos = 0;                     // or the traffic class
  bool reserved = false;                    // IPv4 alone
  bool dont_fragment = false;               // IPv6 has no such flag: the request is not cut here
  bool beyond_path_mtu = false;             // not cut, nor refused, by what was learned of the path's MTU
  IpOptions options;                        // IPv4 alone; sent as they are
  bool malformed_options = false;           // send options even where they do not tile their area
  Nanos timeout = std::chrono::seconds(4);  // from the departure
  std::uint32_t most_answers = 1;  // to collect until the timeout where the destination is more than one host
  std::optional<std::uint16_t> identifier;  // unset: the exchange's next pair
  std::optional<std::uint16_t> sequence;
};

// "echo to 10.9.3.3, 32 octets, ttl 64, options 07 27 04, timeout 1000 ms": what is said of it in recordings.
std::string to_text(const Request& request);

}  // namespace icmpwire
