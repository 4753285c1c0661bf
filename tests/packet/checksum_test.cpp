#include "packet/checksum.h"

#include "tests/packet/all_headers.h"

namespace icmpwire::test {
namespace {

// RFC 1071 1, word by word: what the fast sum must equal.
std::uint16_t plain_sum(Bytes octets) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < octets.size(); i += 2) {
    sum += static_cast<std::uint32_t>(octets[i]) << 8;
    if (i + 1 < octets.size()) sum += octets[i + 1];
    sum = (sum & 0xffff) + (sum >> 16);
  }
  return static_cast<std::uint16_t>(sum);
}

TEST(Checksum, WorkedExampleOfRfc1071Section3) {
  const Octets octets = {0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7};
  EXPECT_EQ(ones_complement_sum(octets), 0xddf2);
  EXPECT_EQ(internet_checksum(octets), 0x220d);
}

TEST(Checksum, WorkedExampleOfRfc1624Section4) {
  EXPECT_EQ(updated_checksum(0xdd2f, 0x5555, 0x3285), 0x0000);  // RFC 1141's equation gives ffff
}

TEST(Checksum, EqualsThePlainSumAtEveryLengthAndAlignment) {
  RandomOctets random;
  const Octets octets = random.next(300);
  for (std::size_t begin = 0; begin < 8; ++begin) {
    for (std::size_t size = 0; begin + size <= octets.size(); ++size) {
      const Bytes part = Bytes(octets).subspan(begin, size);
      ASSERT_EQ(ones_complement_sum(part), plain_sum(part)) << size << " octets from " << begin;
    }
  }
}

TEST(Checksum, CarriesAreNotLostInTheLargestDatagram) {
  const Octets octets(65535, 0xff);
  EXPECT_EQ(ones_complement_sum(octets), plain_sum(octets));
  EXPECT_EQ(ones_complement_sum(Bytes(octets).first(65534)), 0xffff);
}

TEST(Checksum, ASumContinuesBehindAnEvenNumberOfOctets) {
  RandomOctets random;
  const Octets octets = random.next(101);
  for (std::size_t cut = 0; cut <= octets.size(); cut += 2) {
    const std::uint16_t head = ones_complement_sum(Bytes(octets).first(cut));
    EXPECT_EQ(ones_complement_sum(Bytes(octets).subspan(cut), head), plain_sum(octets));
  }
}

TEST(Checksum, HoldsForOctetsThatContainTheirOwn) {
  RandomOctets random;
  Octets octets = random.next(64);
  write_u16(octets, 2, 0);
  write_u16(octets, 2, internet_checksum(octets));
  EXPECT_TRUE(checksum_holds(octets));
  octets[40] ^= 0x01;
  EXPECT_FALSE(checksum_holds(octets));
}

TEST(Checksum, UpdatingEqualsComputingAnew) {
  RandomOctets random;
  for (int round = 0; round < 2000; ++round) {
    Octets octets = random.next(40);
    const std::uint16_t before_checksum = internet_checksum(octets);
    const std::size_t at = random.below(20) * 2;
    const std::uint16_t before = read_u16(octets, at);
    const auto after = static_cast<std::uint16_t>(random.below(0x10000));
    write_u16(octets, at, after);
    ASSERT_EQ(updated_checksum(before_checksum, before, after), internet_checksum(octets));
  }
}

TEST(Checksum, AWrongChecksumStaysWrongByAsMuch) {
  const Octets before = {0x45, 0x00, 0x40, 0x01};
  const Octets after = {0x45, 0x00, 0x3f, 0x01};
  constexpr std::uint16_t error = 0x0101;
  const auto wrong = static_cast<std::uint16_t>(internet_checksum(before) + error);
  EXPECT_EQ(updated_checksum(wrong, 0x4001, 0x3f01), internet_checksum(after) + error);
}

}  // namespace
}  // namespace icmpwire::test
