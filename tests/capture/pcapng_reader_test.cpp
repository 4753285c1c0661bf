// What pcapng can say beyond pcap, in files crafted block by block.
#include <gtest/gtest.h>

#include "tests/capture/capture_files.h"

namespace icmpwire {
namespace {

using test::Crafted;
using test::enhanced_packet;
using test::interface;
using test::Packet;
using test::read_capture;
using test::section;
using test::TemporaryFile;

const Octets frame = {1, 2, 3, 4, 5};

Octets joined(std::initializer_list<Crafted> blocks) {
  Crafted file;
  for (const Crafted& block : blocks) file.octets(block.result());
  return file.result();
}

test::WholeCapture read(std::initializer_list<Crafted> blocks) {
  const TemporaryFile path(joined(blocks));
  return read_capture(path.path());
}

Crafted option(bool is_big, unsigned code, Bytes value) { return Crafted(is_big).option(code, value); }

Crafted named(bool is_big, std::string_view name, unsigned resolution) {
  const Octets octets(name.begin(), name.end());
  const Octets value = {static_cast<std::uint8_t>(resolution)};
  return Crafted(is_big).option(2, octets).option(9, value).option(0, {});
}

TEST(PcapngReader, TakesInterfacesThatDiffer) {
  for (const bool is_big : {false, true}) {
    const auto capture = read({section(is_big), interface(is_big, 1, 96, named(is_big, "eth0", 6)),
                               interface(is_big, 276, 0, named(is_big, "any", 9)),
                               enhanced_packet(is_big, 1, 1'700'000'000'123'456'789, frame, Crafted(is_big)),
                               enhanced_packet(is_big, 0, 1'700'000'000'123'457, frame, Crafted(is_big))});
    ASSERT_EQ(capture.packets.size(), 2U) << (capture.failure ? to_text(*capture.failure) : "");
    const Packet& any = capture.packets[0];
    EXPECT_EQ(any.interface_name, "any");
    EXPECT_EQ(any.interface, 1U);
    EXPECT_EQ(any.link_number, 276U);
    EXPECT_EQ(any.octets, frame);
    EXPECT_EQ(any.at.count(), 1'700'000'000'123'456'789);
    const Packet& ethernet = capture.packets[1];
    EXPECT_EQ(ethernet.interface_name, "eth0");
    EXPECT_EQ(ethernet.link_number, 1U);
    EXPECT_EQ(ethernet.at.count(), 1'700'000'000'123'457'000);
  }
}

TEST(PcapngReader, ForgetsTheInterfacesOfAnEarlierSection) {
  const auto capture =
      read({section(false), interface(false, 1, 0, Crafted()), enhanced_packet(false, 0, 7, frame, Crafted()),
            section(true), interface(true, 101, 0, Crafted(true)),
            enhanced_packet(true, 0, 9, frame, Crafted(true)), section(false),
            enhanced_packet(false, 0, 11, frame, Crafted())});
  ASSERT_EQ(capture.packets.size(), 2U);
  EXPECT_EQ(capture.packets[0].link_number, 1U);
  EXPECT_EQ(capture.packets[1].link_number, 101U);
  EXPECT_EQ(capture.packets[1].at, Nanos(9000));
  ASSERT_TRUE(capture.failure);
  EXPECT_NE(capture.failure->detail.find("no interface 0"), std::string::npos) << capture.failure->detail;
}

struct Resolution {
  unsigned octet;
  std::uint64_t ticks;
  std::int64_t nanoseconds;
};

TEST(PcapngReader, CountsInEveryUnitOfTime) {
  const Resolution rows[] = {
      {0, 3, 3'000'000'000},
      {3, 1'234, 1'234'000'000},
      {9, 1'234'567'890'123, 1'234'567'890'123},
      {12, 1'234'567'890'123'456, 1'234'567'890'123},
      {19, 15'000'000'000'000'000'000U, 1'500'000'000},
      {0x80, 5, 5'000'000'000},
      {0x80 | 10, 1024 + 512, 1'500'000'000},
      {0x80 | 32, (std::uint64_t{7} << 32) + (1U << 31), 7'500'000'000},
      {0x80 | 63, std::uint64_t{3} << 62, 1'500'000'000},
  };
  for (const Resolution& row : rows) {
    const auto capture = read({section(), interface(false, 1, 0, named(false, "x", row.octet)),
                               enhanced_packet(false, 0, row.ticks, frame, Crafted())});
    ASSERT_EQ(capture.packets.size(), 1U) << row.octet;
    EXPECT_EQ(capture.packets[0].at.count(), row.nanoseconds) << row.octet;
  }
  for (const unsigned too_fine : {20U, 127U, 0x80U | 64U, 0xffU}) {
    const auto capture = read({section(), interface(false, 1, 0, named(false, "x", too_fine)),
                               enhanced_packet(false, 0, 1, frame, Crafted())});
    EXPECT_TRUE(capture.packets.empty());
    ASSERT_TRUE(capture.failure) << too_fine;
    EXPECT_EQ(capture.failure->reason, Reason::bad_file);
  }
}

TEST(PcapngReader, AddsTheOffsetOfAnInterface) {
  for (const bool is_big : {false, true}) {
    Crafted minus_one_hour(is_big);
    if (is_big) minus_one_hour.u32(0xffffffff).u32(0xfffff1f0);
    if (!is_big) minus_one_hour.u32(0xfffff1f0).u32(0xffffffff);
    const auto capture =
        read({section(is_big), interface(is_big, 1, 0, option(is_big, 14, minus_one_hour.result())),
              enhanced_packet(is_big, 0, 7'200'000'000, frame, Crafted(is_big))});
    ASSERT_EQ(capture.packets.size(), 1U);
    EXPECT_EQ(capture.packets[0].at, std::chrono::hours(1));
  }
}

TEST(PcapngReader, KeepsDifferencesOfTheWildestTimesWithinReason) {
  Crafted most;
  most.u32(0xffffffff).u32(0x7fffffff);
  Crafted least;
  least.u32(0).u32(0x80000000);
  const auto capture = read({section(), interface(false, 1, 0, option(false, 14, most.result())),
                             interface(false, 1, 0, option(false, 14, least.result())),
                             enhanced_packet(false, 0, ~std::uint64_t{0}, frame, Crafted()),
                             enhanced_packet(false, 1, 0, frame, Crafted())});
  ASSERT_EQ(capture.packets.size(), 2U);
  const Nanos difference = capture.packets[0].at - capture.packets[1].at;  // UBSan would tell of an overflow
  EXPECT_GT(difference, std::chrono::hours(24 * 365 * 290));
}

// Several comments are allowed (section 3.5.1), an empty one too; those of another packet are not kept.
TEST(PcapngReader, GivesAllCommentsOfAPacket) {
  for (const bool is_big : {false, true}) {
    const Octets first = {'o', 'n', 'e'}, second = {'t', 'w', 'o', '\n', '!'};
    const Crafted comments = Crafted(is_big).option(1, first).option(1, second).option(1, {}).option(0, {});
    const auto capture = read({section(is_big), interface(is_big, 1, 0, Crafted(is_big)),
                               enhanced_packet(is_big, 0, 1, frame, comments),
                               enhanced_packet(is_big, 0, 2, frame, Crafted(is_big))});
    ASSERT_EQ(capture.packets.size(), 2U);
    EXPECT_EQ(capture.packets[0].comments, (std::vector<std::string>{"one", "two\n!", ""}));
    EXPECT_EQ(capture.packets[1].comments, std::vector<std::string>());
  }
}

TEST(PcapngReader, ReadsDirectionsAndPassesOverWhatItDoesNotKnow) {
  for (const bool is_big : {false, true}) {
    const auto flags = [&](std::uint32_t value) {
      const Octets comment = {'h', 'i'};
      return Crafted(is_big).option(1, comment).option(2, Crafted(is_big).u32(value).result()).option(0, {});
    };
    Crafted unknown(is_big);
    unknown.u32(1).u32(2);
    const auto capture =
        read({section(is_big), Crafted(is_big).block(0x0bad, unknown),
              interface(is_big, 1, 0, Crafted(is_big)), enhanced_packet(is_big, 0, 1, frame, flags(1)),
              Crafted(is_big).block(5, unknown), enhanced_packet(is_big, 0, 2, frame, flags(2)),
              enhanced_packet(is_big, 0, 3, frame, flags(0xfffc))});
    ASSERT_EQ(capture.packets.size(), 3U) << (capture.failure ? to_text(*capture.failure) : "");
    EXPECT_EQ(capture.packets[0].direction, Direction::inbound);
    EXPECT_EQ(capture.packets[1].direction, Direction::outbound);
    EXPECT_EQ(capture.packets[2].direction, std::nullopt);
  }
}

TEST(PcapngReader, ReadsSimpleAndObsoletePackets) {
  const Octets sent(20, 9);
  Crafted simple;
  simple.u32(20).padded(Bytes(sent).first(6));  // cut by the interface's snaplen
  Crafted obsolete;
  obsolete.u16(0)
      .u16(77)
      .u32(0)
      .u32(5)
      .u32(5)
      .u32(9)
      .padded(frame)
      .option(2, Crafted().u32(2).result())
      .option(0, {});
  const auto capture = read({section(), interface(false, 1, 6, Crafted()), Crafted().block(3, simple),
                             Crafted().block(2, obsolete)});
  ASSERT_EQ(capture.packets.size(), 2U) << (capture.failure ? to_text(*capture.failure) : "");
  EXPECT_EQ(capture.packets[0].octets, Octets(6, 9));
  EXPECT_EQ(capture.packets[0].original_length, 20U);
  EXPECT_EQ(capture.packets[1].octets, frame);
  EXPECT_EQ(capture.packets[1].original_length, 9U);
  EXPECT_EQ(capture.packets[1].at, Nanos(5000));
  EXPECT_EQ(capture.packets[1].direction, Direction::outbound);
}

TEST(PcapngReader, RefusesLengthsThatCannotBe) {
  const auto good = joined({section(), interface(false, 1, 0, Crafted())});
  const auto with = [&](const Octets& block) {
    Crafted file;
    file.octets(good).octets(block);
    const TemporaryFile path(file.result());
    return read_capture(path.path());
  };
  const auto header = [](std::uint32_t length) { return Crafted().u32(6).u32(length).u32(0).result(); };
  for (const std::uint32_t length : {0U, 11U, 14U, (16U << 20) + 4U, 0xfffffffcU}) {
    const auto capture = with(header(length));
    ASSERT_TRUE(capture.failure) << length;
    EXPECT_NE(capture.failure->detail.find("claims a block of"), std::string::npos)
        << capture.failure->detail;
  }
  Crafted differing;
  differing.u32(0x0bad).u32(12).u32(16);
  Crafted packet_beyond_block;
  packet_beyond_block.u32(0).u32(0).u32(0).u32(100).u32(100).u32(0);
  Crafted too_short;
  too_short.u32(0).u32(0);
  for (const Octets& block : {differing.result(), Crafted().block(6, packet_beyond_block).result(),
                              Crafted().block(6, too_short).result(), Crafted().block(3, Crafted()).result(),
                              Crafted().block(1, Crafted().u32(0)).result()}) {
    const auto capture = with(block);
    ASSERT_TRUE(capture.failure) << to_hex(block);
    EXPECT_EQ(capture.failure->reason, Reason::bad_file);
  }
}

TEST(PcapngReader, RefusesASimplePacketBeforeAnyInterface) {
  const auto capture = read({section(), Crafted().block(3, Crafted().u32(0))});
  ASSERT_TRUE(capture.failure);
  EXPECT_NE(capture.failure->detail.find("before any interface"), std::string::npos);
}

TEST(PcapngReader, PassesOverOptionsThatDoNotFitTheirArea) {
  Crafted hostile;
  hostile.u16(2).u16(0xffff).u32(1);
  const auto capture =
      read({section(), interface(false, 1, 0, hostile), enhanced_packet(false, 0, 1, frame, hostile)});
  ASSERT_EQ(capture.packets.size(), 1U);
  EXPECT_EQ(capture.packets[0].interface_name, "");
  EXPECT_EQ(capture.packets[0].octets, frame);
}

}  // namespace
}  // namespace icmpwire
