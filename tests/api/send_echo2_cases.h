// IcmpSendEcho2 and IcmpSendEcho2Ex in all their forms: the cases W20-W34 of windows-semantics 9 and its
// sections 3.4, 3.5 and 5, on any wire on which 127.0.0.1 answers and 192.18.1.1 does not.
#pragma once

#include <gtest/gtest.h>

#include <thread>

#include "tests/api/surroundings.h"

namespace icmpwire::test {

// The parameter is a wire specification.
class SendEcho2 : public testing::TestWithParam<const char*> {
 protected:
  static constexpr DWORD reply_size = sizeof(ICMP_ECHO_REPLY);
  static constexpr DWORD block_size = sizeof(IO_STATUS_BLOCK);

  void SetUp() override {
    surroundings_ = surroundings_of(GetParam());
    if (IsSkipped() || HasFatalFailure()) return;
    handle_ = IcmpwireCreateFile(GetParam());
    ASSERT_NE(handle_, INVALID_HANDLE_VALUE) << IcmpwireFailureText();
  }
  void TearDown() override {
    if (handle_ != INVALID_HANDLE_VALUE) {
      EXPECT_EQ(IcmpCloseHandle(handle_), TRUE);
    }
    EXPECT_TRUE(buffer_.guards_hold());
  }

  // Sends the first `size` octets of the pattern into a buffer of `room`; the last error is preset.
  DWORD send(WORD size, DWORD room, const NoticeOf& notice = {}, DWORD timeout = 4000) {
    buffer_ = GuardedBuffer(room);
    return send_into(buffer_.data(), room, size, notice, timeout);
  }
  DWORD send_into(void* buffer, DWORD room, WORD size, const NoticeOf& notice, DWORD timeout) {
    SetLastError(0xdeadbeef);
    return IcmpSendEcho2Ex(handle_, notice.event, notice.routine, notice.context, source_, destination_,
                           data_.data(), size, nullptr, buffer, room, timeout);
  }
  void close() { EXPECT_EQ(IcmpCloseHandle(std::exchange(handle_, INVALID_HANDLE_VALUE)), TRUE); }
  ICMP_ECHO_REPLY reply() const { return buffer_.reply(); }

  void expect_pattern(WORD size) {
    EXPECT_EQ(reply().Address, destination_);
    EXPECT_EQ(reply().Status, 0U);
    EXPECT_EQ(reply().DataSize, size);
    EXPECT_EQ(std::memcmp(buffer_.data() + reply_size, data_.data(), size), 0);
  }

