// Programs that know nothing of icmpwire, on virtual wires: as nobody, without any network.
#include "tests/integration/programs.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace icmpwire::test {
namespace {

// The documentation's sample.
class Sample : public Programs {
 protected:
  // Compiles the documentation's program; false where its page is not there.
  bool make_sample() {
    const char* page = std::getenv("ICMPWIRE_SEED");
    const std::string file = page != nullptr ? page : ICMPWIRE_SOURCE_DIR "/../shared/IcmpSendEcho.txt";
    if (!std::filesystem::exists(file)) return false;
    const std::string source = folder_.path() + "/sample.c";
    const std::string make = ICMPWIRE_SOURCE_DIR "/tests/support/extract_sample " + file + " > " + source +
                             " && " ICMPWIRE_C_COMPILE " -w " + source +
                             " -I" ICMPWIRE_SOURCE_DIR "/api/compat -I" ICMPWIRE_SOURCE_DIR
                             "/api/include -L" +
                             folder_.path() + " -licmpwire -o " + folder_.path() + "/sample";
    EXPECT_EQ(run_command(make).status, 0);
    return true;
  }

  // It frees nothing, which a leak checker would report.
  std::string sample() const { return "env ASAN_OPTIONS=detect_leaks=0 " + folder_.path() + "/sample"; }
};

// What the sample prints on Windows for a reply.
std::string sample_text(const std::string& from, const std::string& milliseconds) {
  return "\tSent icmp message to " + from +
         "\n\tReceived 1 icmp message response\n\tInformation from this response:\n\t  Received from " +
         from + "\n\t  Status = 0\n\t  Roundtrip time = " + milliseconds + " milliseconds\n";
}

TEST_F(Programs, OurExampleOnTheSimulatedNetwork) {
  const std::string echo = example("echo");
  const CommandResult reply = run(echo, "sim", "127.0.0.1");
  EXPECT_EQ(reply.output, "from 127.0.0.1: 18 octets, unchanged, ttl 64, 0 ms\n");
  EXPECT_EQ(reply.status, 0);
  const CommandResult silence = run(echo, "sim", "192.18.1.1");
  EXPECT_EQ(silence.output, "no reply from 192.18.1.1: error 11010\n");
  EXPECT_EQ(silence.status, 1);
  const CommandResult unreachable = run(echo, "sim", "203.0.113.1");
  EXPECT_EQ(unreachable.output, "from 10.9.1.2: the request came to grief, status 11002\n");
  EXPECT_EQ(unreachable.status, 1);
}

TEST_F(Programs, OurExampleOnARecordingWithFortyOctetsOfOptions) {
  const std::string echo = example("echo");
  const CommandResult reply = run(echo, recording("02-rr9.pcap"), "10.9.3.3");
  EXPECT_EQ(reply.output, "from 10.9.3.3: 18 octets, unchanged, ttl 62, 0 ms\n");
  EXPECT_EQ(reply.status, 0);
}

TEST_F(Programs, AWireThatIsNoneIsAnError) {
  const std::string echo = example("echo");
  const CommandResult refused = run(echo, "replay:/no/such/file", "10.9.3.3");
  EXPECT_EQ(refused.output, "cannot open an ICMP handle: error 2\n");
  EXPECT_EQ(refused.status, 2);
}

TEST_F(Sample, TheDocumentationsPageUnchanged) {
  if (!make_sample())
    GTEST_SKIP() << "the documentation's page is not there; set ICMPWIRE_SEED to where it is";
  const CommandResult replayed = run(sample(), recording("02-rr9.pcap"), "10.9.3.3");
  EXPECT_EQ(replayed.output, sample_text("10.9.3.3", "0"));
  EXPECT_EQ(replayed.status, 0);
  const CommandResult simulated = run(sample(), "sim", "127.0.0.1");
  EXPECT_EQ(simulated.output, sample_text("127.0.0.1", "0"));
  const CommandResult silence = run(sample(), "sim", "192.18.1.1");
  EXPECT_EQ(silence.output, "\tCall to IcmpSendEcho failed.\n\tIcmpSendEcho returned error: 11010\n");
  EXPECT_EQ(silence.status, 1);
}

TEST_F(Programs, RunsAreIdentical) {
  const std::string echo = example("echo");
  const std::string wire = recording("02-rr9.pcap");
  const std::string first = run(echo, wire, "10.9.3.3").output;
  for (int i = 1; i < 50; ++i) ASSERT_EQ(run(echo, wire, "10.9.3.3").output, first);
}

TEST_F(Programs, AProgramIsRecordedWhereTheEnvironmentSaysSo) {
  const std::string echo = example("echo");
  const std::string file = folder_.path() + "/made.pcapng";
  const std::string command = "LD_LIBRARY_PATH=" + folder_.path() + " ICMPWIRE=sim ICMPWIRE_RECORD=" + file +
                              " " + echo + " 10.9.3.3";
  const CommandResult recorded = run_command(command);
  ASSERT_EQ(recorded.status, 0);
  // The recording is a network too, and answers the same program the same way.
  const CommandResult replayed = run_command("LD_LIBRARY_PATH=" + folder_.path() +
                                             " ICMPWIRE=replay:" + file + " " + echo + " 10.9.3.3");
  EXPECT_EQ(replayed.output, recorded.output);
}

}  // namespace
}  // namespace icmpwire::test
