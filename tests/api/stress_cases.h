// Many threads and many handles at once: every form of request, handles closed while they are pending, from
// everywhere. Every request ends exactly once, and nothing is written outside of or behind it.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

#include "tests/api/surroundings.h"

namespace icmpwire::test {

// Handles that threads use and close beneath each other: a slot is refilled when its handle was closed.
class HandlePool {
 public:
  HandlePool(std::string spec, std::size_t size) : spec_(std::move(spec)), handles_(size) {
    for (auto& handle : handles_) handle = open();
  }
  ~HandlePool() {
    for (auto& handle : handles_) EXPECT_EQ(IcmpwireCloseHandle(handle, ICMPWIRE_DETACH), TRUE);
  }

  HANDLE at(std::size_t index) const { return handles_[index % handles_.size()]; }
  void close(std::size_t index, DWORD flags) {
    EXPECT_EQ(IcmpwireCloseHandle(handles_[index % handles_.size()].exchange(open()), flags), TRUE);
  }

 private:
  HANDLE open() const {
    const HANDLE handle = IcmpwireCreateFile(spec_.empty() ? nullptr : spec_.c_str());
    EXPECT_NE(handle, INVALID_HANDLE_VALUE);
    return handle;
  }

  const std::string spec_;
  std::vector<std::atomic<HANDLE>> handles_;
};

// One request, and what is known of its end.
struct StressEcho {
  GuardedBuffer buffer{sizeof(ICMP_ECHO_REPLY) + 32};
  std::atomic<int> apcs = 0;
  HandlePool* pool = nullptr;
  std::size_t closes = SIZE_MAX;  // the handle that its APC closes

  static void routine(PVOID context, PIO_STATUS_BLOCK, ULONG) {
    auto& echo = *static_cast<StressEcho*>(context);
    ++echo.apcs;
    if (echo.closes != SIZE_MAX) echo.pool->close(echo.closes, echo.closes % 2 == 0 ? 0 : ICMPWIRE_DETACH);
  }
};

// What one thread does: `rounds` times a request of each form.
class StressThread {
 public:
  StressThread(HandlePool& pool, unsigned number, int rounds)
      : pool_(pool), random_(number), rounds_(rounds), data_(pattern(32)) {}

  // How many requests were taken in, and ended once.
  int run() {
    for (int round = 0; round < rounds_; ++round) {
      wait_for_one();
      start_with_event();
      start_with_apc(round % 10 == 0);
      if (round % 16 == 0) pool_.close(random_(), round % 32 == 0 ? 0 : ICMPWIRE_DETACH);
    }
    while (pending_apcs_ > 0 && finish_apcs(patience)) continue;
    EXPECT_EQ(pending_apcs_, 0);
    return ended_;
  }

 private:
  DWORD send(StressEcho& echo, const NoticeOf& notice) {
    const bool in_vain = random_() % 4 == 0;
    const DWORD timeout = in_vain && notice.routine == nullptr ? 5 : patience;
    return IcmpSendEcho2(pool_.at(random_()), notice.event, notice.routine, notice.context,
                         in_vain ? silent_host : loopback, data_.data(), 32, nullptr, echo.buffer.data(),
                         echo.buffer.size(), notice.routine == nullptr ? timeout : 50);
  }
  // A handle that was closed meanwhile is refused, and nothing is written then.
  static bool refused(const StressEcho& echo) {
    const DWORD error = GetLastError();
    if (error >= IP_STATUS_BASE || error == 0 || error == ERROR_IO_PENDING) return false;
    EXPECT_TRUE(echo.buffer.is_untouched());
    return true;
  }
  void expect_ended(const StressEcho& echo) {
    const DWORD status = echo.buffer.reply().Status;
    EXPECT_TRUE(status == IP_SUCCESS || status == IP_REQ_TIMED_OUT || status == IP_GENERAL_FAILURE) << status;
    EXPECT_TRUE(echo.buffer.guards_hold());
    ++ended_;
  }

  void wait_for_one() {
    StressEcho echo;
    const DWORD replies = send(echo, {});
    if (refused(echo)) return;
    EXPECT_EQ(replies, echo.buffer.reply().Status == IP_SUCCESS ? 1U : 0U);
    expect_ended(echo);
  }
  void start_with_event() {
    StressEcho echo;
    const EventHandle event;
    EXPECT_EQ(send(echo, {event}), 0U);
    if (refused(echo)) return;
    EXPECT_TRUE(event.wait());
    expect_ended(echo);
    const GuardedBuffer as_ended = echo.buffer;
    EXPECT_FALSE(event.is_set());
    EXPECT_TRUE(echo.buffer == as_ended);
  }
  void start_with_apc(bool closes) {
    auto& echo = apc_echoes_.emplace_back(std::make_unique<StressEcho>());
    echo->pool = &pool_;
    if (closes) echo->closes = random_();
    EXPECT_EQ(send(*echo, {nullptr, StressEcho::routine, echo.get()}), 0U);
    if (refused(*echo)) {
      apc_echoes_.pop_back();
      return;
    }
    ++pending_apcs_;
    finish_apcs(0);
  }
  // Lets APCs run; false where none came.
  bool finish_apcs(DWORD milliseconds) {
    const bool ran = icmpwire_sleep(milliseconds, TRUE) == WAIT_IO_COMPLETION;
    for (auto& echo : apc_echoes_) {
      if (echo->apcs == 0) continue;
      EXPECT_EQ(echo->apcs, 1);
      expect_ended(*echo);
      --pending_apcs_;
      echo.reset();
    }
    std::erase(apc_echoes_, nullptr);
    return ran;
  }

  HandlePool& pool_;
  std::minstd_rand random_;
  const int rounds_;
  std::vector<std::uint8_t> data_;
  std::vector<std::unique_ptr<StressEcho>> apc_echoes_;
  int pending_apcs_ = 0;
  int ended_ = 0;
};

// `spec` empty: the handles share the process's engine.
inline void stress(const std::string& spec, int rounds) {
  constexpr std::size_t thread_count = 8, handle_count = 64;
  HandlePool pool(spec, handle_count);
  std::atomic<int> ended = 0;
  std::vector<std::thread> threads;
  for (unsigned number = 1; number <= thread_count; ++number) {
    threads.emplace_back([&, number] { ended += StressThread(pool, number, rounds).run(); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_GT(ended, rounds);
}

}  // namespace icmpwire::test
