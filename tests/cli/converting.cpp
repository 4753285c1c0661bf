#include "tests/cli/converting.h"

#include <gtest/gtest.h>

#include <ostream>

#include "cli/packet_source.h"

namespace icmpwire::test {
namespace {

using Comments = std::vector<std::string_view>;

CapturedPacket packet_on(std::uint32_t interface, std::string_view name, std::uint32_t link_number, Nanos at,
                         Bytes octets) {
  CapturedPacket packet;
  packet.octets = octets;
  packet.link_number = link_number;
  packet.original_length = static_cast<std::uint32_t>(octets.size());
  packet.at = at;
  packet.interface = interface;
  packet.interface_name = name;
  return packet;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const KeptPacket& packet) {
  out << packet.octets.size() << " of " << packet.original_length << " octets "
      << to_hex(first_at_most(packet.octets, 64)) << ", link " << packet.link_number << ", at "
      << packet.at.count() << ", interface " << packet.interface << " '" << packet.interface_name << "'";
  if (packet.direction) out << (*packet.direction == Direction::inbound ? ", inbound" : ", outbound");
  for (const std::string& comment : packet.comments) out << ", '" << comment << "'";
  return out;
}

std::vector<KeptPacket> packets_in(const std::string& path) {
  std::vector<KeptPacket> packets;
  const auto reader = cli::open_packets(path);
  if (!reader) ADD_FAILURE() << to_text(reader.error());
  while (reader) {
    const auto next = (*reader)->next();
    if (!next) ADD_FAILURE() << to_text(next.error());
    if (!next || !*next) break;
    const CapturedPacket& packet = **next;
    packets.push_back({{packet.octets.begin(), packet.octets.end()},
                       packet.link_number,
                       packet.original_length,
                       packet.at,
                       packet.interface,
                       std::string(packet.interface_name),
                       packet.direction,
                       {packet.comments.begin(), packet.comments.end()}});
  }
  return packets;
}

void write_rich_capture(const std::string& path) {
  const auto writer = CaptureWriter::create(path);
  ASSERT_TRUE(writer) << to_text(writer.error());
  const auto write = [&](CapturedPacket packet, const Comments& comments) {
    packet.comments = comments;
    EXPECT_TRUE((*writer)->write(packet));
  };
  constexpr Nanos at{1'700'000'000'123'456'789};
  const Octets ping = packets_in(std::string(ICMPWIRE_PCAPS_DIR) + "/02-rr9.pcap").at(0).octets;

  CapturedPacket sent = packet_on(0, "eth0", 1, at, ping);
  sent.direction = Direction::outbound;
  write(sent,
        {"one", "two\nlines\tand */ an end, /* a beginning // a \\ and \x1b[1m", "", "täglich", " blanks "});

  CapturedPacket cut = packet_on(1, "any, \"odd\": 1", 276, at + Nanos(1), Bytes(ping).first(50));
  cut.original_length = 1514;
  cut.direction = Direction::inbound;
  write(cut, {});

  write(packet_on(2, "", 147, at + Nanos(2), Bytes(ping).first(3)),
        {"packet 7: 3 octets", "0000  45 00", "= {0x45}", "# comment: none", "direction: inbound"});
  write(packet_on(3, "", 12, {}, Bytes(ping).subspan(14)), {});
  write(packet_on(0, "eth0", 1, at + Nanos(3), {}), {"no octets"});
  write(packet_on(0, "eth0", 1, at + Nanos(4), Octets(70'000, 0x2a)), {"large"});
}

void convert_file(const std::string& from, const std::string& to) {
  const Ran ran = run_inside({"convert", from, "--output", to});
  EXPECT_EQ(ran.status, 0) << from << " to " << to << ": " << ran.error;
  EXPECT_EQ(ran.error, "");
}

}  // namespace icmpwire::test
