// Questions for link addresses as our own wire asks them, and the answers to them.
#include "capture/neighbour_replies.h"

#include <gtest/gtest.h>

#include "capture/neighbour_frames.h"

namespace icmpwire {
namespace {

constexpr MacAddress own{{2, 0, 0, 0, 0, 1}}, there{{2, 0, 0, 0, 0, 9}};
constexpr Ipv4Address asker{{10, 9, 1, 1}}, wanted{{10, 9, 1, 2}};

TEST(NeighbourReplies, AnArpRequestIsAnsweredAsItsAskerUnderstands) {
  const Octets asked = neighbour_question(wanted, asker, own, std::nullopt);
  const auto question = read_neighbour_question(asked);
  ASSERT_TRUE(question);
  EXPECT_EQ(to_text(question->wanted), "10.9.1.2");
  EXPECT_EQ(to_text(question->asker), "10.9.1.1");
  EXPECT_EQ(question->asker_station, own);
  const Octets reply = neighbour_reply(*question, there);
  EXPECT_EQ(to_hex(reply),
            "02 00 00 00 00 01 02 00 00 00 00 09 08 06 00 01 08 00 06 04 00 02 02 00 00 00 00 09 0a 09 01 02 "
            "02 00 00 00 00 01 0a 09 01 01");
  const auto answer = read_neighbour_answer(reply, 1);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->link_address, there);
}

TEST(NeighbourReplies, ASolicitationIsAnsweredAsItsAskerUnderstands) {
  const IpAddress from = *parse_ipv6_address("fd00:9:1::1"), to = *parse_ipv6_address("fd00:9:1::2");
  const auto question = read_neighbour_question(neighbour_question(to, from, own, std::nullopt));
  ASSERT_TRUE(question);
  EXPECT_EQ(question->wanted, to);
  EXPECT_EQ(question->asker, from);
  const auto answer = read_neighbour_answer(neighbour_reply(*question, there), 1);
  ASSERT_TRUE(answer) << "it passes RFC 4861 7.1.2";
  EXPECT_EQ(answer->address, to);
  EXPECT_EQ(answer->link_address, there);
}

TEST(NeighbourReplies, WhoLooksWhetherAnAddressIsFreeIsNotAnswered) {
  EXPECT_FALSE(read_neighbour_question(neighbour_question(wanted, Ipv4Address{}, own, std::nullopt)));
  EXPECT_FALSE(read_neighbour_question(neighbour_question(wanted, wanted, own, std::nullopt)));
  const IpAddress free = *parse_ipv6_address("fd00:9:1::2");
  EXPECT_FALSE(read_neighbour_question(neighbour_question(free, Ipv6Address{}, own, std::nullopt)));
}

TEST(NeighbourReplies, OtherFramesAndBrokenOnesAskNothing) {
  const Octets asked = neighbour_question(wanted, asker, own, std::nullopt);
  for (std::size_t size = 0; size < asked.size(); ++size)
    EXPECT_FALSE(read_neighbour_question(Bytes(asked).first(size))) << size;
  EXPECT_FALSE(read_neighbour_question(neighbour_reply(*read_neighbour_question(asked), there)));
  const IpAddress from = *parse_ipv6_address("fd00:9:1::1"), to = *parse_ipv6_address("fd00:9:1::2");
  Octets solicitation = neighbour_question(to, from, own, std::nullopt);
  solicitation.back() ^= 1;
  EXPECT_FALSE(read_neighbour_question(solicitation)) << "its checksum is wrong";
}

}  // namespace
}  // namespace icmpwire
