// What tests of the simulated network share: sending octets into it and collecting what comes back.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "capture/simulated_wire.h"
#include "packet/icmp.h"
#include "packet/ipv4.h"

namespace icmpwire::test {

struct Received {
  Octets datagram;
  Nanos at{};
  Device device;
  bool local = false;

  Ipv4Datagram ip() const { return *parse_ipv4(datagram); }
  IcmpMessage icmp() const { return *parse_icmp(ip().payload); }
};

// An address from its text, which must be right.
Ipv4Address address(std::string_view text);

// An IPv4 header from h1 of the built-in network.
Ipv4Header header_to(std::string_view destination);

// An echo request with `size` octets of data.
Octets echo_request(const Ipv4Header& header, const IpOptions& options = {}, std::size_t size = 8);
Octets echo_request(std::string_view destination, const IpOptions& options = {}, std::size_t size = 8);

// Several options behind each other.
IpOptions together(std::initializer_list<IpOptions> options);

// Sends a datagram where its destination says.
Sent send(Wire& wire, Bytes datagram);

// All that is received until `until`.
std::vector<Received> receive_all(Wire& wire, Nanos until);

// What comes back for one datagram within 60 s of its departure.
std::vector<Received> answers_to(Wire& wire, Bytes datagram);
std::vector<Received> answers_to(const Network& network, Bytes datagram);
std::vector<Received> answers_to(Bytes datagram);  // in the built-in network

// The ICMP type and code of the only answer; nullopt where there is none or more than one.
struct TypeAndCode {
  IcmpType type;
  std::uint8_t code;
  friend bool operator==(const TypeAndCode&, const TypeAndCode&) = default;
};
std::optional<TypeAndCode> only_answer(const std::vector<Received>& answers);

// The slots of the first option of the type in a datagram.
std::vector<std::string> route_of(const Ipv4Datagram& datagram, OptionType type);

NetworkNode& node_of(Network& network, std::string_view name);
// The MTU of both ends of a link.
void set_mtu(Network& network, std::string_view link, std::uint32_t mtu);

}  // namespace icmpwire::test
