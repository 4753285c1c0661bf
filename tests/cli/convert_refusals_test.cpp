// `icmpwire convert` where it cannot: what it says, and what it leaves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/cli/converting.h"

namespace icmpwire::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string recording = ICMPWIRE_PCAPS_DIR "/02-rr9.pcap";

TEST(ConvertRefusals, SayWhatIsMissing) {
  EXPECT_THAT(run_inside({"convert", recording}).error, HasSubstr("into what"));
  EXPECT_THAT(run_inside({"convert", "--to", "pcap", recording}).error, HasSubstr("a capture is no text"));
  EXPECT_THAT(run_inside({"convert", "--to", "xml", recording}).error, HasSubstr("none of pcap, pcapng"));
  EXPECT_EQ(run_inside({"convert", recording}).status, 2);
  EXPECT_THAT(run_inside({"convert", "--to", "hex", "no-such-file.pcap"}).error, HasSubstr("No such file"));
}

struct BadText {
  const char* name;
  const char* text;
  const char* error;  // behind the file's name
};
class ConvertBadText : public testing::TestWithParam<BadText> {};

TEST_P(ConvertBadText, IsRefusedWithItsLine) {
  const TemporaryFile text(".txt", GetParam().text), output(".pcap", "as before");
  const Ran ran = run_inside({"convert", text.path(), "--output", output.path()});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.error, StartsWith("icmpwire: cannot read " + text.path() + GetParam().error));
  EXPECT_EQ(file_text(output.path()), "as before") << "nothing was begun";
}
INSTANTIATE_TEST_SUITE_P(
    Texts, ConvertBadText,
    testing::Values(
        BadText{"no_digit", "45 00\n45 0g\n", ", line 2, column 5: 'g' is no hexadecimal digit\n"},
        BadText{"link", "# packet 1: 2 octets, EN10M\n0000  45 00\n",
                ", line 1, column 1: 'EN10M' is none of "},
        BadText{"cut", "# packet 1: 2 octets, RAW, cut from many\n0000  45 00\n",
                ", line 1, column 1: 'many' "},
        BadText{"direction", "# packet 1: 2 octets\n# direction: up\n0000  45 00\n",
                ", line 2, column 1: 'up' is neither inbound nor outbound\n"},
        BadText{"offset", "0000  45 00\n0010  45 00\n", ", line 2, column 1: this offset does not follow"},
        BadText{"element", "char a[] = {0x45};\nchar b[] = {\n  0x45, SIZE};\n",
                ", line 3, column 9: 'SIZE' is no octet\n"},
        BadText{"too_large", "unsigned a[] = {0x145, 0x45};\n", ", line 1, column 17: '0x145' is no octet\n"},
        BadText{"words_in_c", "/* packet 1: EN10M */\nchar a[] = {0x45};\n",
                ", line 1, column 1: 'EN10M' is none"},
        BadText{"no_json", "{\"type\":\"heard\"}\n{\"type\":\n", ": line 2: it is no JSON\n"},
        BadText{"no_octets", "{\"type\":\"packet\"}\n", ": line 1: it has no octets in hexadecimal\n"},
        BadText{"no_packets", "{\"type\":\"heard\"}\n", ": line 2: there is no packet up to here, the end\n"},
        BadText{"number", "{\"type\":\"packet\",\"octets\":\"45\",\"original_length\":-1}\n",
                ": line 1: its original_length is no number of 32 bits\n"},
        BadText{"interface", "{\"type\":\"packet\",\"octets\":\"45\",\"interface\":\"eth0\"}\n",
                ": line 1: its interface is no object\n"},
        BadText{"comments", "{\"type\":\"packet\",\"octets\":\"45\",\"comments\":[1]}\n",
                ": line 1: a comment of it is no text\n"},
        BadText{"instant", "{\"type\":\"packet\",\"octets\":\"45\",\"at\":\"noon\"}\n",
                ": line 1: its instant is none"}),
    [](const auto& text) { return std::string(text.param.name); });

TEST(ConvertRefusals, SeveralLinkTypesMakeNoPcapFile) {
  const TemporaryFile rich(".pcapng"), output(".pcap");
  write_rich_capture(rich.path());
  const Ran ran = run_inside({"convert", rich.path(), "--output", output.path()});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.error,
              HasSubstr("a pcap file has one link type, and the packets have several\n  try: a pcapng file"));
  EXPECT_FALSE(std::filesystem::exists(output.path())) << "it would look whole";
}

TEST(ConvertRefusals, WhatACutCaptureHoldsIsKept) {
  const std::string whole = file_text(recording);
  const TemporaryFile cut(".pcap", whole.substr(0, whole.size() - 1)), nothing(".pcap", whole.substr(0, 30));
  for (const char* ending : {".pcapng", ".jsonl"}) {
    const TemporaryFile output(ending), none(ending);
    const Ran ran = run_inside({"convert", cut.path(), "--output", output.path()});
    EXPECT_EQ(ran.status, 2);
    EXPECT_THAT(ran.error, HasSubstr(output.path() + " holds the packets before that: 1\n"));
    EXPECT_EQ(packets_in(output.path()).size(), 1U);
    EXPECT_EQ(run_inside({"convert", nothing.path(), "--output", none.path()}).status, 2);
  }
}

TEST(ConvertRefusals, NoFileIsWrittenOverWhileItIsRead) {
  const TemporaryFile file(".pcap", file_text(recording));
  const Ran ran = run_inside({"convert", file.path(), "--output", file.path()});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.error, HasSubstr("it would be written over while it is read"));
  EXPECT_EQ(file_text(file.path()), file_text(recording));
}

TEST(ConvertRefusals, AFileThatCannotBeOpenedIsNotRemoved) {
  const Ran ran = run_inside({"convert", recording, "--output", "/no/such/folder/x.jsonl"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.error, StartsWith("icmpwire: cannot write /no/such/folder/x.jsonl: No such file"));
}

}  // namespace
}  // namespace icmpwire::test
