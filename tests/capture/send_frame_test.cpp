// Frames whose link header the caller wrote, on wires that carry only datagrams, and through decorators.
#include <gtest/gtest.h>

#include "capture/fault_injector.h"
#include "capture/recorder.h"
#include "packet/ethernet.h"
#include "tests/capture/capture_files.h"
#include "tests/capture/simulated_fixture.h"

namespace icmpwire {
namespace {

// The datagram behind an Ethernet header with a tag for VLAN 5.
Octets tagged(Bytes datagram) {
  Octets frame(18);
  encode(EthernetHeader{{{2, 0, 0, 0, 0, 2}}, {{2, 0, 0, 0, 0, 1}}, EtherType::vlan}, frame);
  encode(VlanTag{0, false, 5, EtherType::ipv4}, MutableBytes(frame).subspan(14));
  frame.insert(frame.end(), datagram.begin(), datagram.end());
  return frame;
}

Result<Sent> send_tagged(Wire& wire, const Octets& octets) {
  Frame frame;
  frame.octets = octets;
  frame.link = LinkType::ethernet;
  frame.datagram_at = 18;
  return wire.send_frame(frame, *wire.route(test::address("10.9.3.3"), std::nullopt));
}

TEST(SendFrame, IsReportedWithItsLinkHeader) {
  const auto wire = simulate(built_in_network(), built_in_host);
  const Octets octets = tagged(test::echo_request("10.9.3.3"));
  const auto sent = send_tagged(*wire, octets);
  ASSERT_TRUE(sent);
  EXPECT_EQ(to_hex(sent->frame.octets), to_hex(octets));
  EXPECT_EQ(sent->frame.link, LinkType::ethernet);
  EXPECT_EQ(sent->frame.datagram_at, 18U);
  EXPECT_EQ(sent->frame.direction, Direction::outbound);
  const auto answers = test::receive_all(*wire, std::chrono::seconds(1));
  EXPECT_EQ(test::only_answer(answers), (test::TypeAndCode{IcmpType::echo_reply, 0}));
}

TEST(SendFrame, IsRecordedWithItsLinkHeader) {
  const test::TemporaryFile file;
  const auto wire = record(simulate(built_in_network(), built_in_host), file.path());
  ASSERT_TRUE(wire);
  const Octets octets = tagged(test::echo_request("10.9.3.3"));
  ASSERT_TRUE(send_tagged(**wire, octets));
  EXPECT_EQ(test::receive_all(**wire, std::chrono::seconds(1)).size(), 1U);
  const auto capture = test::read_capture(file.path());
  ASSERT_EQ(capture.packets.size(), 2U);
  EXPECT_EQ(to_hex(capture.packets[0].octets), to_hex(octets));
}

TEST(SendFrame, IsLostLikeADatagram) {
  FaultSpec faults;
  faults.request_loss = 1;
  const auto wire = inject_faults(simulate(built_in_network(), built_in_host), faults);
  const Octets octets = tagged(test::echo_request("10.9.3.3"));
  const auto sent = send_tagged(*wire, octets);
  ASSERT_TRUE(sent);
  EXPECT_EQ(to_hex(sent->frame.octets), to_hex(octets));
  EXPECT_TRUE(test::receive_all(*wire, std::chrono::seconds(1)).empty());
}

TEST(SendFrame, AWireWithoutLinkHeadersFramesWithNone) {
  const auto wire = simulate(built_in_network(), built_in_host);
  const Octets datagram = test::echo_request("10.9.3.3");
  const auto frame = wire->framed(datagram, *wire->route(test::address("10.9.3.3"), std::nullopt));
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->link, LinkType::raw);
  EXPECT_EQ(frame->datagram_at, 0U);
  EXPECT_EQ(to_hex(frame->octets), to_hex(datagram));
  EXPECT_EQ(frame->device.name.view(), "sim0");
}

}  // namespace
}  // namespace icmpwire
