// Our readers of capture files against libpcap, over every capture there is, and over crafted ones.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "packet/link_type.h"
#include "tests/capture/capture_files.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

using test::Crafted;
using test::Packet;
using test::read_by_libpcap;
using test::read_capture;
using test::TemporaryFile;

std::vector<std::string> captures_in(const std::string& folder) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".pcap" || extension == ".pcapng") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

void expect_what_libpcap_reads(const std::string& path) {
  SCOPED_TRACE(path);
  const auto theirs = read_by_libpcap(path);
  const auto ours = read_capture(path);
  // libpcap ends where an interface has another link type than the first one.
  if (theirs.failure.find("different from the type of the first interface") != std::string::npos) {
    EXPECT_GT(ours.packets.size(), theirs.packets.size());
  } else {
    ASSERT_EQ(ours.packets.size(), theirs.packets.size()) << (ours.failure ? to_text(*ours.failure) : "");
    EXPECT_EQ(ours.failure.has_value(), !theirs.failure.empty()) << theirs.failure;
  }
  for (std::size_t i = 0; i < theirs.packets.size(); ++i) {
    SCOPED_TRACE("packet " + std::to_string(i + 1));
    // libpcap withholds what a packet has beyond the file's own snaplen.
    const Bytes shown = first_at_most(ours.packets[i].octets, theirs.snaplen);
    EXPECT_EQ(to_hex(shown), to_hex(theirs.packets[i].octets));
    EXPECT_EQ(ours.packets[i].original_length, theirs.packets[i].original_length);
    EXPECT_EQ(ours.packets[i].at, theirs.packets[i].at);
  }
}

TEST(CaptureReader, ReadsTheRecordingsAsLibpcapDoes) {
  const auto paths = captures_in(ICMPWIRE_PCAPS_DIR);
  ASSERT_GE(paths.size(), 40U);
  for (const std::string& path : paths) expect_what_libpcap_reads(path);
}

TEST(CaptureReader, ReadsForeignCapturesAsLibpcapDoes) {
  const auto folder = test::foreign_captures();
  if (!folder) GTEST_SKIP() << "no foreign captures; $ICMPWIRE_CAPTURES may name their folder";
  const auto paths = captures_in(*folder);
  ASSERT_FALSE(paths.empty());
  for (const std::string& path : paths) expect_what_libpcap_reads(path);
}

// Both byte orders and both resolutions: the same packet.
TEST(CaptureReader, ReadsEveryKindOfPcap) {
  const Octets frame = {0x45, 0, 0, 20, 1, 2, 3};
  for (const bool is_big : {false, true}) {
    for (const bool nanoseconds : {false, true}) {
      Crafted file(is_big);
      file.u32(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4).u16(2).u16(4).u32(0).u32(0).u32(65535).u32(101);
      file.u32(1'700'000'000).u32(123456).u32(7).u32(60).octets(frame);
      const TemporaryFile path(file.result());
      const auto capture = read_capture(path.path());
      ASSERT_EQ(capture.packets.size(), 1U);
      EXPECT_FALSE(capture.failure);
      EXPECT_EQ(capture.packets[0].octets, frame);
      EXPECT_EQ(capture.packets[0].original_length, 60U);
      EXPECT_EQ(capture.packets[0].link_number, 101U);
      EXPECT_EQ(capture.packets[0].at.count(),
                1'700'000'000'000'000'000 + (nanoseconds ? 123'456 : 123'456'000));
      expect_what_libpcap_reads(path.path());
    }
  }
}

TEST(CaptureReader, GivesEveryWholePacketOfACutFileAndSaysWhereItIsCut) {
  const Octets file = test::pcap_of({Octets(10, 1), Octets(20, 2)}, 1);
  const std::size_t second_at = 24 + 16 + 10;
  for (std::size_t size = second_at + 1; size < file.size(); ++size) {
    const TemporaryFile path(Bytes(file).first(size));
    const auto capture = read_capture(path.path());
    EXPECT_EQ(capture.packets.size(), 1U);
    ASSERT_TRUE(capture.failure) << size;
    EXPECT_EQ(capture.failure->reason, Reason::bad_file);
    EXPECT_NE(capture.failure->detail.find("at octet " + std::to_string(second_at)), std::string::npos)
        << capture.failure->detail;
  }
  const TemporaryFile path(Bytes(file).first(second_at));
  EXPECT_FALSE(read_capture(path.path()).failure) << "a file that ends between packets is whole";
}

Reason reason_of(Bytes file) {
  const TemporaryFile path(file);
  const auto capture = read_capture(path.path());
  EXPECT_TRUE(capture.packets.empty());
  return capture.failure ? capture.failure->reason : Reason::interrupted;
}

TEST(CaptureReader, RefusesWhatItCannotReadWithAReason) {
  Crafted modified;
  modified.u32(0xa1b2cd34).u16(2).u16(4).u32(0).u32(0).u32(65535).u32(1);
  Crafted old;
  old.u32(0xa1b2c3d4).u16(1).u16(4).u32(0).u32(0).u32(65535).u32(1);
  Crafted huge;
  huge.u32(0xa1b2c3d4).u16(2).u16(4).u32(0).u32(0).u32(65535).u32(1).u32(0).u32(0).u32(0xffffffff).u32(60);
  const Octets text = {'h', 'e', 'l', 'l', 'o'};
  for (const Octets& file : {modified.result(), old.result(), huge.result(), text, Octets{}}) {
    EXPECT_EQ(reason_of(file), Reason::bad_file) << to_hex(file);
  }
}

TEST(CaptureReader, NamesTheFileThatIsNotThere) {
  const auto reader = CaptureReader::open("no-such-folder/no-such.pcap");
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.error().reason, Reason::no_such_file);
  EXPECT_EQ(to_text(reader.error()).find("cannot read the capture file no-such-folder/no-such.pcap: "), 0U)
      << to_text(reader.error());
}

TEST(CaptureReader, RefusesAFolder) {
  const auto reader = CaptureReader::open(ICMPWIRE_PCAPS_DIR);
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.error().reason, Reason::system);
}

}  // namespace
}  // namespace icmpwire
