// Wire specifications: taken apart, refused, opened.
#include <gtest/gtest.h>

#include "capture/open_wire.h"

namespace icmpwire {
namespace {

using Keys = std::vector<std::pair<std::string, std::string>>;

WireSpec parsed(std::string_view spec) {
  const auto result = parse_wire_spec(spec);
  EXPECT_TRUE(result) << spec << ": " << (result ? "" : to_text(result.error()));
  return result.value_or(WireSpec{});
}

TEST(WireSpec, TakesASpecificationApart) {
  EXPECT_EQ(parsed("sim").kind, "sim");
  EXPECT_EQ(parsed("sim").name, "");
  EXPECT_EQ(parsed("live:eth0").name, "eth0");
  EXPECT_EQ(parsed("replay:C:/a/b.pcap").name, "C:/a/b.pcap");
  EXPECT_EQ(parsed("replay:50%25.pcap").name, "50%25.pcap") << "names are taken as they are";
  const WireSpec both = parsed("live:eth0?gateway=10.0.0.1&loss=0.1");
  EXPECT_EQ(both.name, "eth0");
  EXPECT_EQ(both.keys, (Keys{{"gateway", "10.0.0.1"}, {"loss", "0.1"}}));
  EXPECT_EQ(parsed("sim?a=").keys, (Keys{{"a", ""}}));
  EXPECT_EQ(parsed("sim?a=b=c").keys, (Keys{{"a", "b=c"}}));
}

TEST(WireSpec, DecodesValues) {
  EXPECT_EQ(parsed("sim?a=%41%2d%2D%26").keys, (Keys{{"a", "A--&"}}));
  EXPECT_EQ(parsed("sim?a=%00").keys, (Keys{{"a", std::string(1, '\0')}}));
}

TEST(WireSpec, GainsAKeyUnlessItSaysIt) {
  EXPECT_EQ(with_key("sim", "a", "b"), "sim?a=b");
  EXPECT_EQ(with_key("live:eth0?gateway=10.0.0.1", "also", "src host 10.9.3.3"),
            "live:eth0?gateway=10.0.0.1&also=src%20host%2010.9.3.3");
  EXPECT_EQ(parsed(with_key("sim", "a", "x=%&?")).keys, (Keys{{"a", "x=%&?"}}));
  EXPECT_EQ(with_key("sim?a=c", "a", "b"), "sim?a=c");
  EXPECT_EQ(with_key("?", "a", "b"), "?") << "refused when it is opened";
}

TEST(WireSpec, OnlyLiveWiresNeedAWitness) {
  EXPECT_EQ(witnessed("live"), "live?witness=on");
  EXPECT_EQ(witnessed("live:eth0?loss=0.1"), "live:eth0?loss=0.1&witness=on");
  EXPECT_EQ(witnessed("live?witness=off"), "live?witness=off");
  EXPECT_EQ(witnessed("sim"), "sim");
  EXPECT_EQ(witnessed("replay:a.pcap"), "replay:a.pcap");
}

TEST(WireSpec, RefusesWhatCannotBeRead) {
  for (const char* spec : {"", ":name", "?a=b", "sim?", "sim?a", "sim?=b", "sim?a=b&", "sim?a=%", "sim?a=%4",
                           "sim?a=%4g", "sim?a=%-1", "sim?a=1&a=2"}) {
    const auto result = parse_wire_spec(spec);
    ASSERT_FALSE(result) << spec;
    EXPECT_EQ(result.error().reason, Reason::bad_spec) << spec;
    EXPECT_EQ(result.error().object, spec);
  }
}

TEST(WireSpec, HandsOutEachKeyOnce) {
  WireSpec spec = parsed("live?gateway=10.0.0.1&loss=0.1");
  EXPECT_EQ(spec.take("loss"), "0.1");
  EXPECT_EQ(spec.take("loss"), std::nullopt);
  const auto left = spec.refuse_unknown_keys();
  ASSERT_FALSE(left);
  EXPECT_EQ(left.error().reason, Reason::bad_spec);
  EXPECT_EQ(left.error().detail, "unknown key gateway");
  EXPECT_EQ(spec.take("gateway"), "10.0.0.1");
  EXPECT_TRUE(spec.refuse_unknown_keys());
}

TEST(WireSpec, NamesAllUnknownKeys) {
  const auto left = parsed("sim:x?b=1&a=2").refuse_unknown_keys();
  ASSERT_FALSE(left);
  EXPECT_EQ(left.error().detail, "unknown keys b, a");
  EXPECT_EQ(left.error().object, "sim:x");
}

TEST(OpenWire, RefusesOtherKinds) {
  for (const char* spec : {"tunnel:x", "Live", "eth0"}) {
    const auto wire = open_wire(spec);
    ASSERT_FALSE(wire) << spec;
    EXPECT_EQ(wire.error().reason, Reason::bad_spec);
    EXPECT_EQ(wire.error().instead, "live | live:DEVICE | replay:FILE | sim");
  }
}

TEST(OpenWire, OpensAReplay) {
  const auto wire = open_wire("replay:" ICMPWIRE_PCAPS_DIR "/01-plain.pcap");
  ASSERT_TRUE(wire) << to_text(wire.error());
  EXPECT_EQ((*wire)->now(), Nanos{});
}

TEST(OpenWire, PassesOnWhatAReplayLacks) {
  const auto reason = [](std::string_view spec) {
    const auto wire = open_wire(spec);
    return wire ? Reason::system : wire.error().reason;
  };
  EXPECT_EQ(reason("replay"), Reason::bad_spec);
  EXPECT_EQ(reason("replay:"), Reason::bad_spec);
  EXPECT_EQ(reason("replay:no-such.pcap"), Reason::no_such_file);
  EXPECT_EQ(reason("replay:" ICMPWIRE_PCAPS_DIR "/01-plain.pcap?speed=never"), Reason::bad_spec);
  EXPECT_EQ(reason("replay:" ICMPWIRE_SOURCE_DIR "/CMakeLists.txt"), Reason::bad_file);
}

}  // namespace
}  // namespace icmpwire
