// What we write, as libpcap, tshark and our own reader read it.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <regex>
#include <sstream>

#include "tests/capture/capture_files.h"

namespace icmpwire {
namespace {

using test::read_by_libpcap;
using test::read_capture;
using test::TemporaryFile;

constexpr Nanos epoch{1'700'000'000'000'000'000};

Frame frame_of(Bytes octets, LinkType link, Device device, Nanos at, Direction direction) {
  Frame frame;
  frame.octets = octets;
  frame.link = link;
  frame.original_length = static_cast<std::uint32_t>(octets.size());
  frame.device = device;
  frame.at = at;
  frame.direction = direction;
  return frame;
}

const Device eth0 = {2, DeviceName("eth0")};
const Device lo = {1, DeviceName("lo")};
const Octets ping = test::read_capture(std::string(ICMPWIRE_PCAPS_DIR) + "/02-rr9.pcap").packets.at(0).octets;

void expect_written(const Result<void>& result) {
  EXPECT_TRUE(result) << (result ? "" : to_text(result.error()));
}

// Both directions, a cut frame, comments, two interfaces of one link type.
void write_some(const std::string& path) {
  auto writer = CaptureWriter::create(path);
  ASSERT_TRUE(writer) << to_text(writer.error());
  expect_written((*writer)->write_frame(
      frame_of(ping, LinkType::ethernet, eth0, Nanos(5), Direction::outbound), epoch, "sent"));
  Frame cut =
      frame_of(Bytes(ping).first(61), LinkType::ethernet, eth0, Nanos(123'456'789), Direction::inbound);
  cut.original_length = 90;
  expect_written((*writer)->write_frame(cut, epoch));
  expect_written((*writer)->write_frame(
      frame_of(ping, LinkType::ethernet, lo, Nanos(200'000'000), Direction::inbound), epoch, "täglich"));
  expect_written((*writer)->write_frame(
      frame_of(ping, LinkType::ethernet, eth0, Nanos(300'000'000), Direction::inbound), epoch));
}

TEST(PcapngWriter, IsReadBackByOurselves) {
  const TemporaryFile file;
  write_some(file.path());
  const auto capture = read_capture(file.path());
  EXPECT_FALSE(capture.failure);
  ASSERT_EQ(capture.packets.size(), 4U);
  EXPECT_EQ(capture.packets[0].octets, ping);
  EXPECT_EQ(capture.packets[0].at, epoch + Nanos(5));
  EXPECT_EQ(capture.packets[0].direction, Direction::outbound);
  EXPECT_EQ(capture.packets[0].interface_name, "eth0");
  EXPECT_EQ(capture.packets[1].octets.size(), 61U);
  EXPECT_EQ(capture.packets[1].original_length, 90U);
  EXPECT_EQ(capture.packets[1].direction, Direction::inbound);
  EXPECT_EQ(capture.packets[2].interface_name, "lo");
  EXPECT_EQ(capture.packets[2].interface, 1U);
  EXPECT_EQ(capture.packets[3].interface, 0U) << "an interface is described once";
}

TEST(PcapngWriter, IsReadByLibpcap) {
  const TemporaryFile file;
  write_some(file.path());
  const auto ours = read_capture(file.path());
  const auto theirs = read_by_libpcap(file.path());
  EXPECT_EQ(theirs.failure, "");
  ASSERT_EQ(theirs.packets.size(), ours.packets.size());
  for (std::size_t i = 0; i < ours.packets.size(); ++i) {
    EXPECT_EQ(theirs.packets[i].octets, ours.packets[i].octets);
    EXPECT_EQ(theirs.packets[i].original_length, ours.packets[i].original_length);
    EXPECT_EQ(theirs.packets[i].at, ours.packets[i].at);
  }
}

// What a command prints, both streams.
std::string output_of(const std::string& command) {
  struct Closer {
    void operator()(std::FILE* pipe) const { pclose(pipe); }
  };
  const std::unique_ptr<std::FILE, Closer> pipe(popen((command + " 2>&1").c_str(), "r"));
  std::string output;
  std::array<char, 4096> part{};
  while (const std::size_t count = std::fread(part.data(), 1, part.size(), pipe.get()))
    output.append(part.data(), count);
  return output;
}

bool has_tshark() { return std::system("tshark --version >/dev/null 2>&1") == 0; }

TEST(PcapngWriter, IsReadByTsharkWithoutComplaint) {
  if (!has_tshark()) GTEST_SKIP() << "tshark is not installed";
  const TemporaryFile file;
  write_some(file.path());
  const std::string fields = output_of(
      "HOME=/nonexistent tshark -n -T fields -E separator=/s -e frame.interface_name -e frame.time_epoch "
      "-e frame.packet_flags_direction -e frame.len -e frame.cap_len -e frame.comment -r " +
      file.path());
  std::istringstream lines(fields);
  std::vector<std::string> packets;
  for (std::string line; std::getline(lines, line);) {
    if (line.find("Running as user") != std::string::npos) continue;
    packets.push_back(
        std::regex_replace(line, std::regex(" 0x0+"), " "));  // versions differ in how flags look
  }
  EXPECT_EQ(packets, (std::vector<std::string>{
                         "eth0 1700000000.000000005 2 90 90 sent", "eth0 1700000000.123456789 1 90 61 ",
                         "lo 1700000000.200000000 1 90 90 täglich", "eth0 1700000000.300000000 1 90 90 "}));
}

TEST(PcapngWriter, TakesInterfacesOfDifferingLinkTypes) {
  const TemporaryFile file;
  {
    auto writer = CaptureWriter::create(file.path());
    ASSERT_TRUE(writer);
    expect_written(
        (*writer)->write_frame(frame_of(ping, LinkType::ethernet, eth0, {}, Direction::outbound), epoch));
    const Bytes bare = Bytes(ping).subspan(14);
    expect_written(
        (*writer)->write_frame(frame_of(bare, LinkType::raw, eth0, {}, Direction::inbound), epoch));
  }
  const auto capture = read_capture(file.path());
  ASSERT_EQ(capture.packets.size(), 2U);
  EXPECT_EQ(capture.packets[0].link_number, 1U);
  EXPECT_EQ(capture.packets[1].link_number, 101U);
}

TEST(PcapngWriter, WritesAllCommentsOfAPacket) {
  const TemporaryFile file;
  const std::array<std::string_view, 3> comments = {"one", "", "two\nlines"};
  {
    auto writer = CaptureWriter::create(file.path());
    ASSERT_TRUE(writer);
    const Frame frame = frame_of(ping, LinkType::ethernet, eth0, Nanos(7), Direction::outbound);
    CapturedPacket packet = captured_packet(frame, epoch);
    packet.comments = comments;
    expect_written((*writer)->write(packet));
  }
  const auto capture = read_capture(file.path());
  ASSERT_EQ(capture.packets.size(), 1U);
  EXPECT_EQ(capture.packets[0].comments, (std::vector<std::string>{"one", "", "two\nlines"}));
  EXPECT_EQ(capture.packets[0].at, epoch + Nanos(7));
}

TEST(PcapngWriter, RefusesWhatIsOlderThanItsTimes) {
  const TemporaryFile file;
  auto writer = CaptureWriter::create(file.path());
  ASSERT_TRUE(writer);
  const auto written = (*writer)->write_frame(
      frame_of(ping, LinkType::ethernet, eth0, Nanos(-1), Direction::outbound), Nanos{});
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().detail, "it counts from 1970 on, and a packet is older");
  EXPECT_TRUE(read_capture(file.path()).packets.empty());
}

TEST(PcapWriter, RefusesTimesThatItHasNoRoomFor) {
  constexpr Nanos in_2106 = std::chrono::seconds(0xffffffff), too_late = in_2106 + std::chrono::seconds(1);
  const TemporaryFile file;
  auto writer = CaptureWriter::create_pcap(file.path(), 1);
  ASSERT_TRUE(writer);
  const auto write = [&](Nanos at) {
    return (*writer)->write_frame(frame_of(ping, LinkType::ethernet, eth0, at, Direction::outbound), Nanos{});
  };
  expect_written(write(in_2106));
  for (const Nanos at : {Nanos(-1), too_late}) {
    const auto written = write(at);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().reason, Reason::unsupported);
  }
  EXPECT_EQ(read_capture(file.path()).packets.size(), 1U);
}

