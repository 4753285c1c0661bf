// `icmpwire explain`: captures, octets in every shape, and what cannot be read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/craft_line.h"
#include "cli/hex_dump.h"
#include "tests/cli/program.h"

namespace icmpwire::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string recording = ICMPWIRE_PCAPS_DIR "/02-rr9.pcap";

// An echo request with 20 octets of data: the last line of a dump is short and its middle gap near.
const Octets packet = [] {
  Octets octets;
  from_hex(
      "45000030 00010000 400162ca 7f000001 7f000001 0800d7d4 12340001"
      "61626364 65666768 696a6b6c 6d6e6f70 71727374",
      octets);
  return octets;
}();

TEST(Explain, ShowsEachPacketOfACapture) {
  const Ran ran = run_inside({"explain", recording});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, StartsWith("=== packet 1 of " + recording +
                                  ": 90 octets, EN10MB, 2026-11-22T18:38:35.459831000Z\n\n"));
  EXPECT_THAT(ran.out, HasSubstr("\n=== packet 2 of " + recording));
}

TEST(Explain, ShowsOnePacketWhereAsked) {
  const Ran by_mark = run_inside({"explain", recording + "#2"});
  EXPECT_THAT(by_mark.out, StartsWith("=== packet 2 of " + recording));
  EXPECT_EQ(run_inside({"explain", "-n", "2", recording}).out, by_mark.out);
  const Ran none = run_inside({"explain", recording + "#3"});
  EXPECT_EQ(none.status, 2);
  EXPECT_THAT(none.error, HasSubstr("it has 2 packets and no packet 3"));
}

TEST(Explain, ReadsOctetsFromTheCommandLine) {
  const std::string expected = cli::explained(dissect(packet, LinkType::raw), LinkType::raw);
  EXPECT_EQ(run_inside({"explain", to_hex(packet)}).out, expected);
  EXPECT_EQ(run_inside({"explain", "0x4500", "0030:00010000", to_hex(Bytes(packet).subspan(8))}).out,
            expected);
}

TEST(Explain, EndsWithTheCommandThatMakesThePacket) {
  const Ran request = run_inside({"explain", ICMPWIRE_PCAPS_DIR "/12-router-alert.pcap#1"});
  EXPECT_THAT(request.out, HasSubstr("\nCommand that makes it\n---------------------\n"
                                     "icmpwire craft 10.9.3.3 -S 10.9.1.1 \\\n"));
  EXPECT_THAT(request.out, HasSubstr(" -o ra:0 "));
  EXPECT_THAT(run_inside({"explain", "7a83f325b21266151d4c6e110806"}).out, Not(HasSubstr("Command")));
}

TEST(Explain, GuessesTheLinkTypeOrIsTold) {
  // An address that begins like IPv6 would, before an EtherType and a datagram.
  EXPECT_THAT(run_inside({"explain", "66151d4c6e117a83f325b2120800 4500001c"}).out, HasSubstr("Ethernet II"));
  EXPECT_THAT(run_inside({"explain", "4500001c"}).out, HasSubstr("Internet Protocol, version 4"));
  EXPECT_THAT(run_inside({"explain", "7a83f325b21266151d4c6e110800"}).out, HasSubstr("Ethernet II"));
  EXPECT_THAT(run_inside({"explain", "--link", "ethernet", "4583f325b21266151d4c6e110800"}).out,
              HasSubstr("Ethernet II"));
  EXPECT_THAT(run_inside({"explain", "--link", "EN10MB", "4583f325b21266151d4c6e110800"}).out,
              HasSubstr("Ethernet II"));
}

