// `icmpwire craft` for IPv6: headers, extension headers and their options, and the language of any packet.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "cli/craft_line.h"
#include "packet/ip.h"
#include "tests/cli/crafting.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

using testing::HasSubstr;

Words of_line(const std::string& line) { return shell_words(line.substr(std::string("icmpwire ").size())); }

TEST(CraftIpv6, MakesAnEchoRequest) {
  const Octets made =
      crafted(craft("fd00:9:3::3 -S fd00:9:1::1 --set icmpv6.identifier=0x1234"
                    " --set icmpv6.sequence=1 --data abcdefgh -t 3 -Q 0xb8"));
  EXPECT_EQ(to_hex(first_at_most(made, 8)), "6b 80 00 00 00 10 3a 03");
  const auto ip = parse_ip(made);
  ASSERT_TRUE(ip);
  EXPECT_EQ(to_text(ip->destination), "fd00:9:3::3");
  EXPECT_TRUE(icmp_checksum_ok(*ip));
  EXPECT_EQ(to_hex(ip->payload).substr(0, 5), "80 00");
}

// The recorded requests from words, octet by octet: the checksums are not ours.
TEST(CraftIpv6, MakesTheRecordedRequests) {
  const Octets echo = recorded_ipv6_datagrams("42-ipv6-hop-limit-exceeded.pcap").front();
  const Words words = *cli::craft_arguments(echo, LinkType::raw);
  EXPECT_EQ(crafted(words), echo);
  EXPECT_THAT(words, testing::Not(testing::Contains(HasSubstr("checksum"))));
  EXPECT_THAT(words, testing::Not(testing::Contains(HasSubstr("payload_length"))));
}

TEST(CraftIpv6, PutsOptionsIntoExtensionHeaders) {
  const Octets made = crafted(craft("fd00:9:3::3 --destination-options opt:30:6162 --hop-by-hop ra"));
  EXPECT_EQ(to_hex(Bytes(made).subspan(6, 1)), "3c");
  EXPECT_EQ(to_hex(Bytes(made).subspan(40, 16)), "00 00 1e 02 61 62 01 00 3a 00 05 02 00 00 01 00");
  EXPECT_EQ(read_u16(made, 4), 16 + 8);
}

TEST(CraftIpv6, TakesAnyExtensionHeaderAsOctets) {
  const Octets made =
      crafted(craft("fd00:9:3::3 --extension 43:3a00fd0100000000 --set routing.segments_left=2"));
  EXPECT_EQ(to_hex(Bytes(made).subspan(40, 8)), "3a 00 fd 02 00 00 00 00");
}

TEST(CraftIpv6, SetsAddressesByTheNamesOfTheTables) {
  const Octets made =
      crafted(craft("fd00:9:3::3 --set ipv6.source=2001:db8::1 --set icmpv6.type=135"
                    " --set icmpv6.target=fe80::7 --set ipv6.hop_limit=255"));
  EXPECT_EQ(to_hex(Bytes(made).subspan(8, 16)), "20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01");
  EXPECT_EQ(to_hex(Bytes(made).subspan(48)), "fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 07");
}

TEST(CraftIpv6, HasTheEtherTypeOfItsVersion) {
  EXPECT_EQ(to_hex(Bytes(crafted(craft("fd00:9:3::3 --vlan 5"))).subspan(12, 6)), "81 00 00 05 86 dd");
}

TEST(CraftIpv6, BeginsWithARecordedPacket) {
  const std::string recording = ICMPWIRE_PCAPS_DIR "/42-ipv6-hop-limit-exceeded.pcap";
  const Octets whole = crafted(craft("--from " + recording + "#1"));
  EXPECT_EQ(whole, recorded_frames("42-ipv6-hop-limit-exceeded.pcap").front());
  const Octets edited = crafted(craft("--from " + recording + "#1 -t 9 --data xy"));
  const auto ip = parse_ip(Bytes(edited).subspan(14));
  ASSERT_TRUE(ip);
  EXPECT_EQ(ip->ttl, 9);
  EXPECT_TRUE(icmp_checksum_ok(*ip));
}

std::vector<std::string> ipv6_recordings() {
  std::vector<std::string> files = plain_recordings();
  std::erase_if(files, [](const std::string& file) { return file.find("ipv6") == std::string::npos; });
  return files;
}

TEST(CraftLineIpv6, MakesEachRecordedFrame) {
  std::size_t frames = 0;
  for (const std::string& file : ipv6_recordings()) {
    for (const Octets& frame : recorded_frames(file)) {
      const auto arguments = cli::craft_arguments(frame, LinkType::ethernet);
      ASSERT_TRUE(arguments) << file;
      ++frames;
      EXPECT_EQ(to_hex(crafted(of_line(cli::shell_line(*arguments)))), to_hex(frame)) << file;
    }
  }
  EXPECT_GT(frames, 60U);
}

TEST(CraftLineIpv6, MakesDamagedFrames) {
  std::mt19937 random(20261129);
  for (const std::string& file : ipv6_recordings()) {
    Octets frame = recorded_frames(file).back();
    for (int round = 0; round < 8; ++round) {
      frame[14 + random() % std::min<std::size_t>(frame.size() - 14, 90)] =
          static_cast<std::uint8_t>(random());
      const auto arguments = cli::craft_arguments(frame, LinkType::ethernet);
      if (!arguments) continue;
      EXPECT_EQ(to_hex(crafted(*arguments)), to_hex(frame)) << cli::shell_line(*arguments);
    }
  }
}

// Words of words are the same.
TEST(CraftLineIpv6, SaysWhatItWasMadeOf) {
  for (const std::string line :
       {"fd00:9:3::3 -S fd00:9:1::1 --hop-by-hop ra:0",
        "fd00:9:3::3 --destination-options 'jumbo:70000 pad1*2'", "fd00:9:3::3 --hop-by-hop ''",
        "fd00:9:3::3 --hop-by-hop 'limit:04 opt:30:6162' -s 56"}) {
    const Octets made = crafted(craft(line));
    EXPECT_EQ(*cli::craft_arguments(made, LinkType::raw), craft(line));
  }
}

TEST(CraftIpv6, RefusesWhatIsOfTheOtherVersion) {
  const auto error = [](const std::string& arguments) { return run_inside(craft(arguments)).error; };
  EXPECT_THAT(error("fd00:9:3::3 -o ra"), HasSubstr("it has extension headers instead"));
  EXPECT_THAT(error("10.9.3.3 --hop-by-hop ra"), HasSubstr("it has IP options instead"));
  EXPECT_THAT(error("fd00:9:3::3 --set ip.ttl=3"), HasSubstr("'ip' is none of the packet's headers"));
  EXPECT_THAT(error("fd00:9:3::3 --set ipv6.source=10.9.1.1"), HasSubstr("needs an IPv6 address"));
  EXPECT_THAT(error("fd00:9:3::3 --hop-by-hop zebra"), HasSubstr("'zebra' is no option"));
  EXPECT_THAT(error("fd00:9:3::3 --extension 43"), HasSubstr("lacks the header's octets"));
}

}  // namespace
}  // namespace icmpwire::test
