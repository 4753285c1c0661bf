// Which of the requests that were sent are not the recorded ones.
#include "capture/request_matching.h"

#include <gtest/gtest.h>

#include <vector>

#include "packet/ipv4.h"
#include "tests/capture/capture_files.h"
#include "tests/capture/replay_fixture.h"

namespace icmpwire {
namespace {

Octets request_of(const std::string& name) {
  const auto capture = test::read_capture(ICMPWIRE_PCAPS_DIR "/" + name + ".pcap");
  const auto datagram = parse_ipv4(Bytes(capture.packets.at(0).octets).subspan(14));
  return {datagram->octets.begin(), datagram->octets.end()};
}

Octets renumbered(const Octets& request) {
  return test::varied(request, {.identifier = 0x7777, .sequence = 9, .ip_identification = 0x4444});
}

using Requests = std::vector<Octets>;

class RequestMatching : public testing::Test {
 protected:
  const Octets plain = request_of("01-plain"), rr9 = request_of("02-rr9"), rr3 = request_of("03-rr3-full");
};

TEST_F(RequestMatching, NumbersAndOrderDoNotCount) {
  EXPECT_TRUE(
      odd_requests(Requests{plain, rr9}, Requests{renumbered(rr9), renumbered(plain)}, false).empty());
  EXPECT_TRUE(odd_requests({}, {}, false).empty());
}

TEST_F(RequestMatching, WhatDiffersStandsBesideWhatWasRecorded) {
  const auto odd = odd_requests(Requests{plain, rr9}, Requests{plain, rr3}, false);
  ASSERT_EQ(odd.size(), 1U);
  EXPECT_EQ(odd[0].recorded, rr9);
  EXPECT_EQ(odd[0].sent, rr3);
}

TEST_F(RequestMatching, EachRecordedRequestIsSentOnceOrInALoop) {
  const auto twice = odd_requests(Requests{plain}, Requests{plain, plain}, false);
  ASSERT_EQ(twice.size(), 1U);
  EXPECT_FALSE(twice[0].recorded);
  EXPECT_EQ(twice[0].sent, plain);
  EXPECT_TRUE(odd_requests(Requests{plain}, Requests{plain, plain}, true).empty());
}

TEST_F(RequestMatching, WhatWasNeverSentIsOdd) {
  const auto odd = odd_requests(Requests{plain, rr9}, Requests{rr9}, false);
  ASSERT_EQ(odd.size(), 1U);
  EXPECT_EQ(odd[0].recorded, plain);
  EXPECT_FALSE(odd[0].sent);
}

}  // namespace
}  // namespace icmpwire
