// `icmpwire craft`: the recorded requests from words, its formats, recorded packets to begin with, refusals.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "cli/craft_line.h"
#include "packet/ipv4.h"
#include "tests/cli/crafting.h"
#include "tests/cli/schema.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

// One line of golden/requests.txt.
struct RequestLine {
  std::string recording;
  std::string arguments;
};

std::vector<RequestLine> request_lines() {
  std::istringstream text(file_text(ICMPWIRE_SOURCE_DIR "/tests/cli/golden/requests.txt"));
  std::vector<RequestLine> lines;
  for (std::string line; std::getline(text, line);) {
    if (line[0] == '#') continue;
    const std::size_t colon = line.find(':');
    std::string name = line.substr(0, colon);
    std::string arguments = line.substr(colon + 1) + " -S 10.9.1.1 --set ip.identification=1";
    if (const std::size_t alone = name.find(" alone"); alone != std::string::npos) {
      name.resize(alone);
    } else {
      arguments += " --set icmp.identifier=0x1234 --set icmp.sequence=1 --data abcdefgh";
    }
    lines.push_back({name, arguments});
  }
  return lines;
}

TEST(Craft, MakesTheRecordedRequestsFromWords) {
  const std::vector<RequestLine> lines = request_lines();
  ASSERT_EQ(lines.size(), 34U);
  for (const RequestLine& line : lines) {
    const Octets recorded = recorded_datagrams(line.recording + ".pcap").front();
    EXPECT_EQ(to_hex(crafted(craft(line.arguments))), to_hex(recorded)) << line.recording;
  }
}

// What explain prints at the end of each packet makes the packet again.
TEST(CraftLine, MakesEachRecordedFrame) {
  std::size_t frames = 0;
  for (const std::string& file : plain_recordings()) {
    for (const auto& [frame, link] : recorded_packets(file)) {
      const auto arguments = cli::craft_arguments(frame, link);
      if (!arguments) {
        EXPECT_FALSE(link == LinkType::ethernet && read_u16(frame, 12) == 0x0800) << file;
        continue;
      }
      ++frames;
      // Of link layers only Ethernet's can be crafted; behind others it is the datagram.
      const Octets made = crafted(shell_words(cli::shell_line(*arguments).substr(9)));
      const std::size_t link_octets = link == LinkType::ethernet ? 0 : frame.size() - made.size();
      EXPECT_EQ(to_hex(made), to_hex(Bytes(frame).subspan(link_octets))) << file;
    }
  }
  EXPECT_GT(frames, 140U);
}

TEST(CraftLine, MakesDamagedFrames) {
  std::mt19937 random(20261123);
  for (const std::string& file : plain_recordings()) {
    auto [frame, link] = recorded_packets(file).back();
    for (int round = 0; round < 4; ++round) {
      frame[14 + random() % std::min<std::size_t>(frame.size() - 14, 70)] =
          static_cast<std::uint8_t>(random());
      const auto arguments = cli::craft_arguments(frame, LinkType::ethernet);
      if (!arguments) continue;
      EXPECT_EQ(to_hex(crafted(*arguments)), to_hex(frame)) << cli::shell_line(*arguments);
    }
  }
}

TEST(CraftLine, NamesTagsAndTrailers) {
  const std::string arguments =
      "10.9.3.3 --vlan '5{priority=3,ether_type=provider-vlan}' --vlan 7 --trailer 0000"
      " --set ethernet.source=02:00:00:00:00:01";
  const Octets frame = crafted(craft(arguments));
  EXPECT_EQ(to_hex(first_at_most(frame, 22)),
            "00 00 00 00 00 00 02 00 00 00 00 01 81 00 60 05 88 a8 00 07 08 00");
  EXPECT_EQ(crafted(*cli::craft_arguments(frame, LinkType::ethernet)), frame);
}

TEST(CraftLine, HasEightyColumnsWhereItsWordsAllow) {
  const Octets frame = recorded_frames("36-df-frag-needed-mtu600.pcap").back();
  std::istringstream lines(cli::shell_line(*cli::craft_arguments(frame, LinkType::ethernet)));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
}

const std::string rr9 = ICMPWIRE_PCAPS_DIR "/02-rr9.pcap";
const std::string bad_checksum = ICMPWIRE_PCAPS_DIR "/26-bad-icmp-cksum-noreply.pcap";

Octets datagram(const Octets& frame) { return {frame.begin() + 14, frame.end()}; }

TEST(CraftFrom, KeepsThePacketAsItWasRecorded) {
  EXPECT_EQ(crafted(craft("--from " + rr9 + "#2")), recorded_frames("02-rr9.pcap")[1]);
  EXPECT_EQ(crafted(craft("--from " + bad_checksum)), recorded_frames("26-bad-icmp-cksum-noreply.pcap")[0]);
}

