// A program whose ways to begin, to fork and to end are tested. usage: api_process wire|exit|fork|trace
#include <icmpwire_apc.h>
#define PIO_APC_ROUTINE_DEFINED
#include <icmpwire.h>
#include <icmpwire_wait.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

// Static, so that it is there for as long as anything could be written to it.
char buffer[sizeof(ICMP_ECHO_REPLY) + 32];

IPAddr host() {
  const unsigned char octets[] = {10, 9, 3, 3};
  IPAddr address;
  std::memcpy(&address, octets, sizeof address);
  return address;
}

DWORD echo(HANDLE handle, HANDLE event = nullptr) {
  return IcmpSendEcho2(handle, event, nullptr, nullptr, host(), nullptr, 0, nullptr, buffer, sizeof buffer,
                       1000);
}

// What ICMPWIRE names, or what there is without it.
int name_wire() {
  const HANDLE handle = IcmpCreateFile();
  std::puts(handle != INVALID_HANDLE_VALUE && echo(handle) == 1 ? "answered" : "not answered");
  return 0;
}

// The process ends with requests under way, and the engine's thread running.
int leave_pending() {
  const HANDLE handle = IcmpCreateFile();
  const HANDLE event = icmpwire_create_event(FALSE, FALSE, nullptr);
  for (int i = 0; i < 300; ++i) echo(handle, event);
  std::puts("left");
  return 0;
}

int in_child(HANDLE inherited) {
  if (echo(inherited) != 0 || GetLastError() != ERROR_INVALID_PARAMETER) return 1;
  if (IcmpCloseHandle(inherited) != FALSE) return 2;
  const HANDLE own = IcmpCreateFile();
  const HANDLE event = icmpwire_create_event(FALSE, FALSE, nullptr);
  if (echo(own) != 1) return 3;
  echo(own, event);
  if (icmpwire_wait_for_single_object(event, 20'000, FALSE) != WAIT_OBJECT_0) return 4;
  return IcmpCloseHandle(own) == TRUE ? 0 : 5;
}

int fork_under_way() {
  const HANDLE handle = IcmpCreateFile();
  const HANDLE event = icmpwire_create_event(FALSE, FALSE, nullptr);
  echo(handle, event);
  const pid_t child = fork();
  if (child == 0) std::exit(in_child(handle));
  int status = 0;
  waitpid(child, &status, 0);
  const bool still_works = echo(handle) == 1 && IcmpCloseHandle(handle) == TRUE;
  std::printf("child %d, parent %s\n", WIFEXITED(status) ? WEXITSTATUS(status) : -1,
              still_works ? "works" : "does not");
  return 0;
}

// The process ends in a trace function, which the engine's thread may be in.
int end_in_trace() {
  const HANDLE handle = IcmpCreateFile();
  const HANDLE event = icmpwire_create_event(FALSE, FALSE, nullptr);
  icmpwire_trace(
      handle,
      [](void*, const icmpwire_frame* frame) {
        if (frame->is_outbound == 0) std::exit(0);
      },
      nullptr);
  echo(handle, event);
  icmpwire_wait_for_single_object(event, 20'000, FALSE);
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const char* what = argc > 1 ? argv[1] : "";
  if (std::strcmp(what, "wire") == 0) return name_wire();
  if (std::strcmp(what, "exit") == 0) return leave_pending();
  if (std::strcmp(what, "fork") == 0) return fork_under_way();
  if (std::strcmp(what, "trace") == 0) return end_in_trace();
  std::fprintf(stderr, "usage: api_process wire|exit|fork|trace\n");
  return 2;
}
