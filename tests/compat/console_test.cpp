// The console: control events by signals, keys from a terminal, the command line.
// clang-format off
#include <windows.h>
#include <conio.h>
// clang-format on
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <string>

#include "api/compat/source/wide.h"

namespace {

HANDLE handled() {
  static const HANDLE event = CreateEvent(nullptr, FALSE, FALSE, nullptr);
  return event;
}
DWORD last_event = 0xffff;

BOOL WINAPI remember(DWORD event) {
  last_event = event;
  SetEvent(handled());
  return TRUE;
}

BOOL WINAPI refuse(DWORD) { return FALSE; }

TEST(Console, ControlHandlersAreCalledForSignals) {
  ASSERT_TRUE(SetConsoleCtrlHandler(remember, TRUE));
  ASSERT_TRUE(SetConsoleCtrlHandler(refuse, TRUE));
  const struct {
    int signal;
    DWORD event;
  } rows[] = {{SIGINT, CTRL_C_EVENT}, {SIGQUIT, CTRL_BREAK_EVENT}, {SIGTERM, CTRL_CLOSE_EVENT}};
  for (const auto& row : rows) {
    raise(row.signal);
    ASSERT_EQ(WaitForSingleObject(handled(), INFINITE), WAIT_OBJECT_0);
    EXPECT_EQ(last_event, row.event);
  }
  EXPECT_TRUE(SetConsoleCtrlHandler(refuse, FALSE));
  EXPECT_TRUE(SetConsoleCtrlHandler(remember, FALSE));
  EXPECT_FALSE(SetConsoleCtrlHandler(remember, FALSE));
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
}

[[noreturn]] void interrupted(PHANDLER_ROUTINE handler, int further_signal = 0) {
  SetConsoleCtrlHandler(handler, TRUE);
  raise(SIGINT);
  if (further_signal != 0) raise(further_signal);
  WaitForSingleObject(CreateEvent(nullptr, TRUE, FALSE, nullptr), INFINITE);
  _exit(1);
}

TEST(ConsoleDeathTest, ASignalThatNobodyHandlesEndsTheProcess) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(interrupted(refuse), testing::KilledBySignal(SIGINT), "");
}

BOOL WINAPI leave(DWORD) { _exit(7); }

TEST(ConsoleDeathTest, IgnoredInterruptsReachNoHandler) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        SetConsoleCtrlHandler(nullptr, TRUE);
        interrupted([](DWORD event) -> BOOL { _exit(event == CTRL_CLOSE_EVENT ? 5 : 6); }, SIGTERM);
      },
      testing::ExitedWithCode(5), "");
  EXPECT_EXIT(interrupted(leave), testing::ExitedWithCode(7), "");
}

// Standard input is another file for as long as this lives.
class Input {
 public:
  explicit Input(int file) : before_(dup(STDIN_FILENO)) {
    dup2(file, STDIN_FILENO);
    close(file);
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input() {
    dup2(before_, STDIN_FILENO);
    close(before_);
  }

 private:
  int before_;
};

TEST(Console, AKeyIsReadFromATerminalWithoutALinesEnd) {
  const int keyboard = posix_openpt(O_RDWR | O_NOCTTY);
  ASSERT_GE(keyboard, 0);
  ASSERT_EQ(grantpt(keyboard), 0);
  ASSERT_EQ(unlockpt(keyboard), 0);
  const Input input(open(ptsname(keyboard), O_RDWR | O_NOCTTY));
  EXPECT_EQ(_kbhit(), 0);
  ASSERT_EQ(write(keyboard, "q", 1), 1);
  EXPECT_EQ(_getch(), 'q');
  EXPECT_EQ(_kbhit(), 0);
  termios settings{};
  ASSERT_EQ(tcgetattr(STDIN_FILENO, &settings), 0);
  EXPECT_NE(settings.c_lflag & ICANON, 0U);
  close(keyboard);
}

TEST(Console, KeysComeFromAPipeTooUntilItEnds) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const Input input(ends[0]);
  ASSERT_EQ(write(ends[1], "a", 1), 1);
  EXPECT_NE(_kbhit(), 0);
  EXPECT_EQ(_getch(), 'a');
  close(ends[1]);
  EXPECT_EQ(_getch(), EOF);
}

TEST(Console, TheCommandLineIsThePrograms) {
  const std::string line = GetCommandLineA();
  EXPECT_NE(line.find("compat_tests"), std::string::npos);
  EXPECT_EQ(icmpwire::compat::narrow(GetCommandLineW()), line);
}

}  // namespace
