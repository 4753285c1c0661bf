#include "tests/live/live_test.h"

#include <cstdlib>
#include <stdexcept>

#include "capture/open_wire.h"

namespace icmpwire::live {

void require_namespaces() {
  const std::string& reason = why_no_namespaces();
  if (reason.empty()) return;
  const char* required = std::getenv("ICMPWIRE_REQUIRE_LIVE");
  if (required != nullptr && std::string_view(required) == "1") FAIL() << reason;
  GTEST_SKIP() << reason;
}

Octets Echo::datagram(const Ipv4Address& from, const Ipv4Address& to) const {
  IcmpEcho echo;
  echo.identifier = identifier;
  echo.sequence = sequence;
  Octets data(data_octets);
  for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::uint8_t>(i);
  Octets message(layout<IcmpEcho>.octets + data.size());
  build_icmp(echo, data, message);
  Ipv4Header header;
  header.identification = sequence;
  header.ttl = ttl;
  header.dont_fragment = dont_fragment;
  header.source = from;
  header.destination = to;
  return build_ipv4(header, {}, message);
}

std::optional<IcmpHeader> Received::icmp() const {
  const auto message = header.is_fragment() ? tl::unexpected(Malformed{}) : parse_icmp(payload);
  if (!message) return std::nullopt;
  return message->header;
}

bool Received::is(IcmpType type, std::uint8_t code) const {
  return icmp() && payload[0] == static_cast<std::uint8_t>(type) && payload[1] == code;
}

TestWire::TestWire(const std::string& spec) {
  auto opened = open_wire(spec);
  if (!opened) throw std::runtime_error(to_text(opened.error()));
  wire_ = std::move(*opened);
}

Sent TestWire::send(const Echo& echo, const Ipv4Address& to) {
  const auto route = wire_->route(to, std::nullopt);
  if (!route) throw std::runtime_error(to_text(route.error()));
  const auto sent = wire_->send(echo.datagram(route->source.v4(), to), *route);
  if (!sent) throw std::runtime_error(to_text(sent.error()));
  return *sent;
}

std::optional<Received> TestWire::await(const Wanted& wanted, Nanos patience) {
  const Nanos until = wire_->now() + patience;
  while (wire_->now() < until) {
    const auto frame = wire_->receive(until);
    if (!frame) throw std::runtime_error(to_text(frame.error()));
    if (!*frame) continue;
    const auto datagram = parse_ipv4((*frame)->datagram());
    if (!datagram) continue;
    Received received{{(*frame)->octets.begin(), (*frame)->octets.end()},
                      **frame,
                      datagram->header,
                      {datagram->payload.begin(), datagram->payload.end()}};
    received.frame.octets = received.octets;
    if (wanted(received)) return received;
  }
  return std::nullopt;
}

std::optional<Received> TestWire::await(IcmpType type, std::uint8_t code) {
  return await([&](const Received& received) { return received.is(type, code); });
}

bool TestWire::answers(const Ipv4Address& to, const Echo& echo) {
  send(echo, to);
  return await(IcmpType::echo_reply).has_value();
}

}  // namespace icmpwire::live
