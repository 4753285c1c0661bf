// icmpwire_wait.h: Windows' return values and last errors, from the C functions.
#include <gtest/gtest.h>
#include <icmpwire.h>
#include <icmpwire_wait.h>

#include <array>
#include <string>

namespace icmpwire::test {
namespace {

constexpr DWORD preset = 0xdeadbeef;
const HANDLE no_handles[] = {nullptr, INVALID_HANDLE_VALUE, reinterpret_cast<HANDLE>(0x1234)};

DWORD look(HANDLE handle) { return icmpwire_wait_for_single_object(handle, 0, FALSE); }

// A call that fails in the documented way.
template <class Value>
void expect_failure(Value returned, Value expected, DWORD error) {
  EXPECT_EQ(returned, expected);
  EXPECT_EQ(GetLastError(), error);
  SetLastError(preset);
}

class WaitCalls : public testing::Test {
 protected:
  void SetUp() override { SetLastError(preset); }
};

TEST_F(WaitCalls, NumbersAreThoseOfWindows) {
  EXPECT_EQ(WAIT_OBJECT_0, 0U);
  EXPECT_EQ(WAIT_ABANDONED, 0x80U);
  EXPECT_EQ(WAIT_IO_COMPLETION, 0xc0U);
  EXPECT_EQ(WAIT_TIMEOUT, 258U);
  EXPECT_EQ(WAIT_FAILED, 0xffffffffU);
  EXPECT_EQ(INFINITE, 0xffffffffU);
  EXPECT_EQ(MAXIMUM_WAIT_OBJECTS, 64);
  EXPECT_EQ(STILL_ACTIVE, 259U);
}

TEST_F(WaitCalls, AnEventIsSetResetAndClosed) {
  const HANDLE event = icmpwire_create_event(TRUE, FALSE, nullptr);
  ASSERT_NE(event, nullptr);
  EXPECT_EQ(GetLastError(), 0U);
  EXPECT_EQ(look(event), WAIT_TIMEOUT);
  EXPECT_EQ(icmpwire_set_event(event), TRUE);
  EXPECT_EQ(look(event), WAIT_OBJECT_0);
  EXPECT_EQ(icmpwire_reset_event(event), TRUE);
  EXPECT_EQ(icmpwire_wait_for_single_object(event, 1, FALSE), WAIT_TIMEOUT);
  EXPECT_EQ(icmpwire_close_handle(event), TRUE);
  expect_failure(icmpwire_close_handle(event), FALSE, ERROR_INVALID_HANDLE);
  expect_failure<DWORD>(look(event), WAIT_FAILED, ERROR_INVALID_HANDLE);
}

TEST_F(WaitCalls, WhatIsNoHandleIsAnError) {
  for (const HANDLE none : no_handles) {
    expect_failure(icmpwire_set_event(none), FALSE, ERROR_INVALID_HANDLE);
    expect_failure(icmpwire_reset_event(none), FALSE, ERROR_INVALID_HANDLE);
    expect_failure(icmpwire_release_mutex(none), FALSE, ERROR_INVALID_HANDLE);
    expect_failure(icmpwire_close_handle(none), FALSE, ERROR_INVALID_HANDLE);
    expect_failure(icmpwire_queue_apc([](uintptr_t) {}, none, 0), FALSE, ERROR_INVALID_HANDLE);
    expect_failure<DWORD>(look(none), WAIT_FAILED, ERROR_INVALID_HANDLE);
    DWORD code = 0;
    expect_failure(icmpwire_get_exit_code(none, &code), FALSE, ERROR_INVALID_HANDLE);
  }
}

TEST_F(WaitCalls, AHandleOfAnotherKindIsAnError) {
  const HANDLE icmp = IcmpwireCreateFile("sim");
  const HANDLE mutex = icmpwire_create_mutex(FALSE, nullptr);
  expect_failure(icmpwire_set_event(mutex), FALSE, ERROR_INVALID_HANDLE);
  expect_failure<DWORD>(look(icmp), WAIT_FAILED, ERROR_INVALID_HANDLE);
  expect_failure(IcmpCloseHandle(mutex), FALSE, ERROR_INVALID_HANDLE);
  EXPECT_EQ(icmpwire_close_handle(mutex), TRUE);
  EXPECT_EQ(icmpwire_close_handle(icmp), TRUE);
  expect_failure(IcmpCloseHandle(icmp), FALSE, ERROR_INVALID_HANDLE);
}

TEST_F(WaitCalls, WaitingForAnySaysWhich) {
  std::array<HANDLE, MAXIMUM_WAIT_OBJECTS + 1> events{};
  for (HANDLE& event : events) event = icmpwire_create_event(FALSE, FALSE, nullptr);
  const auto wait_any = [&](DWORD count) {
    return icmpwire_wait_for_multiple_objects(count, events.data(), FALSE, 0, FALSE);
  };
  EXPECT_EQ(wait_any(MAXIMUM_WAIT_OBJECTS), WAIT_TIMEOUT);
  icmpwire_set_event(events[63]);
  icmpwire_set_event(events[5]);
  EXPECT_EQ(wait_any(MAXIMUM_WAIT_OBJECTS), WAIT_OBJECT_0 + 5);
  EXPECT_EQ(wait_any(MAXIMUM_WAIT_OBJECTS), WAIT_OBJECT_0 + 63);
  expect_failure<DWORD>(wait_any(MAXIMUM_WAIT_OBJECTS + 1), WAIT_FAILED, ERROR_INVALID_PARAMETER);
  expect_failure<DWORD>(wait_any(0), WAIT_FAILED, ERROR_INVALID_PARAMETER);
  for (const HANDLE event : events) icmpwire_close_handle(event);
}

TEST_F(WaitCalls, WaitingForAllWantsEachObjectOnce) {
  const HANDLE one = icmpwire_create_event(FALSE, TRUE, nullptr);
  const HANDLE other = icmpwire_create_event(FALSE, TRUE, nullptr);
  const HANDLE twice[] = {one, other, one};
  expect_failure<DWORD>(icmpwire_wait_for_multiple_objects(3, twice, TRUE, 0, FALSE), WAIT_FAILED,
                        ERROR_INVALID_PARAMETER);
  EXPECT_EQ(icmpwire_wait_for_multiple_objects(2, twice, TRUE, 0, FALSE), WAIT_OBJECT_0);
  EXPECT_EQ(icmpwire_wait_for_multiple_objects(3, twice, FALSE, 0, FALSE), WAIT_TIMEOUT);
  icmpwire_close_handle(one);
  icmpwire_close_handle(other);
}

TEST_F(WaitCalls, MutexesSayWhoseTheyAreAndThatTheyWereAbandoned) {
  const HANDLE mutex = icmpwire_create_mutex(TRUE, nullptr);
  const HANDLE other = icmpwire_create_thread(
      0,
      [](LPVOID parameter) -> DWORD {
        if (icmpwire_release_mutex(parameter) != FALSE || GetLastError() != ERROR_NOT_OWNER) return 1;
        icmpwire_wait_for_single_object(parameter, INFINITE, FALSE);
        return 2;
      },
      mutex, 0, nullptr);
  ASSERT_NE(other, nullptr);
  EXPECT_EQ(icmpwire_release_mutex(mutex), TRUE);
  EXPECT_EQ(icmpwire_wait_for_single_object(other, INFINITE, FALSE), WAIT_OBJECT_0);
  DWORD code = 0;
  EXPECT_EQ(icmpwire_get_exit_code(other, &code), TRUE);
  EXPECT_EQ(code, 2U);
  EXPECT_EQ(look(mutex), WAIT_ABANDONED);
  EXPECT_EQ(icmpwire_release_mutex(mutex), TRUE);
  expect_failure(icmpwire_release_mutex(mutex), FALSE, ERROR_NOT_OWNER);
  icmpwire_close_handle(other);
  icmpwire_close_handle(mutex);
}

TEST_F(WaitCalls, ANameIsOneObject) {
  const HANDLE first = icmpwire_create_mutex(TRUE, "only one of us");
  EXPECT_EQ(GetLastError(), 0U);
  const HANDLE second = icmpwire_create_mutex(TRUE, "only one of us");
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_ALREADY_EXISTS));
  EXPECT_NE(first, second);
  expect_failure(icmpwire_create_event(TRUE, TRUE, "only one of us"), HANDLE{nullptr}, ERROR_INVALID_HANDLE);
  EXPECT_EQ(icmpwire_release_mutex(second), TRUE);
  expect_failure(icmpwire_release_mutex(first), FALSE, ERROR_NOT_OWNER);
  icmpwire_close_handle(first);
  icmpwire_close_handle(second);
  const HANDLE event = icmpwire_create_event(TRUE, TRUE, "only one of us");
  EXPECT_EQ(GetLastError(), 0U);
  EXPECT_EQ(icmpwire_close_handle(event), TRUE);
}