struct Dump {
  const char* made_by;
  const char* text;
};
class HexDump : public testing::TestWithParam<Dump> {};
TEST_P(HexDump, HoldsThePacket) {
  const auto packets = cli::read_hex_dump(GetParam().text);
  ASSERT_TRUE(packets) << to_text(packets.error());
  ASSERT_EQ(packets->size(), 1U);
  EXPECT_EQ(to_hex(packets->front().octets), to_hex(packet));
}
INSTANTIATE_TEST_SUITE_P(
    OfPrograms, HexDump,
    testing::Values(
        Dump{"plain",
             "4500003000010000400162ca7f0000017f0000010800d7d412340001\n"
             "6162636465666768696a6b6c6d6e6f7071727374\n"},
        Dump{"tcpdump_x",
             "12:00:00.000000 IP 127.0.0.1 > 127.0.0.1: ICMP echo request, id 4660, seq 1, length 28\n"
             "\t0x0000:  4500 0030 0001 0000 4001 62ca 7f00 0001\n"
             "\t0x0010:  7f00 0001 0800 d7d4 1234 0001 6162 6364\n"
             "\t0x0020:  6566 6768 696a 6b6c 6d6e 6f70 7172 7374\n"},
        Dump{"tcpdump_X",
             "\t0x0000:  4500 0030 0001 0000 4001 62ca 7f00 0001  E..0....@.b.....\n"
             "\t0x0010:  7f00 0001 0800 d7d4 1234 0001 6162 6364  .........4..abcd\n"
             "\t0x0020:  6566 6768 696a 6b6c 6d6e 6f70 7172 7374  efghijklmnopqrst\n"},
        Dump{"xxd",
             "00000000: 4500 0030 0001 0000 4001 62ca 7f00 0001  E..0....@.b.....\n"
             "00000010: 7f00 0001 0800 d7d4 1234 0001 6162 6364  .........4..abcd\n"
             "00000020: 6566 6768 696a 6b6c 6d6e 6f70 7172 7374  efghijklmnopqrst\n"},
        Dump{"hexdump_C",
             "00000000  45 00 00 30 00 01 00 00  40 01 62 ca 7f 00 00 01  |E..0....@.b.....|\n"
             "00000010  7f 00 00 01 08 00 d7 d4  12 34 00 01 61 62 63 64  |.........4..abcd|\n"
             "00000020  65 66 67 68 69 6a 6b 6c  6d 6e 6f 70 71 72 73 74  |efghijklmnopqrst|\n"
             "00000030\n"},
        Dump{"C_array",
             "/* Frame (48 bytes) 0x99 */\nstatic const unsigned char packet_1[48] = {\n"
             "    0x45, 0x00, 0x00, 0x30, 0x00, 0x01, 0x00, 0x00, 0x40, 0x01, 0x62, 0xca, // {0x11}\n"
             "    0x7f, 0x00, 0x00, 0x01, 0x7f, 0x00, 0x00, 0x01, 0x08, 0x00, 0xd7, 0xd4,\n"
             "    0x12, 0x34, 0x0, 0x1, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, /* .. */\n"
             "    0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x70, 0x71, 0x72, 0x73, 0x74,\n};\n"
             "unsigned int packet_1_len = 48;\n"},
        Dump{"Escaped_string",
             "\"\\x45\\x00\\x00\\x30\\x00\\x01\\x00\\x00\\x40\\x01\\x62\\xca\\x7f\\x00\\x00\\x01\" \\\n"
             "\"\\x7f\\x00\\x00\\x01\\x08\\x00\\xd7\\xd4\\x12\\x34\\x00\\x01\\x61\\x62\\x63\\x64\" \\\n"
             "\"\\x65\\x66\\x67\\x68\\x69\\x6a\\x6b\\x6c\\x6d\\x6e\\x6f\\x70\\x71\\x72\\x73\\x74\"\n"},
        Dump{"Wireshark",
             "0000   45 00 00 30 00 01 00 00 40 01 62 ca 7f 00 00 01   E..0....@.b.....\r\n"
             "0010   7f 00 00 01 08 00 d7 d4 12 34 00 01 61 62 63 64   .........4..abcd\r\n"
             "0020   65 66 67 68 69 6a 6b 6c 6d 6e 6f 70 71 72 73 74   efghijklmnopqrst\r\n"}),
    [](const auto& dump) { return std::string(dump.param.made_by); });

// Text columns that could be read as octets.
TEST(HexDumps, EndBeforeTheTextColumn) {
  for (const char* text : {"00000000: 6162 6364                                abcd\n",
                           "0000  61 62 63 64                                       abcd\n",
                           "\t0x0000:  6162 6364                                abcd\n",
                           "00000000  61 62 63 64                                       |abcd|\n"}) {
    const auto packets = cli::read_hex_dump(text);
    ASSERT_TRUE(packets) << text;
    EXPECT_EQ(to_hex(packets->front().octets), "61 62 63 64") << text;
  }
  const auto half =
      cli::read_hex_dump("00000000  61 62 63 64 65 66 61 62                           |abcdefab|\n");
  EXPECT_EQ(half->front().octets.size(), 8U);
}

// hexdump and xxd -a write one line for many that are the same.
TEST(HexDumps, MayLeaveOutLinesThatAreTheSame) {
  const auto packets = cli::read_hex_dump(
      "00000000  45 00 00 3c 00 00 00 00  00 00 00 00 00 00 00 00  |E..<............|\n"
      "00000010  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n"
      "*\n"
      "00000040  01 02                                             |..|\n"
      "00000042\n");
  ASSERT_TRUE(packets) << to_text(packets.error());
  ASSERT_EQ(packets->front().octets.size(), 66U);
  EXPECT_EQ(to_hex(Bytes(packets->front().octets).last(3)), "00 01 02");
  const auto at_the_end =
      cli::read_hex_dump("00000000  45 00 00 3c 00 00 00 00  00 00 00 00 00 00 00 00  |E..<|\n*\n00000030\n");
  EXPECT_EQ(at_the_end->front().octets.size(), 48U);
}

