#include "tests/capture/simulated_fixture.h"

#include <algorithm>
#include <stdexcept>

namespace icmpwire::test {

Ipv4Address address(std::string_view text) {
  const auto parsed = parse_ipv4_address(text);
  if (!parsed) throw std::invalid_argument(std::string(text));
  return *parsed;
}

Ipv4Header header_to(std::string_view destination) {
  Ipv4Header header;
  header.source = address("10.9.1.1");
  header.destination = address(destination);
  header.identification = 1;
  return header;
}

Octets echo_request(const Ipv4Header& header, const IpOptions& options, std::size_t size) {
  IcmpEcho echo;
  echo.identifier = 0x1234;
  echo.sequence = 1;
  Octets data(size);
  for (std::size_t i = 0; i < size; ++i) data[i] = static_cast<std::uint8_t>(i);
  Octets message(layout<IcmpEcho>.octets + size);
  build_icmp(echo, data, message);
  return build_ipv4(header, options, message);
}

Octets echo_request(std::string_view destination, const IpOptions& options, std::size_t size) {
  return echo_request(header_to(destination), options, size);
}

IpOptions together(std::initializer_list<IpOptions> options) {
  IpOptions all;
  for (const IpOptions& each : options) {
    if (!all.append(each.octets())) throw std::length_error("more than 40 octets of options");
  }
  return all;
}

Sent send(Wire& wire, Bytes datagram) {
  const auto header = decode<Ipv4Header>(datagram);
  const Ipv4Address destination = header ? header->destination : address("10.9.1.2");
  const Result<Route> route = wire.route(destination, std::nullopt);
  if (!route) throw std::runtime_error(to_text(route.error()));
  Result<Sent> sent = wire.send(datagram, *route);
  if (!sent) throw std::runtime_error(to_text(sent.error()));
  return *sent;
}

std::vector<Received> receive_all(Wire& wire, Nanos until) {
  std::vector<Received> all;
  for (;;) {
    const Result<std::optional<Frame>> frame = wire.receive(until);
    if (!frame) throw std::runtime_error(to_text(frame.error()));
    if (!*frame) return all;
    const Bytes datagram = (*frame)->datagram();
    all.push_back(
        {Octets(datagram.begin(), datagram.end()), (*frame)->at, (*frame)->device, (*frame)->local});
  }
}

std::vector<Received> answers_to(Wire& wire, Bytes datagram) {
  const Nanos departure = send(wire, datagram).frame.at;
  return receive_all(wire, departure + std::chrono::seconds(60));
}

std::vector<Received> answers_to(const Network& network, Bytes datagram) {
  return answers_to(*simulate(network, built_in_host), datagram);
}

std::vector<Received> answers_to(Bytes datagram) { return answers_to(built_in_network(), datagram); }

std::optional<TypeAndCode> only_answer(const std::vector<Received>& answers) {
  if (answers.size() != 1) return std::nullopt;
  const IcmpMessage message = answers.front().icmp();
  return TypeAndCode{message.type(), message.code()};
}

std::vector<std::string> route_of(const Ipv4Datagram& datagram, OptionType type) {
  std::vector<std::string> addresses;
  const auto option = find_option(datagram.options, type);
  if (!option) return addresses;
  const auto route = as_route(*option);
  for (std::size_t i = 0; i < route->slots.size() / 4; ++i) addresses.push_back(to_text(route->slot(i)));
  return addresses;
}

NetworkNode& node_of(Network& network, std::string_view name) {
  return *std::find_if(network.nodes.begin(), network.nodes.end(),
                       [&](const NetworkNode& node) { return node.name == name; });
}

void set_mtu(Network& network, std::string_view link, std::uint32_t mtu) {
  for (NetworkNode& node : network.nodes) {
    for (NetworkInterface& interface : node.interfaces) {
      if (interface.link == link) interface.mtu = mtu;
    }
  }
}

}  // namespace icmpwire::test
