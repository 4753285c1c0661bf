// A recording survives its recorder: every packet is in the file as soon as it has passed.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "capture/recorder.h"
#include "tests/capture/capture_files.h"
#include "tests/capture/replay_fixture.h"

namespace icmpwire {
namespace {

constexpr int exchanges = 25;

// Records so many exchanges, says so by an octet, and is killed in whatever comes then.
[[noreturn]] void record_until_killed(const std::string& target, int told) {
  auto wire = record(test::replay(ICMPWIRE_PCAPS_DIR "/02-rr9.pcap?mode=loop"), target);
  const auto capture = test::read_capture(ICMPWIRE_PCAPS_DIR "/02-rr9.pcap");
  const Bytes request = Bytes(capture.packets.at(0).octets).subspan(14);
  for (int i = 0; wire && i < exchanges; ++i) test::all_answers_to(**wire, request);
  const bool is_told = write(told, "x", 1) == 1;
  while (is_told) pause();
  _exit(1);
}

// In a process of its own.
void record_and_kill(const std::string& target) {
  int ends[2] = {-1, -1};
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) record_until_killed(target, ends[1]);
  close(ends[1]);
  char octet = 0;
  EXPECT_EQ(read(ends[0], &octet, 1), 1) << "the recorder ended early";
  kill(child, SIGKILL);
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));
  close(ends[0]);
}

TEST(RecorderCrash, TheFileHoldsEveryPacketUpToTheLast) {
  const test::TemporaryFile file;
  record_and_kill(file.path());
  const auto capture = test::read_capture(file.path());
  EXPECT_FALSE(capture.failure);
  EXPECT_EQ(capture.packets.size(), 2U * exchanges);
}

TEST(RecorderCrash, SoDoFilesThatRotate) {
  const test::TemporaryFile file;
  record_and_kill(file.path() + "?rotate=2000");
  std::size_t packets = 0;
  int files = 0;
  for (std::string path = file.path(); access(path.c_str(), F_OK) == 0;
       path = file.path() + "." + std::to_string(files + 1)) {
    const auto capture = test::read_capture(path);
    EXPECT_FALSE(capture.failure) << path;
    packets += capture.packets.size();
    if (++files > 1) unlink(path.c_str());
  }
  EXPECT_GT(files, 2);
  EXPECT_EQ(packets, 2U * exchanges);
}

}  // namespace
}  // namespace icmpwire
