#include "packet/result.h"

#include <gtest/gtest.h>

#include <set>

#include "packet/ip_options.h"
#include "packet/protocol.h"

namespace icmpwire {
namespace {

TEST(Failure, IsOneToThreeLinesForAPerson) {
  Failure failure{"open for capture", "eth0", Reason::no_privilege, "Operation not permitted"};
  EXPECT_EQ(to_text(failure), "cannot open for capture eth0: Operation not permitted");
  failure.needs = "needs CAP_NET_RAW; you are uid 1000";
  failure.instead = "--wire sim | --wire replay:FILE";
  EXPECT_EQ(to_text(failure),
            "cannot open for capture eth0: Operation not permitted\n"
            "  needs CAP_NET_RAW; you are uid 1000\n"
            "  try: --wire sim | --wire replay:FILE");
}

TEST(Failure, WithoutDetailSaysTheReason) {
  EXPECT_EQ(to_text(Failure{"send to", "10.0.0.1", Reason::no_route, ""}),
            "cannot send to 10.0.0.1: no route to the network");
  EXPECT_EQ(to_text(Failure{"wait", "", Reason::interrupted}), "cannot wait: interrupted");
}

TEST(Reasons, EachHasWordsOfItsOwn) {
  std::set<std::string_view> words;
  for (int reason = 0; reason <= static_cast<int>(Reason::system); ++reason) {
    EXPECT_TRUE(words.insert(to_text(static_cast<Reason>(reason))).second) << reason;
  }
  for (int why = 0; why <= static_cast<int>(Why::bad_extension_header); ++why) {
    EXPECT_TRUE(words.insert(to_text(static_cast<Why>(why))).second) << why;
  }
  EXPECT_FALSE(words.contains("unknown"));
  EXPECT_EQ(to_text(Why::truncated), "the octets end before the header does");
}

TEST(Names, OfNumbersThatAreKnown) {
  EXPECT_EQ(protocol_name(1), "ICMP");
  EXPECT_EQ(protocol_name(58), "ICMPv6");
  EXPECT_EQ(protocol_name(255), "");
  EXPECT_EQ(protocol_name(257), "");
  EXPECT_EQ(option_name(7), "Record Route");
  EXPECT_EQ(option_name(148), "Router Alert");
  EXPECT_EQ(option_name(0x5e), "");
  EXPECT_EQ(option_name(256), "");
}

}  // namespace
}  // namespace icmpwire
