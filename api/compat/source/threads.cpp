// Windows' names for the wait core's threads, and the C run-time's way to start them.
#include <process.h>
#include <unistd.h>
#include <windows.h>

#include <cerrno>
#include <future>
#include <memory>

HANDLE CreateThread(LPSECURITY_ATTRIBUTES, SIZE_T dwStackSize, LPTHREAD_START_ROUTINE lpStartAddress,
                    LPVOID lpParameter, DWORD dwCreationFlags, LPDWORD lpThreadId) {
  return icmpwire_create_thread(dwStackSize, lpStartAddress, lpParameter, dwCreationFlags, lpThreadId);
}

void ExitThread(DWORD dwExitCode) { icmpwire_exit_thread(dwExitCode); }

BOOL GetExitCodeThread(HANDLE hThread, LPDWORD lpExitCode) {
  return icmpwire_get_exit_code(hThread, lpExitCode);
}

HANDLE GetCurrentThread(void) { return icmpwire_current_thread(); }

DWORD GetCurrentThreadId(void) { return icmpwire_current_thread_identifier(); }

DWORD GetCurrentProcessId(void) { return static_cast<DWORD>(getpid()); }

int _getpid(void) { return getpid(); }

DWORD QueueUserAPC(PAPCFUNC pfnAPC, HANDLE hThread, ULONG_PTR dwData) {
  return icmpwire_queue_apc(pfnAPC, hThread, dwData) != FALSE ? 1 : 0;
}

void Sleep(DWORD dwMilliseconds) { icmpwire_sleep(dwMilliseconds, FALSE); }

DWORD SleepEx(DWORD dwMilliseconds, BOOL bAlertable) { return icmpwire_sleep(dwMilliseconds, bAlertable); }

namespace {

// Closes the handle of a thread of _beginthread when the thread ends, in whichever way.
class OwnHandle {
 public:
  ~OwnHandle() {
    if (value != nullptr) icmpwire_close_handle(value);
  }
  HANDLE value = nullptr;
};
thread_local OwnHandle own_handle;

struct Beginning {
  void (*start)(void*);
  void* argument;
  std::future<HANDLE> handle;
};

DWORD run_beginning(LPVOID parameter) {
  void (*start)(void*) = nullptr;
  void* argument = nullptr;
  {
    const std::unique_ptr<Beginning> beginning(static_cast<Beginning*>(parameter));
    own_handle.value = beginning->handle.get();
    start = beginning->start;
    argument = beginning->argument;
  }
  start(argument);
  return 0;
}

struct BeginningEx {
  unsigned (*start)(void*);
  void* argument;
};

DWORD run_beginning_ex(LPVOID parameter) {
  const BeginningEx beginning = *static_cast<BeginningEx*>(parameter);
  delete static_cast<BeginningEx*>(parameter);
  return beginning.start(beginning.argument);
}

int to_errno(DWORD error) { return error == ERROR_NOT_ENOUGH_MEMORY ? EAGAIN : EINVAL; }

}  // namespace

uintptr_t _beginthread(void (*start_address)(void*), unsigned stack_size, void* arglist) {
  if (start_address == nullptr) {
    errno = EINVAL;
    return static_cast<uintptr_t>(-1);
  }
  std::promise<HANDLE> known;
  auto beginning = std::make_unique<Beginning>(Beginning{start_address, arglist, known.get_future()});
  const HANDLE handle = icmpwire_create_thread(stack_size, run_beginning, beginning.get(), 0, nullptr);
  if (handle == nullptr) {
    errno = to_errno(GetLastError());
    return static_cast<uintptr_t>(-1);
  }
  (void)beginning.release();
  known.set_value(handle);
  return reinterpret_cast<uintptr_t>(handle);
}

void _endthread(void) { icmpwire_exit_thread(0); }

uintptr_t _beginthreadex(void*, unsigned stack_size, unsigned (*start_address)(void*), void* arglist,
                         unsigned initflag, unsigned* thrdaddr) {
  if (start_address == nullptr) {
    SetLastError(ERROR_INVALID_PARAMETER);
    errno = EINVAL;
    return 0;
  }
  auto beginning = std::make_unique<BeginningEx>(BeginningEx{start_address, arglist});
  const HANDLE handle =
      icmpwire_create_thread(stack_size, run_beginning_ex, beginning.get(), initflag, thrdaddr);
  if (handle == nullptr) {
    errno = to_errno(GetLastError());
    return 0;
  }
  (void)beginning.release();
  return reinterpret_cast<uintptr_t>(handle);
}

void _endthreadex(unsigned retval) { icmpwire_exit_thread(retval); }
