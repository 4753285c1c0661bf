// Closing handles with requests pending: waiting for them, giving them up, and from everywhere.
#include <gtest/gtest.h>

#include <latch>
#include <thread>

#include "tests/api/scripted_handle.h"
#include "tests/api/still_wire.h"

namespace icmpwire::test {
namespace {

constexpr DWORD reply_size = sizeof(ICMP_ECHO_REPLY);

HANDLE still_handle() {
  return open_icmp_handle(std::make_shared<Engine>(std::make_unique<StillWire>(), Exchange::Settings{}),
                          IpVersion::v4);
}

DWORD echo(HANDLE handle, GuardedBuffer& buffer, const NoticeOf& notice = {}, IPAddr to = loopback,
           DWORD timeout = INFINITE) {
  auto data = pattern(32);
  return IcmpSendEcho2(handle, notice.event, notice.routine, notice.context, to, data.data(), 32, nullptr,
                       buffer.data(), buffer.size(), timeout);
}

TEST(Closing, DetachingEndsEventsAndApcsOnce) {
  const HANDLE handle = still_handle();
  const EventHandle event;
  ApcCalls calls;
  GuardedBuffer first(reply_size + 32), second(reply_size + 32);
  EXPECT_EQ(echo(handle, first, {event}), 0U);
  EXPECT_EQ(echo(handle, second, {nullptr, ApcCalls::routine, &calls}), 0U);
  EXPECT_FALSE(event.is_set());
  EXPECT_EQ(IcmpwireCloseHandle(handle, ICMPWIRE_DETACH), TRUE);
  EXPECT_TRUE(event.is_set());
  EXPECT_FALSE(event.is_set());  // once
  EXPECT_EQ(first.reply().Status, static_cast<DWORD>(IP_GENERAL_FAILURE));
  EXPECT_EQ(icmpwire_sleep(0, TRUE), WAIT_IO_COMPLETION);
  EXPECT_EQ(calls.times, 1);
  EXPECT_EQ(calls.status.Status, STATUS_CANCELLED);
  EXPECT_EQ(second.reply().Status, static_cast<DWORD>(IP_GENERAL_FAILURE));
  EXPECT_EQ(IcmpwireCloseHandle(handle, ICMPWIRE_DETACH), FALSE);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_HANDLE));
}

TEST(Closing, DetachingEndsTheCallsThatThreadsWaitIn) {
  const HANDLE handle = still_handle();
  constexpr int thread_count = 4;
  std::vector<GuardedBuffer> buffers(thread_count, GuardedBuffer(reply_size + 32));
  std::vector<DWORD> errors(thread_count);
  std::latch started(thread_count);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < thread_count; ++i) {
    threads.emplace_back([&, i] {
      started.count_down();
      EXPECT_EQ(echo(handle, buffers[i]), 0U);
      errors[i] = GetLastError();
    });
  }
  started.wait();
  // Whoever comes too late finds no handle.
  EXPECT_EQ(IcmpwireCloseHandle(handle, ICMPWIRE_DETACH), TRUE);
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 0; i < thread_count; ++i) {
    if (errors[i] == ERROR_INVALID_PARAMETER) continue;
    EXPECT_EQ(errors[i], static_cast<DWORD>(IP_GENERAL_FAILURE));
  }
}

TEST(Closing, OneHandleOfSeveralOnAnEngineIsDetachedAlone) {
  const auto engine = std::make_shared<Engine>(std::make_unique<StillWire>(), Exchange::Settings{});
  const HANDLE leaving = open_icmp_handle(engine, IpVersion::v4);
  const HANDLE staying = open_icmp_handle(engine, IpVersion::v4);
  const EventHandle left, stayed;
  GuardedBuffer first(reply_size + 32), second(reply_size + 32);
  echo(leaving, first, {left});
  echo(staying, second, {stayed});
  EXPECT_EQ(IcmpwireCloseHandle(leaving, ICMPWIRE_DETACH), TRUE);
  EXPECT_TRUE(left.is_set());
  EXPECT_FALSE(stayed.is_set());
  EXPECT_TRUE(second.is_untouched());
  EXPECT_EQ(IcmpwireCloseHandle(staying, ICMPWIRE_DETACH), TRUE);
}

// An APC that closes the handle that it belongs to.
struct ClosingApc {
  HANDLE handle;
  BOOL closed = FALSE;
  static void routine(PVOID context, PIO_STATUS_BLOCK, ULONG) {
    auto& self = *static_cast<ClosingApc*>(context);
    self.closed = IcmpCloseHandle(self.handle);
  }
};

TEST(Closing, FromAnApcWaitsForTheOthers) {
  ClosingApc apc{IcmpwireCreateFile("sim")};
  const EventHandle event;
  GuardedBuffer first(reply_size + 32), second(reply_size + 32);
  EXPECT_EQ(echo(apc.handle, first, {nullptr, ClosingApc::routine, &apc}, loopback, 1000), 0U);
  EXPECT_EQ(echo(apc.handle, second, {event}, silent_host, 1000), 0U);
  EXPECT_EQ(icmpwire_sleep(patience, TRUE), WAIT_IO_COMPLETION);
  EXPECT_EQ(apc.closed, TRUE);
  EXPECT_TRUE(event.is_set());
}

TEST(Closing, ByTheGeneralCallAsWell) {
  const HANDLE handle = IcmpwireCreateFile("sim");
  const EventHandle event;
  GuardedBuffer buffer(reply_size + 32);
  EXPECT_EQ(echo(handle, buffer, {event}, silent_host, 1000), 0U);
  EXPECT_EQ(icmpwire_close_handle(handle), TRUE);
  EXPECT_TRUE(event.is_set());
}

TEST(Closing, OfAPolledHandleEndsWhatIsPending) {
  const Handle handle;
  EXPECT_GE(icmpwire_descriptor(handle), 0);
  const EventHandle event;
  GuardedBuffer buffer(reply_size + 32);
  EXPECT_EQ(echo(handle, buffer, {event}, silent_host, 1000), 0U);
  EXPECT_FALSE(event.is_set());
  EXPECT_EQ(IcmpCloseHandle(handle.get()), TRUE);
  EXPECT_TRUE(event.is_set());
  EXPECT_EQ(buffer.reply().Status, static_cast<DWORD>(IP_REQ_TIMED_OUT));
}

TEST(Closing, UnknownFlagsAreRefused) {
  const Handle handle;
  EXPECT_EQ(IcmpwireCloseHandle(handle, 2), FALSE);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
}

TEST(Closing, TenThousandHandlesShareAnEngine) {
  const auto engine =
      std::make_shared<Engine>(std::make_unique<ScriptedWire>([](Bytes request) -> Result<Replies> {
                                 return Replies{{milliseconds(1), echo_reply(request)}};
                               }),
                               Exchange::Settings{});
  std::vector<HANDLE> all;
  for (int i = 0; i < 10'000; ++i) {
    all.push_back(open_icmp_handle(engine, IpVersion::v4));
    ASSERT_NE(all.back(), INVALID_HANDLE_VALUE);
  }
  GuardedBuffer buffer(reply_size + 32);
  for (const std::size_t i : {0U, 5000U, 9999U}) EXPECT_EQ(echo(all[i], buffer), 1U);
  for (const HANDLE handle : all) EXPECT_EQ(IcmpCloseHandle(handle), TRUE);
}

}  // namespace
}  // namespace icmpwire::test