TEST_F(WaitCalls, AThreadHasANumberAndAnExitCode) {
  const HANDLE go = icmpwire_create_event(TRUE, FALSE, nullptr);
  DWORD identifier = 0;
  const HANDLE thread = icmpwire_create_thread(
      1,
      [](LPVOID parameter) -> DWORD {
        icmpwire_wait_for_single_object(parameter, INFINITE, FALSE);
        icmpwire_exit_thread(icmpwire_current_thread_identifier());
        return 0;
      },
      go, 0, &identifier);
  ASSERT_NE(thread, nullptr);
  EXPECT_NE(identifier, icmpwire_current_thread_identifier());
  DWORD code = 0;
  EXPECT_EQ(icmpwire_get_exit_code(thread, &code), TRUE);
  EXPECT_EQ(code, STILL_ACTIVE);
  icmpwire_set_event(go);
  EXPECT_EQ(icmpwire_wait_for_single_object(thread, INFINITE, FALSE), WAIT_OBJECT_0);
  EXPECT_EQ(icmpwire_get_exit_code(thread, &code), TRUE);
  EXPECT_EQ(code, identifier);
  expect_failure(icmpwire_queue_apc([](uintptr_t) {}, thread, 0), FALSE, ERROR_GEN_FAILURE);
  icmpwire_close_handle(thread);
  icmpwire_close_handle(go);
}