TEST(HexDumps, HoldSeveralArrays) {
  const auto packets = cli::read_hex_dump("char a[] = {0x45, 0x00};\nchar b[] = {0x60};\n");
  ASSERT_TRUE(packets);
  ASSERT_EQ(packets->size(), 2U);
  EXPECT_EQ(packets->front().octets, (Octets{0x45, 0x00}));
  EXPECT_EQ(packets->back().octets, Octets{0x60});
}

TEST(HexDumps, HoldSeveralPackets) {
  const Ran ran = run_program({"explain", "-"},
                              "12:00 first\n\t0x0000:  4500 001c\n\n"
                              "12:01 second\n\t0x0000:  4600 001c\n");
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, StartsWith("=== packet 1\n\n4 octets: ip\n"));
  EXPECT_THAT(ran.out, HasSubstr("\n=== packet 2\n\n4 octets: ip\n"));
}

struct BadText {
  const char* text;
  const char* where;
};
class BadHex : public testing::TestWithParam<BadText> {};
TEST_P(BadHex, IsRefusedWithItsPlace) {
  const auto packets = cli::read_hex_dump(GetParam().text);
  ASSERT_FALSE(packets);
  EXPECT_EQ(to_text(packets.error()).substr(0, std::string_view(GetParam().where).size()), GetParam().where);
}
INSTANTIATE_TEST_SUITE_P(
    Texts, BadHex,
    testing::Values(BadText{"45 0g", "cannot read line 1, column 5: 'g' is no hexadecimal digit"},
                    BadText{"45 00\n  zz", "cannot read line 2, column 3: 'z'"},
                    BadText{"45 0", "cannot read line 1, column 5: the end of the line is no"},
                    BadText{"", "cannot read line 1, column 1: there are no octets"},
                    BadText{"0x0000:  45xx", "cannot read line 1, column 12: 'x'"},
                    BadText{"0x0000:  4500\n0x0010:  4500", "cannot read line 2, column 1: this offset"}));

TEST(Explain, ReadsStandardInput) {
  const Ran ran = run_program({"explain", "-"}, to_hex(packet) + "\n");
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.out, cli::explained(dissect(packet, LinkType::raw), LinkType::raw));
}

// Plain and as pcapng, whose first octets are those of a text.
TEST(Explain, ReadsCapturesFromStandardInput) {
  const Ran file = run_inside({"explain", "--json", recording});
  EXPECT_EQ(run_program({"explain", "--json", "-"}, file_text(recording)).out, file.out);
  const TemporaryFile pcapng(".pcapng");
  ASSERT_EQ(run_inside({"convert", "--output", pcapng.path(), recording}).status, 0);
  EXPECT_EQ(run_program({"explain", "--json", "-"}, file_text(pcapng.path())).out, file.out);
  EXPECT_THAT(run_program({"explain", "-"}, file_text(recording)).out,
              StartsWith("=== packet 1 of standard input: 90 octets"));
}

TEST(Explain, ShowsWhatIsThereOfACutCapture) {
  const std::string whole = file_text(recording);
  const TemporaryFile cut(".pcap", whole.substr(0, whole.size() - 10));
  const Ran ran = run_inside({"explain", cut.path()});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.out, StartsWith("=== packet 1 of "));
  EXPECT_THAT(ran.error, StartsWith("icmpwire: cannot read the capture file " + cut.path()));
}

TEST(Explain, SaysWhatIsNoCapture) {
  const TemporaryFile text(".pcap", "this is no capture, but long enough for the head of one\n");
  const Ran ran = run_inside({"explain", text.path()});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.error, StartsWith("icmpwire: cannot "));
  EXPECT_EQ(run_inside({"explain", "/no/such/file.pcap"}).status, 2);
}

// LINKTYPE_IEEE802_11_RADIOTAP, of which nothing is known here.
TEST(Explain, NamesOctetsOfLinkTypesThatItDoesNotKnow) {
  using namespace std::string_literals;
  const TemporaryFile file(".pcap",
                           "\xd4\xc3\xb2\xa1\2\0\4\0\0\0\0\0\0\0\0\0\xff\xff\0\0\x7f\0\0\0"
                           "\1\0\0\0\2\0\0\0\4\0\0\0\4\0\0\0\x45\0\0\x1c"s);
  const Ran unknown = run_inside({"explain", file.path()});
  EXPECT_EQ(unknown.status, 0);
  EXPECT_THAT(unknown.out,
              HasSubstr("4 octets, link type 127 (not known here: --link TYPE may say what it is"));
  EXPECT_THAT(unknown.out, HasSubstr("4 octets: not_understood\n"));
  EXPECT_THAT(run_inside({"explain", "--link", "raw", file.path()}).out, HasSubstr("4 octets: ip"));
}

}  // namespace
}  // namespace icmpwire::test
