// Programs that know nothing of icmpwire, on the live wire.
#include <cstdlib>
#include <filesystem>
#include <regex>

#include "tests/live/inside.h"
#include "tests/live/live_test.h"
#include "tests/support/command.h"

namespace icmpwire::live {
namespace {

using LivePrograms = LiveTest;
using test::run_command;

// A busy machine may need a millisecond or two.
std::string without_times(const std::string& text) {
  static const std::regex time("[0-9]+ (ms|milliseconds)");
  return std::regex_replace(text, time, "0 $1");
}

const std::string library_path = "LD_LIBRARY_PATH=" ICMPWIRE_BUILD_DIR "/api ";

TEST_F(LivePrograms, OurExampleReachesItselfAndItsNeighbour) {
  const Topology net = Topology::neighbours();
  const Inside inside(net.h1());
  for (const std::string to : {"127.0.0.1", "10.9.1.1", "10.9.1.2"}) {
    const auto result = run_command(library_path + ICMPWIRE_BUILD_DIR "/examples/echo " + to + " 2>&1");
    EXPECT_EQ(without_times(result.output), "from " + to + ": 18 octets, unchanged, ttl 64, 0 ms\n");
    EXPECT_EQ(result.status, 0);
  }
}

TEST_F(LivePrograms, TheDocumentationsSampleUnchanged) {
  const char* page = std::getenv("ICMPWIRE_SEED");
  const std::string file = page != nullptr ? page : ICMPWIRE_SOURCE_DIR "/../shared/IcmpSendEcho.txt";
  if (!std::filesystem::exists(file)) {
    GTEST_SKIP() << "the documentation's page is not there; set ICMPWIRE_SEED to where it is";
  }
  const test::PublicFolder folder;
  const std::string source = folder.path() + "/sample.c";
  const std::string program = folder.path() + "/sample";
  ASSERT_EQ(run_command(ICMPWIRE_SOURCE_DIR "/tests/support/extract_sample " + file + " > " + source +
                        " && " ICMPWIRE_C_COMPILE " -w " + source +
                        " -I" ICMPWIRE_SOURCE_DIR "/api/compat -I" ICMPWIRE_SOURCE_DIR
                        "/api/include -L" ICMPWIRE_BUILD_DIR "/api -licmpwire -o " +
                        program)
                .status,
            0);
  const Topology net = Topology::neighbours();
  const Inside inside(net.h1());
  for (const std::string to : {"127.0.0.1", "10.9.1.1", "10.9.1.2"}) {
    // It frees nothing, which a leak checker would report.
    const auto result =
        run_command(library_path + "ASAN_OPTIONS=detect_leaks=0 " + program + " " + to + " 2>&1");
    EXPECT_EQ(without_times(result.output),
              "\tSent icmp message to " + to +
                  "\n\tReceived 1 icmp message response\n\tInformation from this response:\n"
                  "\t  Received from " +
                  to + "\n\t  Status = 0\n\t  Roundtrip time = 0 milliseconds\n");
    EXPECT_EQ(result.status, 0);
  }
}

}  // namespace
}  // namespace icmpwire::live
