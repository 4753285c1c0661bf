// Windows' names for events, mutexes, threads, queued calls and critical sections.
// clang-format off
#include <windows.h>
#include <process.h>
#include <icmpapi.h>
// clang-format on
#include <gtest/gtest.h>
#include <icmpwire.h>

#include <array>
#include <cerrno>
#include <thread>

namespace {

TEST(CompatWaits, NarrowAndWideNamesAreOneName) {
  const HANDLE narrow = CreateEventA(nullptr, TRUE, FALSE, "Gr\xc3\xbc\xc3\x9f dich");
  const HANDLE wide = CreateEventW(nullptr, TRUE, FALSE, L"Gr\u00fc\u00df dich");
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_ALREADY_EXISTS));
  SetEvent(narrow);
  EXPECT_EQ(WaitForSingleObject(wide, 0), WAIT_OBJECT_0);
  EXPECT_TRUE(ResetEvent(wide));
  EXPECT_EQ(WaitForSingleObjectEx(narrow, 0, TRUE), WAIT_TIMEOUT);
  const HANDLE mutex = CreateMutexW(nullptr, TRUE, L"another");
  const HANDLE same_mutex = CreateMutexA(nullptr, FALSE, "another");
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_ALREADY_EXISTS));
  EXPECT_TRUE(ReleaseMutex(same_mutex));
  for (const HANDLE handle : {narrow, wide, mutex, same_mutex}) EXPECT_TRUE(CloseHandle(handle));
}

// Requirement 10.
TEST(CompatWaits, CloseHandleClosesAnIcmpHandle) {
  const HANDLE handle = IcmpwireCreateFile("sim");
  EXPECT_TRUE(CloseHandle(handle));
  EXPECT_FALSE(IcmpCloseHandle(handle));
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_HANDLE));
  EXPECT_FALSE(CloseHandle(INVALID_HANDLE_VALUE));
  EXPECT_FALSE(CloseHandle(nullptr));
}

DWORD WINAPI wait_for_parameter(LPVOID event) { return WaitForSingleObject(event, INFINITE) + 3; }

TEST(CompatWaits, AThreadIsWaitedFor) {
  const HANDLE event = CreateEvent(nullptr, FALSE, FALSE, nullptr);
  DWORD identifier = 0;
  const HANDLE thread = CreateThread(nullptr, 0, wait_for_parameter, event, 0, &identifier);
  ASSERT_NE(thread, nullptr);
  EXPECT_NE(identifier, GetCurrentThreadId());
  SetEvent(event);
  EXPECT_EQ(WaitForMultipleObjects(1, &thread, TRUE, INFINITE), WAIT_OBJECT_0);
  DWORD code = 0;
  EXPECT_TRUE(GetExitCodeThread(thread, &code));
  EXPECT_EQ(code, 3U);
  CloseHandle(thread);
  CloseHandle(event);
}

void CALLBACK add_one(ULONG_PTR number) { ++*reinterpret_cast<int*>(number); }

DWORD WINAPI queue_and_sleep(LPVOID number) {
  QueueUserAPC(add_one, GetCurrentThread(), reinterpret_cast<ULONG_PTR>(number));
  return SleepEx(INFINITE, TRUE);
}

// Requirement 21.
TEST(CompatWaits, AQueuedCallRunsInAnAlertableWaitOfItsThread) {
  int number = 0;
  const HANDLE thread = CreateThread(nullptr, 0, queue_and_sleep, &number, 0, nullptr);
  WaitForSingleObject(thread, INFINITE);
  DWORD code = 0;
  GetExitCodeThread(thread, &code);
  EXPECT_EQ(code, WAIT_IO_COMPLETION);
  EXPECT_EQ(number, 1);
  EXPECT_EQ(QueueUserAPC(add_one, thread, 0), 0U);
  CloseHandle(thread);
  const HANDLE never = CreateEvent(nullptr, TRUE, FALSE, nullptr);
  EXPECT_EQ(QueueUserAPC(add_one, GetCurrentThread(), reinterpret_cast<ULONG_PTR>(&number)), 1U);
  EXPECT_EQ(WaitForSingleObject(never, 0), WAIT_TIMEOUT);
  EXPECT_EQ(WaitForMultipleObjectsEx(1, &never, FALSE, INFINITE, TRUE), WAIT_IO_COMPLETION);
  EXPECT_EQ(number, 2);
  CloseHandle(never);
}