  std::unique_ptr<Surroundings> surroundings_;
  HANDLE handle_ = INVALID_HANDLE_VALUE;
  IPAddr source_ = 0;
  IPAddr destination_ = loopback;
  std::vector<std::uint8_t> data_ = pattern(256);
  GuardedBuffer buffer_{0};
};

TEST_P(SendEcho2, W20_DestinationZero) {
  destination_ = 0;
  EXPECT_EQ(send(32, reply_size + 32), 0U);
  EXPECT_EQ(GetLastError(), 1214U);
  EXPECT_TRUE(buffer_.is_untouched());
}

TEST_P(SendEcho2, W21_DestinationZeroWithAnEventFailsAtOnce) {
  const EventHandle event;
  destination_ = 0;
  EXPECT_EQ(send(32, reply_size + 32, {event}), 0U);
  EXPECT_EQ(GetLastError(), 1214U);
  EXPECT_FALSE(event.is_set());
  EXPECT_TRUE(buffer_.is_untouched());
}

TEST_P(SendEcho2, W22_W23_NoReplyBuffer) {
  const EventHandle event;
  for (const NoticeOf& notice : {NoticeOf{}, NoticeOf{event}}) {
    EXPECT_EQ(send_into(nullptr, reply_size + 32, 32, notice, 1000), 0U);
    EXPECT_EQ(GetLastError(), 87U);
  }
  EXPECT_FALSE(event.is_set());
}

TEST_P(SendEcho2, W24_ReplySizeZero) {
  const EventHandle event;
  buffer_ = GuardedBuffer(100);
  for (const NoticeOf& notice : {NoticeOf{}, NoticeOf{event}}) {
    EXPECT_EQ(send_into(buffer_.data(), 0, 32, notice, 1000), 0U);
    EXPECT_EQ(GetLastError(), 87U);
  }
  EXPECT_FALSE(event.is_set());
  EXPECT_TRUE(buffer_.is_untouched());
}

TEST_P(SendEcho2, W25_NeitherBufferNorSize) {
  const EventHandle event;
  for (const NoticeOf& notice : {NoticeOf{}, NoticeOf{event}}) {
    EXPECT_EQ(send_into(nullptr, 0, 32, notice, 1000), 0U);
    EXPECT_EQ(GetLastError(), 87U);
  }
  EXPECT_FALSE(event.is_set());
}

TEST_P(SendEcho2, W26_NoDataIntoAReplyAndAStatusBlock) {
  EXPECT_EQ(send(0, reply_size + block_size), 1U);
  GuardedBuffer buffer(reply_size + block_size);
  EXPECT_EQ(IcmpSendEcho2(handle_, nullptr, nullptr, nullptr, loopback, nullptr, 0, nullptr, buffer.data(),
                          buffer.size(), 1000),
            1U);
  IP_OPTION_INFORMATION zeroes{};
  EXPECT_EQ(IcmpSendEcho2(handle_, nullptr, nullptr, nullptr, loopback, nullptr, 0, &zeroes, buffer.data(),
                          buffer.size(), 1000),
            1U);
}

TEST_P(SendEcho2, W27_EightOctetsIntoAReplyAStatusBlockAndEight) {
  EXPECT_EQ(send(8, reply_size + block_size + 8), 1U);
  expect_pattern(8);
}

TEST_P(SendEcho2, W28_ASourceThatIsNotOurs) {
  const EventHandle event;
  source_ = ip_address(1, 1, 1, 1);
  for (const NoticeOf& notice : {NoticeOf{}, NoticeOf{event}}) {
    EXPECT_EQ(send(32, reply_size + 32, notice), 0U);
    EXPECT_EQ(GetLastError(), 1214U);
    EXPECT_TRUE(buffer_.is_untouched());
  }
  EXPECT_FALSE(event.is_set());
}

TEST_P(SendEcho2, ASourceOfOursIsHonoured) {
  source_ = loopback;
  EXPECT_EQ(send(32, reply_size + 32), 1U);
  expect_pattern(32);
}

TEST_P(SendEcho2, W29_TheDataComesBackAndTheLastErrorIsZero) {
  ASSERT_EQ(send(32, reply_size + 32), 1U);
  EXPECT_EQ(GetLastError(), 0U);
  expect_pattern(32);
  EXPECT_EQ(reply().Reserved, 0);
}

TEST_P(SendEcho2, W30_AThreadThatEndsLeavesItsRequestToEndByItself) {
  const EventHandle event;
  ApcCalls calls;
  destination_ = silent_host;
  DWORD replies = 1, error = 0;
  std::thread([&] {
    replies = send(32, reply_size + 32, {event, ApcCalls::routine, &calls}, 30);
    error = GetLastError();
  }).join();
  EXPECT_EQ(replies, 0U);
  EXPECT_EQ(error, 997U);
  close();
  handle_ = IcmpwireCreateFile(GetParam());
  ASSERT_TRUE(event.wait());
  EXPECT_EQ(reply().Status, 11010U);
  EXPECT_EQ(reply().DataSize, 0);
  icmpwire_sleep(0, TRUE);
  EXPECT_EQ(calls.times, 0);
}

TEST_P(SendEcho2, W31_W32_AnEventAndAHandleThatIsClosedAtOnce) {
  const EventHandle event;
  EXPECT_EQ(send(32, reply_size + 32, {event}, 1000), 0U);
  EXPECT_EQ(GetLastError(), 997U);
  close();
  EXPECT_TRUE(event.is_set());  // closing has waited for it
  expect_pattern(32);
  EXPECT_EQ(reply().Reserved, 1);
  EXPECT_EQ(IcmpParseReplies(buffer_.data(), buffer_.size()), 1U);
  EXPECT_EQ(IcmpParseReplies(buffer_.data(), buffer_.size()), 0U);
}

TEST_P(SendEcho2, W33_WithAnEventTheRoutineIsIgnored) {
  const EventHandle event;
  ApcCalls calls;
  EXPECT_EQ(send(32, reply_size + 32, {event, ApcCalls::routine, &calls}), 0U);
  EXPECT_EQ(GetLastError(), 997U);
  ASSERT_TRUE(event.wait());
  expect_pattern(32);
  EXPECT_EQ(icmpwire_sleep(0, TRUE), 0U);
  EXPECT_EQ(calls.times, 0);
}

TEST_P(SendEcho2, W34_AnApcInTheCallingThread) {
  ApcCalls calls;
  buffer_ = GuardedBuffer(reply_size + 32);
  EXPECT_EQ(send_into(buffer_.data(), buffer_.size() + 10, 32, {nullptr, ApcCalls::routine, &calls}, 1000),
            0U);
  EXPECT_EQ(GetLastError(), 997U);
  close();
  EXPECT_EQ(calls.times, 0);  // not before an alertable wait
  EXPECT_EQ(icmpwire_sleep(patience, TRUE), WAIT_IO_COMPLETION);
  EXPECT_EQ(icmpwire_sleep(0, TRUE), 0U);
  EXPECT_EQ(calls.times, 1);
  EXPECT_EQ(calls.thread, icmpwire_current_thread_identifier());
  EXPECT_EQ(calls.reserved, 0U);
  EXPECT_EQ(calls.status.Status, 0);
  EXPECT_EQ(calls.status.Information, reply_size + 32);
  expect_pattern(32);
}

TEST_P(SendEcho2, AnEventIsSetForATimeoutToo) {
  const EventHandle event;
  destination_ = silent_host;
  EXPECT_EQ(send(32, reply_size + 32, {event}, 30), 0U);
  EXPECT_EQ(GetLastError(), 997U);
  ASSERT_TRUE(event.wait());
  EXPECT_EQ(reply().Status, 11010U);
  EXPECT_EQ(IcmpParseReplies(buffer_.data(), buffer_.size()), 0U);
  EXPECT_EQ(GetLastError(), 11010U);
}

TEST_P(SendEcho2, ATimeoutIsASuccessOfTheOperationForAnApc) {
  ApcCalls calls;
  destination_ = silent_host;
  EXPECT_EQ(send(32, reply_size + 32, {nullptr, ApcCalls::routine, &calls}, 30), 0U);
  ASSERT_TRUE(calls.wait());
  EXPECT_EQ(calls.status.Status, 0);
  EXPECT_EQ(calls.status.Information, reply_size);
  EXPECT_EQ(reply().Status, 11010U);
}

TEST_P(SendEcho2, DataThatDoesNotFitIsSeenWhenItArrives) {
  const EventHandle event;
  EXPECT_EQ(send(32, reply_size + 31, {event}), 0U);
  EXPECT_EQ(GetLastError(), 997U);
  ASSERT_TRUE(event.wait());
  EXPECT_EQ(reply().Status, 11050U);
  EXPECT_EQ(reply().DataSize, 0);
  EXPECT_EQ(IcmpParseReplies(buffer_.data(), buffer_.size()), 0U);
  EXPECT_EQ(GetLastError(), 11050U);
}

// Failures with an IP status are told like any other end.
TEST_P(SendEcho2, WhatIsRefusedWithAStatusEndsAsAsked) {
  const EventHandle event;
  ApcCalls calls;
  std::uint8_t octets[41] = {7, 39, 4};
  IP_OPTION_INFORMATION options{};
  options.OptionsData = octets;
  for (const auto& [size, status] : {std::pair<UCHAR, DWORD>{41, 11017}, {38, 11007}}) {
    options.OptionsSize = size;
    buffer_ = GuardedBuffer(reply_size + 32);
    EXPECT_EQ(IcmpSendEcho2(handle_, event, nullptr, nullptr, loopback, data_.data(), 32, &options,
                            buffer_.data(), buffer_.size(), 1000),
              0U);
    EXPECT_EQ(GetLastError(), 997U);
    ASSERT_TRUE(event.wait());
    EXPECT_EQ(reply().Status, status);
    EXPECT_EQ(IcmpSendEcho2(handle_, nullptr, ApcCalls::routine, &calls, loopback, data_.data(), 32, &options,
                            buffer_.data(), buffer_.size(), 1000),
              0U);
    EXPECT_EQ(GetLastError(), 997U);
    EXPECT_EQ(icmpwire_sleep(patience, TRUE), WAIT_IO_COMPLETION);
    EXPECT_EQ(calls.status.Status, STATUS_INVALID_PARAMETER);
    EXPECT_EQ(calls.status.Information, reply_size);
  }
  EXPECT_EQ(calls.times, 2);
}

TEST_P(SendEcho2, WhatIsNoEventIsRefused) {
  EXPECT_EQ(send(32, reply_size + 32, {handle_}), 0U);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_HANDLE));
  EXPECT_TRUE(buffer_.is_untouched());
}