// What is written is in the file at once, whole: a crash loses nothing.
TEST(PcapngWriter, HoldsNothingBack) {
  const TemporaryFile file;
  auto writer = CaptureWriter::create(file.path());
  ASSERT_TRUE(writer);
  for (std::size_t i = 0; i < 5; ++i) {
    const auto capture = read_capture(file.path());
    EXPECT_FALSE(capture.failure);
    EXPECT_EQ(capture.packets.size(), i);
    expect_written((*writer)->write_frame(
        frame_of(ping, LinkType::ethernet, eth0, Nanos(1), Direction::outbound), epoch));
  }
}

TEST(PcapngWriter, KeepsNoMoreOfACommentThanAnOptionHolds) {
  const TemporaryFile file;
  auto writer = CaptureWriter::create(file.path());
  ASSERT_TRUE(writer);
  const std::string comment(70'000, 'c');
  expect_written((*writer)->write_frame(frame_of(ping, LinkType::ethernet, eth0, {}, Direction::outbound),
                                        epoch, comment));
  EXPECT_EQ(read_by_libpcap(file.path()).packets.size(), 1U);
}

TEST(PcapngWriter, SaysWhyAFileCannotBeMade) {
  const auto writer = CaptureWriter::create("no-such-folder/x.pcapng");
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().reason, Reason::no_such_file);
  EXPECT_EQ(to_text(writer.error()),
            "cannot write the capture file no-such-folder/x.pcapng: No such file or directory\n"
            "  needs the directory to be there");
}

TEST(PcapngWriter, OverwritesWhatWasThere) {
  const TemporaryFile file(Octets(100'000, 'x'));
  ASSERT_TRUE(CaptureWriter::create(file.path()));
  EXPECT_LT(std::filesystem::file_size(file.path()), 100U);
  EXPECT_FALSE(read_capture(file.path()).failure);
}

TEST(PcapngWriter, SaysThatTheDiskIsFull) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  const auto writer = CaptureWriter::create("/dev/full");
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().reason, Reason::system);
  EXPECT_EQ(writer.error().detail, "No space left on device");
}

}  // namespace
}  // namespace icmpwire