TEST(CraftFrom, ComputesAnewWhatItsHeaderHasComputed) {
  const Octets edited = datagram(crafted(craft("--from " + rr9 + "#1 -t 9")));
  EXPECT_EQ(edited[8], 9);
  EXPECT_TRUE(ipv4_checksum_ok(Bytes(edited).first(60)));
  EXPECT_EQ(read_u16(edited, 4), 1) << "the identification is no computed one";
}

TEST(CraftFrom, LeavesOtherHeadersAlone) {
  EXPECT_EQ(read_u16(datagram(crafted(craft("--from " + bad_checksum + " -t 9"))), 22), 0x1111);
  EXPECT_EQ(read_u16(datagram(crafted(craft("--from " + bad_checksum + " --set icmp.sequence=1"))), 22),
            0x5435);
}

TEST(CraftFrom, KeepsWhatItIsTold) {
  const Octets edited = datagram(crafted(craft("--from " + rr9 + "#1 -t 9 --keep ip.checksum")));
  EXPECT_EQ(read_u16(edited, 10), 0x3090);
  const Octets computed =
      datagram(crafted(craft("--from " + bad_checksum + " --set icmp.checksum=computed")));
  EXPECT_EQ(read_u16(computed, 22), 0x5435);
}

TEST(CraftFrom, ReplacesOptionsAndData) {
  const Octets edited = datagram(crafted(craft("--from " + rr9 + "#1 -o ra --data xy 10.9.1.2")));
  EXPECT_EQ(to_hex(Bytes(edited).subspan(20, 4)), "94 04 00 00");
  EXPECT_EQ(read_u16(edited, 2), edited.size());
  EXPECT_EQ(edited.size(), 24U + 8 + 2);
  EXPECT_EQ(edited[19], 2);
}

TEST(Craft, FillsTheData) {
  const auto data = [](const std::string& arguments) {
    const Octets octets = crafted(craft("10.9.3.3 " + arguments));
    return to_hex(Bytes(octets).subspan(28));
  };
  EXPECT_EQ(data(""), "");
  EXPECT_EQ(data("-s 3"), "00 01 02");
  EXPECT_EQ(data("-s 5 -p abcd"), "ab cd ab cd ab");
  EXPECT_EQ(data("-p abcd"), "ab cd");
  EXPECT_EQ(data("--data a --hex 00ff --data b"), "61 00 ff 62");
  EXPECT_EQ(data("--data abc -s 5"), "61 62 63 03 04");
  EXPECT_EQ(data("--data abc -s 2"), "61 62");
}

TEST(Craft, KeepsTheFieldsThatTwoShapesOfAMessageHave) {
  const Octets octets = crafted(
      craft("10.9.3.3 --set icmp.sequence=7 --set icmp.identifier=9 --set icmp.type=timestamp-reply"));
  EXPECT_EQ(to_hex(Bytes(octets).subspan(24, 4)), "00 09 00 07");
  EXPECT_EQ(octets.size(), 40U);
}

// A header of which a receiver reads the beginning of the message as options, and one that cannot hold them
// all.
TEST(Craft, ForcesWhatNobodyElseSends) {
  const Octets unpadded = crafted(craft("10.9.3.3 -o rr:2 --pad none --force"));
  EXPECT_EQ(to_hex(first_at_most(unpadded, 4)), "48 00 00 27");
  EXPECT_EQ(to_hex(Bytes(unpadded).subspan(20)), "07 0b 04 00 00 00 00 00 00 00 00 08 00 f7 ff 00 00 00 00");
  const Octets full = crafted(craft("10.9.3.3 -o 'rr:9 ra' --force"));
  EXPECT_EQ(full[0], 0x4f);
  EXPECT_EQ(full.size(), 20U + 44 + 8);
}

TEST(Craft, StampsItselfWhereAsked) {
  const Octets octets = crafted(craft("10.9.3.3 -S 10.9.1.1 --stamp-self -o rr:2"));
  EXPECT_EQ(to_hex(Bytes(octets).subspan(20, 12)), "07 0b 08 0a 09 01 01 00 00 00 00 00");
}

TEST(Craft, WritesItsFormats) {
  const std::string what = "10.9.3.3 -S 10.9.1.1 -o ra ";
  const Octets octets = crafted(craft(what));
  EXPECT_EQ(run_inside(craft(what + "--format text")).out,
            cli::explained(dissect(octets, LinkType::raw), LinkType::raw));
  EXPECT_EQ(run_inside(craft(what + "--language")).out, "icmpwire craft 10.9.3.3 -S 10.9.1.1 -o ra:0\n");
  EXPECT_THAT(run_inside(craft(what + "--format c")).out,
              StartsWith("static const unsigned char packet[32] = {\n    0x46, 0x00, 0x00, 0x20,"));
  const auto records = valid_records(run_inside(craft(what + "--json")).out);
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0]["octets"], to_hex(octets));
  EXPECT_EQ(records[0]["craft"], (Words{"craft", "10.9.3.3", "-S", "10.9.1.1", "-o", "ra:0"}));
}