TEST_P(SendEcho2, AManualResetEventIsResetByTheNextRequestOnly) {
  const EventHandle event(true);
  EXPECT_EQ(send(32, reply_size + 32, {event}), 0U);
  ASSERT_TRUE(event.wait());
  destination_ = 0;
  EXPECT_EQ(send(32, reply_size + 32, {event}), 0U);
  EXPECT_TRUE(event.is_set());  // refused: as it was
  destination_ = silent_host;
  EXPECT_EQ(send(32, reply_size + 32, {event}, 30), 0U);
  ASSERT_TRUE(event.wait());
  EXPECT_EQ(reply().Status, 11010U);  // set by this one, not by the first
}

TEST_P(SendEcho2, RequestDataMayLieInTheReplyBufferAsynchronouslyToo) {
  const EventHandle event;
  buffer_ = GuardedBuffer(reply_size + 32);
  std::memcpy(buffer_.data(), data_.data(), 32);
  EXPECT_EQ(IcmpSendEcho2(handle_, event, nullptr, nullptr, loopback, buffer_.data(), 32, nullptr,
                          buffer_.data(), buffer_.size(), 4000),
            0U);
  ASSERT_TRUE(event.wait());
  expect_pattern(32);
}

TEST_P(SendEcho2, ReceivedOptionsCountAsWritten) {
  ApcCalls calls;
  std::uint8_t record_route[40] = {7, 39, 4};
  IP_OPTION_INFORMATION options{};
  options.OptionsData = record_route;
  options.OptionsSize = 40;
  buffer_ = GuardedBuffer(reply_size + 40 + 32);
  EXPECT_EQ(IcmpSendEcho2(handle_, nullptr, ApcCalls::routine, &calls, loopback, data_.data(), 32, &options,
                          buffer_.data(), buffer_.size(), 4000),
            0U);
  ASSERT_TRUE(calls.wait());
  EXPECT_EQ(calls.status.Information, reply_size + 40 + 32);
  EXPECT_EQ(reply().Options.OptionsSize, 40);
  EXPECT_EQ(reply().Options.OptionsData, buffer_.data() + reply_size);
}

