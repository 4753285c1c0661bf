// What tests of replaying need: recorded exchanges, live variants of their requests, and the answers to
// these.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "capture/wire.h"
#include "packet/ipv4.h"

namespace icmpwire::test {

// How a live request differs from the recorded one; unset: not at all.
struct Variant {
  std::optional<std::uint16_t> identifier{};
  std::optional<std::uint16_t> sequence{};
  std::optional<std::uint16_t> ip_identification{};
  std::optional<Ipv4Address> source{};
  std::optional<Octets> data{};  // behind the ICMP header
};

// The request with checksums that are right again, or, where they were not, are the recorded ones.
Octets varied(Bytes request, const Variant& variant);

struct Arrived {
  Octets datagram;
  Nanos at{};
  std::uint32_t original_length = 0;
  std::string device;
};

// A replay of a capture file; fails the test where it does not open.
std::unique_ptr<Wire> replay(const std::string& path);
std::unique_ptr<Wire> replay_recording(const std::string& name);  // of pcaps/, without .pcap

// Sends by the wire's own route and takes all that comes within a minute of the wire's time; none where the
// wire refuses the request because nothing is recorded for it.
std::vector<Arrived> all_answers_to(Wire& wire, Bytes request);

}  // namespace icmpwire::test
