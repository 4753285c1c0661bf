// Fixtures of tests: the right requests pass, any other one is shown beside the recorded one.
#include <gtest/gtest-spi.h>

#include <cstdlib>
#include <cstring>
#include <icmpwire_gtest.hpp>
#include <string>

namespace {

const std::string pcaps = ICMPWIRE_PCAPS_DIR "/";

struct Asked {
  unsigned char ttl = 64;
  std::string data = "abcdefgh";
  unsigned char host = 3;
};

// An echo to 10.9.3.HOST over the default wire; whether there was an answer.
bool ask(const Asked& asked = {}) {
  const unsigned char to[4] = {10, 9, 3, asked.host};
  IPAddr address = 0;
  std::memcpy(&address, to, sizeof address);
  IP_OPTION_INFORMATION options = {};
  options.Ttl = asked.ttl;
  std::string data = asked.data;
  alignas(ICMP_ECHO_REPLY) char reply[256];
  const HANDLE icmp = IcmpCreateFile();
  EXPECT_NE(icmp, INVALID_HANDLE_VALUE) << IcmpwireFailureText();
  const DWORD replies = IcmpSendEcho(icmp, address, data.data(), static_cast<WORD>(data.size()), &options,
                                     reply, sizeof reply, 1000);
  IcmpCloseHandle(icmp);
  return replies != 0;
}

void with_fixture(const std::string& file, const Asked& asked) {
  ICMPWIRE_FIXTURE(file.c_str());
  ask(asked);
}

TEST(Fixture, TheRecordedRequestGetsTheRecordedAnswer) {
  for (int run = 0; run < 2; ++run) {
    ICMPWIRE_FIXTURE((pcaps + "01-plain.pcap").c_str());
    EXPECT_TRUE(ask());
  }
}

TEST(Fixture, IsFoundBesideTheSourceToo) {
  const std::string beside = pcaps + "some_test.cpp";
  icmpwire_fixture* fixture = icmpwire_fixture_begin("01-plain.pcap", beside.c_str());
  ASSERT_NE(fixture, nullptr) << IcmpwireFailureText();
  EXPECT_TRUE(ask());
  EXPECT_EQ(icmpwire_fixture_check(fixture), 0U);
  EXPECT_STREQ(icmpwire_fixture_report(fixture), "");
  icmpwire_fixture_end(fixture);
}

TEST(Fixture, AnotherRequestIsShownBesideTheRecordedOne) {
  EXPECT_NONFATAL_FAILURE(with_fixture(pcaps + "01-plain.pcap", {.ttl = 63}),
                          "! ip.ttl                      64                      63\n");
  EXPECT_NONFATAL_FAILURE(with_fixture(pcaps + "01-plain.pcap", {.data = "abcdefgX"}),
                          "! payload+0                   61 62 63 64 65 66 67 68 61 62 63 64 65 66 67 58\n");
}

TEST(Fixture, ARequestToSomebodyElseTimesOutAndIsShown) {
  icmpwire_fixture* fixture = icmpwire_fixture_begin((pcaps + "01-plain.pcap").c_str(), nullptr);
  ASSERT_NE(fixture, nullptr) << IcmpwireFailureText();
  EXPECT_TRUE(ask());
  EXPECT_FALSE(ask({.host = 77}));
  EXPECT_EQ(icmpwire_fixture_check(fixture), 1U);
  const std::string report = icmpwire_fixture_report(fixture);
  EXPECT_NE(report.find("a request was sent that is not recorded"), std::string::npos) << report;
  EXPECT_NE(report.find("10.9.3.77"), std::string::npos) << report;
  icmpwire_fixture_end(fixture);
}

TEST(Fixture, ARequestThatIsNotSentIsShown) {
  icmpwire_fixture* fixture = icmpwire_fixture_begin((pcaps + "01-plain.pcap").c_str(), nullptr);
  ASSERT_NE(fixture, nullptr) << IcmpwireFailureText();
  EXPECT_EQ(icmpwire_fixture_check(fixture), 1U);
  const std::string report = icmpwire_fixture_report(fixture);
  EXPECT_NE(report.find("01-plain.pcap: a recorded request was not sent\n"), std::string::npos) << report;
  icmpwire_fixture_end(fixture);
}

TEST(Fixture, InALoopOneRecordedRequestIsSentAnyNumberOfTimes) {
  ICMPWIRE_FIXTURE((pcaps + "01-plain.pcap?mode=loop").c_str());
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(ask());
}

TEST(Fixture, TheWireBeforeCountsAgain) {
  setenv("ICMPWIRE", "sim", 1);
  {
    ICMPWIRE_FIXTURE((pcaps + "01-plain.pcap").c_str());
    EXPECT_TRUE(ask());
  }
  EXPECT_STREQ(std::getenv("ICMPWIRE"), "sim");
  unsetenv("ICMPWIRE");
}

TEST(Fixture, SaysWhyThereIsNone) {
  EXPECT_EQ(icmpwire_fixture_begin("/no/such.pcap", nullptr), nullptr);
  EXPECT_NE(std::string(IcmpwireFailureText()).find("/no/such.pcap"), std::string::npos);
  EXPECT_EQ(icmpwire_fixture_begin(nullptr, nullptr), nullptr);
  icmpwire_fixture* fixture = icmpwire_fixture_begin((pcaps + "01-plain.pcap").c_str(), nullptr);
  ASSERT_NE(fixture, nullptr);
  EXPECT_EQ(icmpwire_fixture_begin((pcaps + "02-rr9.pcap").c_str(), nullptr), nullptr);
  EXPECT_NE(std::string(IcmpwireFailureText()).find("another one has not ended"), std::string::npos);
  icmpwire_fixture_end(fixture);
  EXPECT_EQ(icmpwire_fixture_check(nullptr), 0U);
  EXPECT_STREQ(icmpwire_fixture_report(nullptr), "");
  icmpwire_fixture_end(nullptr);
}

}  // namespace
