// A million random option areas: what the walk decodes and the makers encode is the area again, and every
// octet of it is visited exactly once.
#include <gtest/gtest.h>

#include <random>

#include "packet/ip_options.h"

namespace icmpwire {
namespace {

constexpr int rounds = 1'000'000;

// Into the front of `room`: half of them any octets, half with the types and lengths of options that tile.
Bytes random_area(std::mt19937_64& random, std::array<std::uint8_t, IpOptions::most_octets>& room) {
  constexpr std::array<std::uint8_t, 8> types = {0, 1, 7, 68, 131, 137, 148, 94};
  for (std::size_t at = 0; at < room.size(); at += sizeof(std::uint64_t)) {
    const std::uint64_t octets = random();
    for (std::size_t i = 0; i < sizeof octets; ++i) room[at + i] = static_cast<std::uint8_t>(octets >> 8 * i);
  }
  const std::uint64_t choice = random();
  const std::size_t size = choice % (room.size() + 1);
  const bool is_like_options = (choice >> 32 & 1) != 0;
  for (std::size_t at = 0; is_like_options && at < size;) {
    const std::uint8_t chance = room[at];
    room[at] = types[chance % types.size()];
    const bool has_length = room[at] > 1 && at + 1 < size;
    if (has_length) room[at + 1] = static_cast<std::uint8_t>(2 + room[at + 1] % 14);
    at += has_length ? room[at + 1] : 1U;
  }
  return Bytes(room).first(size);
}

// The option made anew from what the walk says of it.
IpOptions encoded(const OptionView& option) {
  if (option.type == OptionType::no_operation) return no_operation();
  if (option.type == OptionType::end_of_list) return *IpOptions::from_octets(option.octets);
  return custom(static_cast<std::uint8_t>(option.type), option.data);
}

struct Walked {
  IpOptions again;
  std::size_t visited = 0;
  bool in_order = true;  // each begins where the one before ended
  std::optional<Malformed> error;
};

Walked walk_and_encode(Bytes area) {
  Walked walked;
  OptionWalk walk(area);
  auto option = walk.next();
  for (; option && *option; option = walk.next()) {
    walked.in_order = walked.in_order && (*option)->at == walked.visited &&
                      (*option)->octets.data() == area.data() + walked.visited;
    walked.visited += (*option)->octets.size();
    walked.in_order = walked.again.append(encoded(**option).octets()) && walked.in_order;
  }
  if (!option) walked.error = option.error();
  return walked;
}

TEST(OptionAreaLaw, DecodeThenEncodeIsTheIdentityOnAMillionAreas) {
  std::mt19937_64 random(20240301);  // the same areas in every run
  std::array<std::uint8_t, IpOptions::most_octets> room{};
  int whole = 0;
  for (int round = 0; round < rounds; ++round) {
    const Bytes area = random_area(random, room);
    Walked walked = walk_and_encode(area);
    ASSERT_TRUE(walked.in_order) << to_hex(area);
    ASSERT_EQ(walked.error, tiling_error(area)) << to_hex(area);
    // Behind the end of the list, and from what does not tile on, the octets are kept as they are.
    const Bytes rest = area.subspan(walked.visited);
    if (walked.error) {
      ASSERT_EQ(walked.error->at, walked.visited) << to_hex(area);
    }
    whole += rest.empty() ? 1 : 0;
    ASSERT_TRUE(walked.again.append(rest));
    ASSERT_TRUE(equal(walked.again.octets(), area)) << to_hex(area);
  }
  EXPECT_GT(whole, rounds / 20) << "areas that are options to their end are among them";
}

}  // namespace
}  // namespace icmpwire
