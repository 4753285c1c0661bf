// `icmpwire convert`: what goes along from one format to another, and what other programs make of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/cli/converting.h"
#include "tests/cli/schema.h"
#include "tests/support/command.h"

namespace icmpwire::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string pcaps = ICMPWIRE_PCAPS_DIR "/";

class ConvertThrough : public testing::TestWithParam<const char*> {};

TEST_P(ConvertThrough, KeepsAllThatACaptureSays) {
  const TemporaryFile rich(".pcapng"), there(GetParam()), back(".pcapng");
  write_rich_capture(rich.path());
  const auto packets = packets_in(rich.path());
  ASSERT_EQ(packets.size(), 6U);
  convert_file(rich.path(), there.path());
  EXPECT_EQ(packets_in(there.path()), packets);
  convert_file(there.path(), back.path());
  EXPECT_EQ(packets_in(back.path()), packets);
}
INSTANTIATE_TEST_SUITE_P(Formats, ConvertThrough, testing::Values(".pcapng", ".jsonl", ".hex", ".c"),
                         [](const auto& format) { return std::string(format.param).substr(1); });

// Every fixture, from pcap and from pcapng, through every format, and back into a pcap file.
TEST(Convert, KeepsThePacketsOfEveryFixture) {
  const TemporaryFile there_pcap(".pcap"), there_pcapng(".pcapng"), there_records(".jsonl"),
      there_hex(".txt"), there_c(".h"), back(".pcap");
  int fixtures = 0;
  for (const auto& entry : std::filesystem::directory_iterator(pcaps)) {
    if (entry.path().extension() != ".pcap") continue;
    ++fixtures;
    const std::string from = entry.path().string();
    const auto packets = packets_in(from);
    for (const TemporaryFile* there : {&there_pcap, &there_pcapng, &there_records, &there_hex, &there_c}) {
      convert_file(there == &there_pcap ? from : there_pcap.path(), there->path());
      EXPECT_EQ(packets_in(there->path()), packets) << from << " in " << there->path();
      convert_file(there->path(), back.path());
      EXPECT_EQ(packets_in(back.path()), packets) << from << " back from " << there->path();
    }
    convert_file(there_pcapng.path(), there_records.path());
    EXPECT_EQ(packets_in(there_records.path()), packets) << from << " by way of pcapng";
  }
  EXPECT_GT(fixtures, 70);
}

// What pcap has no room for is left out, the rest is there.
TEST(Convert, IntoPcapKeepsWhatItHasRoomFor) {
  const TemporaryFile rich(".pcapng"), first(".jsonl"), pcap(".pcap");
  write_rich_capture(rich.path());
  const std::string records = run_inside({"convert", rich.path(), "--to", "jsonl"}).out;
  const TemporaryFile one(".jsonl", records.substr(0, records.find('\n')));
  convert_file(one.path(), pcap.path());
  KeptPacket expected = packets_in(rich.path()).front();
  expected.interface_name.clear();
  expected.direction.reset();
  expected.comments.clear();
  EXPECT_EQ(packets_in(pcap.path()), std::vector<KeptPacket>{expected});
}

TEST(Convert, RecordsSayWhatTheCaptureSays) {
  const TemporaryFile rich(".pcapng");
  write_rich_capture(rich.path());
  const std::string lines = run_inside({"convert", rich.path(), "--to", "jsonl"}).out;
  const std::string but_the_large_one = lines.substr(0, lines.rfind('\n', lines.size() - 2) + 1);
  const auto records = valid_records(but_the_large_one);
  ASSERT_EQ(records.size(), 5U);
  EXPECT_EQ(records[0]["interface"], (nlohmann::json{{"number", 0}, {"name", "eth0"}}));
  EXPECT_EQ(records[0]["direction"], "outbound");
  EXPECT_EQ(records[0]["comments"][0], "one");
  EXPECT_FALSE(records[0].contains("original_length"));
  EXPECT_EQ(records[1]["original_length"], 1514);
  EXPECT_EQ(records[1]["at"], "2023-11-14T22:13:20.123456790Z");
  EXPECT_EQ(records[2]["link_number"], 147);
  EXPECT_FALSE(records[2].contains("direction"));
  EXPECT_EQ(valid_records(run_inside({"explain", "--json", rich.path() + "#1"}).out)[0]["comments"],
            records[0]["comments"]);
}

// As icmpwire wrote them before they said more.
TEST(Convert, ReadsRecordsWithoutTheNewerMembers) {
  const TemporaryFile old(
      ".jsonl",
      "{\"schema\":\"icmpwire/1\",\"type\":\"packet\",\"number\":1,\"at\":"
      "\"2026-07-01T12:00:00.000000600Z\",\"link\":\"RAW\",\"octets\":\"45 00\",\"layers\":[]}\n"
      "{\"type\":\"heard\",\"packets\":1}\n\n"
      "{\"type\":\"packet\",\"octets\":\"4500\"}\n");
  const auto packets = packets_in(old.path());
  ASSERT_EQ(packets.size(), 2U);
  EXPECT_EQ(packets[0], (KeptPacket{{0x45, 0}, 101, 2, Nanos(1'782'907'200'000'000'600), 0, "", {}, {}}));
  EXPECT_EQ(packets[1], (KeptPacket{{0x45, 0}, 101, 2, Nanos(0), 0, "", {}, {}}));
}

