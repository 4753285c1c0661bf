// The checker on good and bad samples: each rule must be able to say no.
#include "tests/architecture/rules.h"

#include <gtest/gtest.h>

#include "tests/architecture/source_text.h"

namespace icmpwire::architecture {
namespace {

struct Sample {
  std::string name;
  std::string path;
  std::string text;
};

std::string name_of(const testing::TestParamInfo<Sample>& sample) { return sample.param.name; }

class Refused : public testing::TestWithParam<Sample> {};
TEST_P(Refused, OnItsLine) {
  const auto found = violations(GetParam().path, "// a comment\n" + GetParam().text);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].line, 2);
}
INSTANTIATE_TEST_SUITE_P(
    Rules, Refused,
    testing::Values(Sample{"PacketKnowsIcmp", "packet/ipv4.h", "#include \"icmp/exchange.h\""},
                    Sample{"PacketKnowsCapture", "packet/ipv4.h", "#include \"capture/wire.h\""},
                    Sample{"PacketIncludesWithoutFolder", "packet/ipv4.h", "#include \"bytes.h\""},
                    Sample{"PacketKnowsPcap", "packet/ipv4.h", "#include <pcap.h>"},
                    Sample{"PacketKnowsTheSystem", "packet/ipv4.h", "#include <unistd.h>"},
                    Sample{"PacketDoesOutput", "packet/ipv4.h", "#include <iostream>"},
                    Sample{"IcmpKnowsCapture", "icmp/exchange.h", "#include \"capture/wire.h\""},
                    Sample{"IcmpKnowsApi", "icmp/exchange.h", "#include \"api/engine.h\""},
                    Sample{"IcmpHasThreads", "icmp/exchange.h", "#include <thread>"},
                    Sample{"CaptureKnowsIcmp", "capture/wire.h", "#include \"icmp/exchange.h\""},
                    Sample{"CaptureKnowsThePublicHeader", "capture/wire.h", "#include \"icmpwire.h\""},
                    Sample{"NetlinkOutsideSystem", "capture/live.cpp", "#include <linux/rtnetlink.h>"},
                    Sample{"SocketsOutsideSystem", "capture/live.cpp", "#include <sys/socket.h>"},
                    Sample{"MnlOutsideSystem", "capture/live.cpp", "#include <libmnl/libmnl.h>"},
                    Sample{"IncludeWithBlanks", "capture/live.cpp", "  #  include   <gtest/gtest.h>"},
                    Sample{"CaptureNamesAType", "capture/live.cpp", "DWORD status;"},
                    Sample{"CaptureNamesAStructure", "capture/live.cpp", "f(PIP_OPTION_INFORMATION32);"},
                    Sample{"ApiKnowsCli", "api/engine.cpp", "#include \"cli/output.h\""},
                    Sample{"ApiKnowsTests", "api/engine.cpp", "#include \"tests/support/clock.h\""},
                    Sample{"ApiKnowsPcap", "api/engine.cpp", "#include <pcap/pcap.h>"},
                    Sample{"SocketsOutsideTheWaitCore", "api/engine.cpp", "#include <netinet/in.h>"},
                    Sample{"CliKnowsTins", "cli/ping.cpp", "#include <tins/tins.h>"},
                    Sample{"CliNamesAType", "cli/ping.cpp", "HANDLE handle = open();"},
                    Sample{"NameAmongLiterals", "cli/ping.cpp",
                           "int a = 1'000; IP_STATUS status; char quote = '\\'';"},
                    Sample{"BenchKnowsCli", "bench/echo.cpp", "#include \"cli/output.h\""},
                    Sample{"ExampleKnowsJson", "examples/ping.c", "#include <nlohmann/json.hpp>"}),
    name_of);

class Accepted : public testing::TestWithParam<Sample> {};
TEST_P(Accepted, Silently) {
  for (const Violation& violation : violations(GetParam().path, GetParam().text)) {
    ADD_FAILURE() << violation.line << ": " << violation.why;
  }
}
INSTANTIATE_TEST_SUITE_P(
    Rules, Accepted,
    testing::Values(
        Sample{"Packet", "packet/ipv4.h",
               "#include \"packet/bytes.h\"\n#include <tl/expected.hpp>\n#include <span>"},
        Sample{"Icmp", "icmp/exchange.cpp", "#include \"packet/bytes.h\"\n#include \"icmp/exchange.h\""},
        Sample{"Capture", "capture/live.cpp",
               "#include <pcap.h>\n#include <tins/ethernetII.h>\n#include <thread>"},
        Sample{"System", "capture/system/linux/routes.cpp",
               "#include <linux/rtnetlink.h>\n#include <libmnl/libmnl.h>"},
        Sample{"WaitCore", "api/wait.cpp", "#include <poll.h>\n#include \"icmpwire.h\"\nDWORD status;"},
        Sample{"Api", "api/engine.h", "#include \"icmp/exchange.h\"\n#include \"capture/wire.h\""},
        Sample{"PublicHeaders", "api/compat/windows.h",
               "#include \"names/windows.h\"\n#include <netinet/in.h>"},
        Sample{"Cli", "cli/ping.cpp", "#include <CLI/CLI.hpp>\n#include \"api/engine.h\""},
        Sample{"Example", "examples/ping.c", "#include <winsock2.h>\n#include <icmpapi.h>\nHANDLE handle;"},
        Sample{"Comments", "capture/wire.h", "// #include \"api/engine.h\" and a DWORD\n/* HANDLE\nDWORD */"},
        Sample{"Literals", "capture/wire.h",
               "auto a = \"DWORD \\\" HANDLE\"; auto b = R\"x(HANDLE \" )\" DWORD)x\";"},
        Sample{"LongerNames", "capture/wire.h", "int DWORDS, a_HANDLE, ip_status;"}),
    name_of);

TEST(SourceText, KeepsLines) {
  const auto found = includes("/* one\ntwo */ #include <a>\nR\"(x\ny)\"\n#include \"b/c.h\" // d\n");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].line, 2);
  EXPECT_FALSE(found[0].quoted);
  EXPECT_EQ(found[1].line, 5);
  EXPECT_TRUE(found[1].quoted);
  EXPECT_EQ(found[1].header, "b/c.h");
}

}  // namespace
}  // namespace icmpwire::architecture