struct Begun {
  HANDLE go = CreateEvent(nullptr, TRUE, FALSE, nullptr);
  HANDLE owns = CreateEvent(nullptr, TRUE, FALSE, nullptr);
  HANDLE mutex = CreateMutex(nullptr, FALSE, nullptr);  // abandoned when the thread has ended
  Begun() = default;
  Begun(const Begun&) = delete;
  Begun& operator=(const Begun&) = delete;
  ~Begun() {
    for (const HANDLE handle : {go, owns, mutex}) CloseHandle(handle);
  }
};

void return_when_told(void* parameter) {
  const auto* begun = static_cast<Begun*>(parameter);
  WaitForSingleObject(begun->mutex, INFINITE);
  SetEvent(begun->owns);
  WaitForSingleObject(begun->go, INFINITE);
}

void end_when_told(void* parameter) {
  return_when_told(parameter);
  _endthread();
}

TEST(CompatThreads, TheHandleOfBeginthreadClosesItself) {
  for (const auto start : {return_when_told, end_when_told}) {
    Begun begun;
    const auto thread = reinterpret_cast<HANDLE>(_beginthread(start, 0, &begun));
    ASSERT_NE(thread, INVALID_HANDLE_VALUE);
    WaitForSingleObject(begun.owns, INFINITE);
    EXPECT_EQ(WaitForSingleObject(thread, 0), WAIT_TIMEOUT);
    SetEvent(begun.go);
    EXPECT_EQ(WaitForSingleObject(begun.mutex, INFINITE), WAIT_ABANDONED);
    EXPECT_FALSE(CloseHandle(thread));
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_HANDLE));
    ReleaseMutex(begun.mutex);
  }
}

unsigned WINAPI end_with_seven(void*) {
  _endthreadex(7);
  return 8;
}

TEST(CompatThreads, TheHandleOfBeginthreadexIsTheCallers) {
  unsigned identifier = 0;
  const auto thread =
      reinterpret_cast<HANDLE>(_beginthreadex(nullptr, 0, end_with_seven, nullptr, 0, &identifier));
  ASSERT_NE(thread, nullptr);
  EXPECT_NE(identifier, 0U);
  EXPECT_EQ(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
  DWORD code = 0;
  EXPECT_TRUE(GetExitCodeThread(thread, &code));
  EXPECT_EQ(code, 7U);
  EXPECT_TRUE(CloseHandle(thread));
}

TEST(CompatThreads, WhatCannotBeStartedSaysSo) {
  errno = 0;
  EXPECT_EQ(_beginthread(nullptr, 0, nullptr), static_cast<uintptr_t>(-1));
  EXPECT_EQ(errno, EINVAL);
  errno = 0;
  EXPECT_EQ(_beginthreadex(nullptr, 0, end_with_seven, nullptr, CREATE_SUSPENDED, nullptr), 0U);
  EXPECT_EQ(errno, EINVAL);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_NOT_SUPPORTED));
  EXPECT_EQ(CreateThread(nullptr, 0, wait_for_parameter, nullptr, CREATE_SUSPENDED, nullptr), nullptr);
}

TEST(CompatThreads, CriticalSectionsAreRecursiveAndExclude) {
  CRITICAL_SECTION section;
  InitializeCriticalSection(&section);
  EnterCriticalSection(&section);
  EXPECT_TRUE(TryEnterCriticalSection(&section));
  std::thread([&] { EXPECT_FALSE(TryEnterCriticalSection(&section)); }).join();
  LeaveCriticalSection(&section);
  LeaveCriticalSection(&section);
  std::thread([&] {
    EXPECT_TRUE(TryEnterCriticalSection(&section));
    LeaveCriticalSection(&section);
  }).join();
  DeleteCriticalSection(&section);
}

}  // namespace