TEST_P(SendEcho2, AnEventWhoseHandleIsClosedIsSetNevertheless) {
  const HANDLE event = icmpwire_create_event(TRUE, FALSE, "kept by a request");
  const HANDLE same = icmpwire_create_event(TRUE, FALSE, "kept by a request");
  EXPECT_EQ(send(32, reply_size + 32, {event}), 0U);
  icmpwire_close_handle(event);
  EXPECT_EQ(icmpwire_wait_for_single_object(same, patience, FALSE), WAIT_OBJECT_0);
  icmpwire_close_handle(same);
}

TEST_P(SendEcho2, AThousandAtOnceOnOneHandle) {
  constexpr std::size_t count = 1000;
  std::vector<GuardedBuffer> buffers(count, GuardedBuffer(reply_size + 32));
  std::vector<ApcCalls> calls(count);
  for (std::size_t i = 0; i < count; ++i) {
    ASSERT_EQ(send_into(buffers[i].data(), buffers[i].size(), 32, {nullptr, ApcCalls::routine, &calls[i]},
                        patience),
              0U);
    ASSERT_EQ(GetLastError(), 997U);
  }
  close();
  icmpwire_sleep(0, TRUE);
  for (std::size_t i = 0; i < count; ++i) {
    EXPECT_EQ(calls[i].times, 1);
    EXPECT_EQ(buffers[i].reply().Status, 0U);
    EXPECT_EQ(buffers[i].reply().DataSize, 32);
    EXPECT_TRUE(buffers[i].guards_hold());
  }
}

}  // namespace icmpwire::test
