// Control events are signals; the command line is the system's.
#include <signal.h>
#include <unistd.h>
#include <windows.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "api/compat/source/wide.h"

#if defined(__APPLE__)
#include <crt_externs.h>
#endif

namespace {

struct ControlSignal {
  int number;
  DWORD event;
};
constexpr ControlSignal control_signals[] = {
    {SIGINT, CTRL_C_EVENT}, {SIGQUIT, CTRL_BREAK_EVENT}, {SIGTERM, CTRL_CLOSE_EVENT}};

// Handlers may take locks and print, which a signal's handler may not: that one only writes the signal's
// number into a pipe, and a thread of their own reads it and calls them.
class Handlers {
 public:
  void add(PHANDLER_ROUTINE handler) {
    const std::lock_guard lock(mutex_);
    start();
    handlers_.push_back(handler);
  }

  bool remove(PHANDLER_ROUTINE handler) {
    const std::lock_guard lock(mutex_);
    const auto found = std::find(handlers_.rbegin(), handlers_.rend(), handler);
    if (found == handlers_.rend()) return false;
    handlers_.erase(std::next(found).base());
    return true;
  }

  void ignore_interrupts(bool ignore) {
    const std::lock_guard lock(mutex_);
    start();
    ignore_interrupts_ = ignore;
  }

 private:
  static void on_signal(int number) {
    const int before = errno;
    const auto octet = static_cast<unsigned char>(number);
    while (write(write_end, &octet, 1) < 0 && errno == EINTR) continue;
    errno = before;
  }

  // With the mutex held. Throws std::system_error.
  void start() {
    if (write_end >= 0) return;
    int ends[2];
    if (pipe(ends) != 0) throw std::system_error(errno, std::generic_category());
    std::thread([this, from = ends[0]] { run(from); }).detach();
    write_end = ends[1];
    struct sigaction action {};
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    for (const ControlSignal& control : control_signals) sigaction(control.number, &action, nullptr);
  }

  void run(int read_end) {
    for (unsigned char octet = 0; read(read_end, &octet, 1) == 1 || errno == EINTR;) {
      for (const ControlSignal& control : control_signals) {
        if (control.number == octet && !handled(control)) end_by(control.number);
      }
    }
  }

  bool handled(const ControlSignal& control) {
    std::vector<PHANDLER_ROUTINE> handlers;  // they may add and remove themselves
    {
      const std::lock_guard lock(mutex_);
      if (control.event == CTRL_C_EVENT && ignore_interrupts_) return true;
      handlers = handlers_;
    }
    return std::any_of(handlers.rbegin(), handlers.rend(),
                       [&](PHANDLER_ROUTINE handler) { return handler(control.event) != FALSE; });
  }

  static void end_by(int number) {
    signal(number, SIG_DFL);
    kill(getpid(), number);
  }

  static inline int write_end = -1;
  std::mutex mutex_;
  std::vector<PHANDLER_ROUTINE> handlers_;
  bool ignore_interrupts_ = false;
};

Handlers& handlers() {
  static auto* all = new Handlers;  // never destroyed: its thread runs until the process ends
  return *all;
}

std::vector<std::string> arguments() {
  std::vector<std::string> all;
#if defined(__APPLE__)
  all.assign(*_NSGetArgv(), *_NSGetArgv() + *_NSGetArgc());
#else
  std::ifstream file("/proc/self/cmdline", std::ios::binary);
  for (std::string argument; std::getline(file, argument, '\0');) all.push_back(argument);
#endif
  return all;
}

std::string command_line() {
  std::string line;
  for (const std::string& argument : arguments()) {
    if (!line.empty()) line += ' ';
    const bool quoted = argument.empty() || argument.find_first_of(" \t") != std::string::npos;
    line += quoted ? '"' + argument + '"' : argument;
  }
  return line;
}

}  // namespace

BOOL SetConsoleCtrlHandler(PHANDLER_ROUTINE HandlerRoutine, BOOL Add) {
  try {
    if (HandlerRoutine == nullptr) {
      handlers().ignore_interrupts(Add != FALSE);
    } else if (Add != FALSE) {
      handlers().add(HandlerRoutine);
    } else if (!handlers().remove(HandlerRoutine)) {
      SetLastError(ERROR_INVALID_PARAMETER);
      return FALSE;
    }
    return TRUE;
  } catch (const std::exception&) {
    SetLastError(ERROR_NOT_ENOUGH_MEMORY);
    return FALSE;
  }
}

LPSTR GetCommandLineA(void) {
  static auto* line = new std::string(command_line());
  return line->data();
}

LPWSTR GetCommandLineW(void) {
  static auto* line = new std::wstring(icmpwire::compat::widen(command_line()));
  return line->data();
}

void OutputDebugStringA(LPCSTR) {}

void OutputDebugStringW(LPCWSTR) {}
