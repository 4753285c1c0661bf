// One packet and what comes after it: which packets end the watch, in pieces or whole, and until when.
#include "icmp/packet_watch.h"

#include <gtest/gtest.h>

#include "packet/fragment.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

using std::chrono::milliseconds;

// The datagrams of a recording, the request first.
std::vector<Octets> recorded(const std::string& file) { return test::recorded_datagrams(file); }

TEST(PacketWatch, EndsWithTheAnswer) {
  const auto packets = recorded("02-rr9.pcap");
  PacketWatch watch(packets[0], milliseconds(5), {});
  EXPECT_FALSE(watch.is_over(milliseconds(5)));
  const auto heard = watch.take(packets[1], milliseconds(7));
  ASSERT_TRUE(heard);
  EXPECT_TRUE(heard->answers());
  EXPECT_EQ(heard->after, milliseconds(2));
  EXPECT_EQ(heard->trial.verdict.answer, AnswerClass::reply);
  EXPECT_TRUE(watch.is_over(milliseconds(7)));
}

TEST(PacketWatch, EndsWithTheTimeoutCountedFromTheDeparture) {
  const auto packets = recorded("02-rr9.pcap");
  PacketWatch watch(packets[0], milliseconds(0), {milliseconds(100), 1});
  watch.left(packets[0], milliseconds(50));
  EXPECT_FALSE(watch.is_over(milliseconds(149)));
  EXPECT_TRUE(watch.is_over(milliseconds(150)));
  EXPECT_EQ(watch.ends(), milliseconds(150));
}

TEST(PacketWatch, GoesOnAfterWhatIsNoAnswer) {
  const auto packets = recorded("26-bad-icmp-cksum-noreply.pcap");
  PacketWatch watch(packets[0], {}, {});
  const auto other = recorded("02-rr9.pcap");
  Octets wrong = other[1];
  wrong.back() ^= 1;
  const auto heard = watch.take(wrong, milliseconds(1));
  ASSERT_TRUE(heard && heard->trial.failed);
  EXPECT_FALSE(watch.is_over(milliseconds(1)));
  EXPECT_EQ(watch.packets(), 1U);
  EXPECT_EQ(watch.answers(), 0U);
  const auto nothing = watch.take(Octets(3, 0x45), milliseconds(1));
  ASSERT_TRUE(nothing && nothing->trial.failed);
  EXPECT_EQ(nothing->trial.failed->test, AnswerTest::datagram);
}

TEST(PacketWatch, KnowsASecondReplyOfTheSameSource) {
  const auto packets = recorded("01-plain.pcap");
  PacketWatch watch(packets[0], {}, {milliseconds(10), std::nullopt});
  watch.take(packets[1], milliseconds(1));
  const auto again = watch.take(packets[1], milliseconds(2));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->trial.verdict.answer, AnswerClass::duplicate);
  EXPECT_EQ(watch.answers(), 1U);
  EXPECT_FALSE(watch.is_over(milliseconds(9)));
}

TEST(PacketWatch, PutsFragmentsTogether) {
  const auto packets = recorded("01-plain.pcap");
  Octets pieces;
  std::vector<std::size_t> sizes;
  ASSERT_TRUE(fragment(packets[1], 28, pieces, sizes));
  ASSERT_EQ(sizes.size(), 2U);
  PacketWatch watch(packets[0], {}, {});
  EXPECT_FALSE(watch.take(Bytes(pieces).first(sizes[0]), milliseconds(1)));
  const auto heard = watch.take(Bytes(pieces).subspan(sizes[0]), milliseconds(3));
  ASSERT_TRUE(heard);
  EXPECT_TRUE(heard->answers());
  EXPECT_TRUE(heard->in_pieces);
  EXPECT_EQ(heard->datagram.size(), packets[1].size());
}

}  // namespace
}  // namespace icmpwire
