#include "tests/capture/replay_fixture.h"

#include <gtest/gtest.h>

#include "capture/open_wire.h"
#include "capture/query_name.h"
#include "packet/checksum.h"

namespace icmpwire::test {
namespace {

// Sets the checksum anew, unless it was wrong before.
void renew_checksum(bool was_right, MutableBytes octets, std::size_t at) {
  if (!was_right) return;
  write_u16(octets, at, 0);
  write_u16(octets, at, internet_checksum(octets));
}

}  // namespace

Octets varied(Bytes request, const Variant& variant) {
  const auto recorded = parse_ipv4(request);
  EXPECT_TRUE(recorded);
  if (!recorded) return {};
  const bool header_right = ipv4_checksum_ok(recorded->header_octets);
  const bool message_right = checksum_holds(recorded->payload);
  const std::size_t header_size = recorded->header_octets.size();
  Octets octets(recorded->octets.begin(), recorded->octets.end());
  if (variant.data) {
    octets.resize(header_size + 8);
    octets.insert(octets.end(), variant.data->begin(), variant.data->end());
    write_u16(octets, 2, static_cast<std::uint16_t>(octets.size()));
  }
  const MutableBytes header = MutableBytes(octets).first(header_size);
  const MutableBytes message = MutableBytes(octets).subspan(header_size);
  if (variant.ip_identification) write_u16(header, 4, *variant.ip_identification);
  if (variant.source) write_u32(header, 12, variant.source->value());
  if (variant.identifier) write_u16(message, 4, *variant.identifier);
  if (variant.sequence) write_u16(message, 6, *variant.sequence);
  renew_checksum(header_right, header, 10);
  renew_checksum(message_right, message, 2);
  return octets;
}

std::unique_ptr<Wire> replay(const std::string& path) {
  auto wire = open_wire("replay:" + path);
  EXPECT_TRUE(wire) << (wire ? "" : to_text(wire.error()));
  return wire ? std::move(*wire) : nullptr;
}

std::unique_ptr<Wire> replay_recording(const std::string& name) {
  return replay(std::string(ICMPWIRE_PCAPS_DIR) + "/" + name + ".pcap");
}

std::vector<Arrived> all_answers_to(Wire& wire, Bytes request) {
  const auto datagram = parse_quoted_ip(request);
  EXPECT_TRUE(datagram);
  const auto route = wire.route(datagram->destination, datagram->source);
  EXPECT_TRUE(route) << (route ? "" : to_text(route.error()));
  const auto sent = wire.send(request, *route);
  if (!sent) {
    EXPECT_EQ(sent.error().reason, Reason::nothing_recorded) << to_text(sent.error());
    return {};
  }
  EXPECT_EQ(to_hex(sent->frame.datagram()), to_hex(request));
  const Nanos until = sent->frame.at + std::chrono::minutes(1);
  std::vector<Arrived> arrived;
  for (;;) {
    const auto frame = wire.receive(until);
    EXPECT_TRUE(frame);
    if (!*frame) return arrived;
    const Bytes octets = (*frame)->datagram();
    arrived.push_back({{octets.begin(), octets.end()},
                       (*frame)->at - sent->frame.at,
                       (*frame)->original_length,
                       std::string((*frame)->device.name.view())});
  }
}

}  // namespace icmpwire::test