TEST_F(WaitCalls, ASuspendedThreadIsRefusedInWords) {
  const icmpwire_thread_start start = [](LPVOID) -> DWORD { return 0; };
  expect_failure(icmpwire_create_thread(0, start, nullptr, CREATE_SUSPENDED, nullptr), HANDLE{nullptr},
                 ERROR_NOT_SUPPORTED);
  EXPECT_NE(std::string(IcmpwireFailureText()).find("suspended"), std::string::npos);
  expect_failure(icmpwire_create_thread(0, nullptr, nullptr, 0, nullptr), HANDLE{nullptr},
                 ERROR_INVALID_PARAMETER);
}

void add_to(uintptr_t data) { ++*reinterpret_cast<int*>(data); }

TEST_F(WaitCalls, QueuedCallsRunInEveryKindOfAlertableWait) {
  int runs = 0;
  const HANDLE event = icmpwire_create_event(FALSE, TRUE, nullptr);
  const auto queue = [&] {
    return icmpwire_queue_apc(add_to, icmpwire_current_thread(), reinterpret_cast<uintptr_t>(&runs));
  };
  EXPECT_EQ(queue(), TRUE);
  EXPECT_EQ(icmpwire_sleep(0, FALSE), 0U);
  EXPECT_EQ(icmpwire_sleep(1, FALSE), 0U);
  EXPECT_EQ(look(event), WAIT_OBJECT_0);
  EXPECT_EQ(runs, 0);
  EXPECT_EQ(icmpwire_sleep(0, TRUE), WAIT_IO_COMPLETION);
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(icmpwire_sleep(0, TRUE), 0U);

  queue();
  EXPECT_EQ(icmpwire_wait_for_single_object(event, INFINITE, TRUE), WAIT_IO_COMPLETION);
  queue();
  EXPECT_EQ(icmpwire_wait_for_multiple_objects(1, &event, TRUE, INFINITE, TRUE), WAIT_IO_COMPLETION);
  EXPECT_EQ(runs, 3);
  EXPECT_EQ(icmpwire_close_handle(icmpwire_current_thread()), TRUE);
  expect_failure(icmpwire_queue_apc(nullptr, icmpwire_current_thread(), 0), FALSE, ERROR_INVALID_PARAMETER);
  icmpwire_close_handle(event);
}

TEST_F(WaitCalls, AQueuedCallMayEndTheThread) {
  const HANDLE thread = icmpwire_create_thread(
      0,
      [](LPVOID) -> DWORD {
        icmpwire_queue_apc([](uintptr_t) { icmpwire_exit_thread(5); }, icmpwire_current_thread(), 0);
        icmpwire_sleep(INFINITE, TRUE);
        return 6;
      },
      nullptr, 0, nullptr);
  EXPECT_EQ(icmpwire_wait_for_single_object(thread, INFINITE, FALSE), WAIT_OBJECT_0);
  DWORD code = 0;
  icmpwire_get_exit_code(thread, &code);
  EXPECT_EQ(code, 5U);
  icmpwire_close_handle(thread);
}

}  // namespace
}  // namespace icmpwire::test