TEST(Convert, WritesWordsAboveOctets) {
  const TemporaryFile rich(".pcapng");
  write_rich_capture(rich.path());
  const std::string words = "packet 2: 50 octets, LINUX_SLL2, 2023-11-14T22:13:20.123456790Z, cut from 1514";
  EXPECT_THAT(run_inside({"convert", rich.path(), "--to", "hex"}).out,
              HasSubstr("\n# " + words + "\n# interface 1: any, \"odd\": 1\n# direction: inbound\n000000  "));
  const std::string c = run_inside({"convert", "--output", "-", "--to", "c", rich.path()}).out;
  EXPECT_THAT(c, HasSubstr("\n/* " + words +
                           "\n * interface 1: any, \"odd\": 1\n * direction: inbound */\n"
                           "static const unsigned char packet_2[50] = {\n    0x"));
}

TEST(Convert, LinkSaysWhatPacketsBeginWithWhateverTheirFileSays) {
  const TemporaryFile there(".pcapng");
  const Ran ran = run_inside({"convert", pcaps + "02-rr9.pcap", "--link", "ppp", "--output", there.path()});
  EXPECT_EQ(ran.status, 0) << ran.error;
  EXPECT_EQ(packets_in(there.path()).front().link_number, 9U);
}

TEST(Convert, ReadsStandardInputAndCompressedTexts) {
  const auto packets = packets_in(pcaps + "02-rr9.pcap");
  const Ran hex = run_program({"convert", "-", "--to", "hex"}, file_text(pcaps + "02-rr9.pcap"));
  EXPECT_EQ(hex.out, run_inside({"convert", pcaps + "02-rr9.pcap", "--to", "hex"}).out);
  const TemporaryFile back(".pcap"), plain(".txt", hex.out), packed(".txt.gz");
  EXPECT_EQ(run_program({"convert", "-", "--output", back.path()}, hex.out).status, 0);
  EXPECT_EQ(packets_in(back.path()), packets);
  ASSERT_EQ(run_command("gzip -c " + plain.path() + " > " + packed.path()).status, 0);
  EXPECT_EQ(packets_in(packed.path()), packets);
}

// What other programs make of our texts, and we of theirs.
TEST(Convert, HexadecimalIsReadByText2pcap) {
  if (run_command("text2pcap --version >/dev/null 2>&1").status != 0)
    GTEST_SKIP() << "text2pcap, which comes with tshark, is not installed";
  const TemporaryFile hex(".hex"), back(".pcap");
  convert_file(pcaps + "38-rfc4884-mpls-iio-crafted.pcap", hex.path());
  ASSERT_EQ(run_command("text2pcap -q " + hex.path() + " " + back.path() + " 2>&1").status, 0);
  const auto packets = packets_in(pcaps + "38-rfc4884-mpls-iio-crafted.pcap"),
             theirs = packets_in(back.path());
  ASSERT_EQ(theirs.size(), packets.size());
  for (std::size_t i = 0; i < packets.size(); ++i) EXPECT_EQ(theirs[i].octets, packets[i].octets) << i;
}

TEST(Convert, CArraysAreCompiled) {
  const TemporaryFile rich(".pcapng"), source(".c"), program(".program");
  write_rich_capture(rich.path());
  convert_file(rich.path(), source.path());
  const TemporaryFile whole(".c",
                            "#include <stdio.h>\n" + file_text(source.path()) +
                                "int main(void) {\n"
                                "  return fwrite(packet_1, 1, sizeof packet_1, stdout) == 90 ? 0 : 1;\n}\n");
  const CommandResult compiled = run_command(ICMPWIRE_C_COMPILE
                                             " -std=c99 -Wall -Wextra -pedantic -Werror -Wno-unused-variable "
                                             "-Wno-unused-const-variable -o " +
                                             program.path() + " " + whole.path() + " 2>&1");
  EXPECT_EQ(compiled.status, 0) << compiled.output;
  const CommandResult ran = run_command(program.path());
  EXPECT_EQ(Octets(ran.output.begin(), ran.output.end()), packets_in(rich.path()).front().octets);
}

TEST(Convert, DumpsOfTcpdumpAreRead) {
  if (run_command("tcpdump --version >/dev/null 2>&1").status != 0)
    GTEST_SKIP() << "tcpdump is not installed";
  const auto packets = packets_in(pcaps + "02-rr9.pcap");
  for (const char* form : {"-xx", "-XX"}) {
    const std::string dump =
        run_command("tcpdump -nt " + std::string(form) + " -r " + pcaps + "02-rr9.pcap 2>/dev/null").output;
    const TemporaryFile file(".txt", dump);
    const auto read = packets_in(file.path());
    ASSERT_EQ(read.size(), packets.size()) << dump;
    for (std::size_t i = 0; i < packets.size(); ++i) EXPECT_EQ(read[i].octets, packets[i].octets) << form;
    EXPECT_EQ(read[0].link_number, 1U) << "as Ethernet frames look";
  }
}

}  // namespace
}  // namespace icmpwire::test
