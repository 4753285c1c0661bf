#include "tests/capture/simulated_ipv6_fixture.h"

#include <stdexcept>

namespace icmpwire::test {

Ipv6Address ipv6_address(std::string_view text) {
  const auto parsed = parse_ipv6_address(text);
  if (!parsed) throw std::invalid_argument(std::string(text));
  return *parsed;
}

Ipv6Header ipv6_header_to(std::string_view destination, std::string_view source) {
  Ipv6Header header;
  header.source = ipv6_address(source);
  header.destination = ipv6_address(destination);
  return header;
}

Octets ipv6_echo_request(const Ipv6Header& header, std::size_t size) {
  Icmpv6Echo echo;
  echo.identifier = 0x1234;
  echo.sequence = 1;
  Octets data(size);
  for (std::size_t i = 0; i < size; ++i) data[i] = static_cast<std::uint8_t>(i);
  Octets message(layout<Icmpv6Echo>.octets + size);
  build_icmpv6(echo, data, header.source, header.destination, message);
  return build_ipv6(header, {}, message);
}

Octets ipv6_echo_request(std::string_view destination, std::size_t size) {
  return ipv6_echo_request(ipv6_header_to(destination), size);
}

std::vector<Received> answers_by(Wire& wire, const IpAddress& to, Bytes datagram) {
  const Result<Route> route = wire.route(to, std::nullopt);
  if (!route) throw std::runtime_error(to_text(route.error()));
  const Result<Sent> sent = wire.send(datagram, *route);
  if (!sent) throw std::runtime_error(to_text(sent.error()));
  return receive_all(wire, sent->frame.at + std::chrono::minutes(2));
}

std::vector<Received> ipv6_answers_to(Bytes datagram) {
  return answers_by(*simulate(built_in_network(), built_in_host),
                    decode_fixed<Ipv6Header>(datagram).destination, datagram);
}

std::string summary_of(const Received& received) {
  const Ipv6Datagram datagram = *parse_ipv6(received.datagram);
  const Bytes message = datagram.payload;
  if (datagram.is_fragment()) return "fragment " + to_text(datagram.header.source);
  if (!icmpv6_checksum_ok(message, datagram.header.source, datagram.header.destination))
    return "bad checksum";
  return std::to_string(message[0]) + "." + std::to_string(message[1]) + " " +
         to_text(datagram.header.source);
}

std::vector<std::string> summaries_of(const std::vector<Received>& all) {
  std::vector<std::string> summaries;
  for (const Received& each : all) summaries.push_back(summary_of(each));
  return summaries;
}

}  // namespace icmpwire::test