TEST(Craft, WritesCapturesThatOthersRead) {
  const TemporaryFile raw(".pcap"), tagged(".pcap");
  EXPECT_EQ(run_inside(craft("10.9.3.3 -o ra --format pcap --output " + raw.path())).out, "");
  EXPECT_EQ(crafted(craft("--from " + raw.path())), crafted(craft("10.9.3.3 -o ra")));
  run_inside(craft("10.9.3.3 --vlan 5 --format pcap --output " + tagged.path()));
  EXPECT_EQ(crafted(craft("--from " + tagged.path())), crafted(craft("10.9.3.3 --vlan 5")));
}

class CraftRefusal : public testing::TestWithParam<Refused> {};
TEST_P(CraftRefusal, SaysWhereAndWhatElse) {
  expect_refused(run_inside(craft(GetParam().arguments)), GetParam());
}
INSTANTIATE_TEST_SUITE_P(
    Arguments, CraftRefusal,
    testing::Values(
        Refused{"10.9.3.3 -o 'nop rr:9{pointr=3}'",
                "read the IP options: 'pointr' is no field of record_route\n"
                "  nop rr:9{pointr=3}\n"
                "           ^^^^^^ needs type, length or pointer\n"
                "  try: pointer"},
        Refused{"10.9.3.3 -R -o ra",
                "send the IP options: the options take 44 octets, a header holds 40\n"
                "  rr:9 ra\n"
                "       ^^\n"
                "  try: --force, which sends them so"},
        Refused{"10.9.3.3 --set icmp.typ=3",
                "read --set icmp.typ=3: 'typ' is no field of icmp\n"
                "  icmp.typ=3\n"
                "       ^^^ needs type, code, checksum, identifier or sequence\n"
                "  try: type"},
        Refused{"10.9.3.3 --set i.ttl=3",
                "read --set i.ttl=3: 'i' is none of the packet's headers\n"
                "  i.ttl=3\n"
                "  ^ needs ethernet, ip or icmp, a dot, and a field\n"
                "  try: ip"},
        Refused{"10.9.3.3 --set ip.ttl=256",
                "read --set ip.ttl=256: ttl has 8 bits\n"
                "  ip.ttl=256\n"
                "         ^^^ needs a number from 0 to 255"},
        Refused{"10.9.3.3 --set vlan.priority=1",
                "read --set vlan.priority=1: 'vlan' is none of the packet's headers\n"
                "  vlan.priority=1\n"
                "  ^^^^ needs ethernet, ip or icmp, a dot, and a field"},
        Refused{"10.9.3.3 --vlan '5{priority=9}'",
                "read --vlan 5{priority=9}: priority has 3 bits\n"
                "  5{priority=9}\n"
                "             ^ needs a number from 0 to 7"},
        Refused{"10.9.3.3 --lsrr 10.9.1,10.9.2.2",
                "read --lsrr: '10.9.1' is no router\n"
                "  lsrr:10.9.1,10.9.2.2\n"
                "       ^^^^^^ needs an IPv4 address"},
        Refused{"",
                "craft a packet: it does not say where to\n"
                "  try: icmpwire craft DESTINATION | icmpwire craft --from FILE#N"},
        Refused{"localhost",
                "craft a packet: 'localhost' is no IP address: four decimal octets, or as fd00:9:1::1\n"
                "  try: an address: craft looks up no names"},
        Refused{"10.9.3.3 --keep ip.ttl",
                "keep ip.ttl: there is no recorded packet to keep it of\n"
                "  try: --from FILE#N"},
        Refused{"10.9.3.3 --output /no/such/folder/file",
                "write /no/such/folder/file: No such file or directory"}));

TEST(Craft, SaysWhatItCannotBeginWith) {
  EXPECT_THAT(run_inside(craft("--from " + rr9 + "#3")).error, HasSubstr("it has 2 packets and no packet 3"));
  EXPECT_EQ(run_inside(craft("--from /no/such/file")).status, 2);
}

TEST(Craft, TellsMistakesAsJson) {
  const auto records = valid_records(run_inside(craft("-j 10.9.3.3 -o zebra")).out);
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0]["code"], "bad-option");
  EXPECT_THAT(records[0]["needs"].get<std::string>(), StartsWith("zebra\n  ^^^^^\n"));
}

TEST(Craft, HelpsWithTheWordsOfOptions) {
  const std::string help = run_inside(craft("--help")).out;
  EXPECT_THAT(help, HasSubstr("\n  rr[:N|:A,B,...[,N]]       Record Route\n"));
  EXPECT_THAT(help, EndsWith("2 anything else.\n"));
}

}  // namespace
}  // namespace icmpwire::test
