// icmpwire.h: requests with every field, results with every octet, event loops, counters and traces.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <thread>

#include "tests/api/scripted_handle.h"

namespace icmpwire::test {
namespace {

using testing::ElementsAre;

struct Free {
  void operator()(icmpwire_result* result) const { icmpwire_result_free(result); }
};
using ResultPointer = std::unique_ptr<icmpwire_result, Free>;

icmpwire_address address(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
  return {4, {a, b, c, d}, 0};
}

icmpwire_request request_to(const icmpwire_address& to) {
  icmpwire_request request;
  icmpwire_request_init(&request);
  request.destination = to;
  return request;
}

icmpwire_answer answer_of(const ResultPointer& result, std::size_t index = 0) {
  icmpwire_answer answer{};
  answer.size = sizeof answer;
  EXPECT_TRUE(icmpwire_result_answer(result.get(), index, &answer));
  return answer;
}

Octets octets(const icmpwire_octets& given) { return {given.data, given.data + given.size}; }

// A wire that answers everything, and what was sent on it.
class IcmpwireRequest : public testing::Test {
 protected:
  Octets sent_;
  ScriptedHandle handle_{[this](Bytes request) -> Result<Replies> {
    sent_.assign(request.begin(), request.end());
    return Replies{{std::chrono::nanoseconds(1'234'567), echo_reply(request)}};
  }};
};

TEST_F(IcmpwireRequest, EveryFieldLeavesAsGiven) {
  const std::uint8_t options[] = {7, 39, 4};  // leads past its end
  icmpwire_request request = request_to(address(10, 9, 3, 3));
  request.source = address(10, 9, 1, 1);
  request.data = "abc";
  request.data_octets = 3;
  request.options = options;
  request.options_octets = sizeof options;
  request.flags = ICMPWIRE_DONT_FRAGMENT | ICMPWIRE_RESERVED_BIT | ICMPWIRE_MALFORMED_OPTIONS |
                  ICMPWIRE_SET_IDENTIFIER | ICMPWIRE_SET_SEQUENCE;
  request.identifier = 0x1234;
  request.sequence = 0x5678;
  request.ttl = 0;
  request.traffic_class = 0xb8;
  const ResultPointer result(icmpwire_send(handle_, &request));
  ASSERT_TRUE(result) << IcmpwireFailureText();
  ASSERT_EQ(sent_.size(), 24U + 8 + 3);
  EXPECT_EQ(sent_[1], 0xb8);
  EXPECT_EQ(sent_[6], 0xc0);
  EXPECT_EQ(sent_[8], 0);
  EXPECT_THAT(Octets(sent_.begin() + 20, sent_.begin() + 24), ElementsAre(7, 39, 4, 0));
  EXPECT_THAT(Octets(sent_.begin() + 28, sent_.end()), ElementsAre(0x12, 0x34, 0x56, 0x78, 'a', 'b', 'c'));
  EXPECT_EQ(octets(icmpwire_result_request(result.get())), sent_);
}

TEST_F(IcmpwireRequest, OptionsThatDoNotTileAreRefusedUnlessAskedFor) {
  const std::uint8_t options[] = {7, 39, 4};
  icmpwire_request request = request_to(address(10, 9, 3, 3));
  request.options = options;
  request.options_octets = sizeof options;
  EXPECT_EQ(icmpwire_send(handle_, &request), nullptr);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(IP_BAD_OPTION));
  request.options_octets = 41;
  EXPECT_EQ(icmpwire_send(handle_, &request), nullptr);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(IP_OPTION_TOO_BIG));
}

TEST_F(IcmpwireRequest, WindowsIdentifierIsOneAndSequencesGoOn) {
  icmpwire_request request = request_to(address(10, 9, 3, 3));
  request.flags = ICMPWIRE_WINDOWS_IDENTIFIER;
  const ResultPointer first(icmpwire_send(handle_, &request));
  EXPECT_EQ(read_u16(sent_, 24), 1);
  const std::uint16_t sequence = read_u16(sent_, 26);
  const ResultPointer second(icmpwire_send(handle_, &request));
  EXPECT_EQ(read_u16(sent_, 24), 1);
  EXPECT_EQ(read_u16(sent_, 26), sequence + 1);
}

TEST_F(IcmpwireRequest, AResultHasNanosecondsAndTheFrames) {
  const icmpwire_request request = request_to(address(10, 9, 3, 3));
  const ResultPointer result(icmpwire_send(handle_, &request));
  ASSERT_TRUE(result);
  EXPECT_EQ(GetLastError(), 0U);
  EXPECT_EQ(icmpwire_result_ending(result.get()), ICMPWIRE_ANSWERED);
  ASSERT_EQ(icmpwire_result_answers(result.get()), 1U);
  const icmpwire_answer answer = answer_of(result);
  EXPECT_EQ(answer.round_trip, 1'234'567U);
  EXPECT_EQ(answer.status, 0U);
  EXPECT_EQ(answer.remarks, 0U);
  EXPECT_EQ(answer.is_error, 0);
  EXPECT_EQ(answer.ttl, 62);
  EXPECT_EQ(answer.pointer, UINT32_MAX);
  EXPECT_THAT(answer.from.octets, testing::ElementsAre(10, 9, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  ASSERT_EQ(icmpwire_result_frames(result.get()), 2U);
  icmpwire_frame frame{};
  frame.size = sizeof frame;
  ASSERT_TRUE(icmpwire_result_frame(result.get(), 0, &frame));
  EXPECT_EQ(frame.is_outbound, 1);
  EXPECT_EQ(frame.link_type, 101U);
  EXPECT_EQ(octets(frame.octets), sent_);
  const std::uint64_t departure = frame.time;
  ASSERT_TRUE(icmpwire_result_frame(result.get(), 1, &frame));
  EXPECT_EQ(frame.is_outbound, 0);
  EXPECT_EQ(frame.time - departure, 1'234'567U);
  EXPECT_EQ(octets(frame.octets), octets(answer.datagram));
  EXPECT_FALSE(icmpwire_result_frame(result.get(), 2, &frame));
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
}

TEST_F(IcmpwireRequest, AnEarlierVersionsStructureIsFilledAsFarAsItGoes) {
  const icmpwire_request request = request_to(address(10, 9, 3, 3));
  const ResultPointer result(icmpwire_send(handle_, &request));
  icmpwire_answer answer;
  std::memset(&answer, 0xcc, sizeof answer);
  answer.size = offsetof(icmpwire_answer, status);
  ASSERT_TRUE(icmpwire_result_answer(result.get(), 0, &answer));
  EXPECT_EQ(answer.size, offsetof(icmpwire_answer, status));
  EXPECT_EQ(answer.round_trip, 1'234'567U);
  EXPECT_EQ(answer.status, 0xccccccccU);
  answer.size = 0;
  EXPECT_FALSE(icmpwire_result_answer(result.get(), 0, &answer));
  icmpwire_request sizeless = request;
  sizeless.size = 0;
  EXPECT_EQ(icmpwire_send(handle_, &sizeless), nullptr);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
}

TEST_F(IcmpwireRequest, WhatCannotBeSentIsRefused) {
  icmpwire_request request = request_to({});
  EXPECT_EQ(icmpwire_send(handle_, &request), nullptr);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_NETNAME));
  request = request_to({6, {0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 1});
  EXPECT_EQ(icmpwire_send(handle_, &request), nullptr);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));  // an IPv4 handle
  request = request_to(address(10, 9, 3, 3));
  request.data_octets = 1;
  EXPECT_EQ(icmpwire_send(handle_, &request), nullptr);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
  EXPECT_EQ(icmpwire_send(INVALID_HANDLE_VALUE, &request), nullptr);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
}

TEST(IcmpwireResult, AnErrorHasItsPointerItsQuoteAndItsMtu) {
  const auto send = [](const char* recording, const icmpwire_address& to, icmpwire_answer& answer) {
    const Handle handle(std::string("replay:" ICMPWIRE_PCAPS_DIR "/") + recording);
    const icmpwire_request request = request_to(to);
    ResultPointer result(icmpwire_send(handle, &request));
    if (result && icmpwire_result_answers(result.get()) == 1) answer = answer_of(result);
    return result;
  };
  icmpwire_answer answer{};
  const ResultPointer problem = send("15-rr-len2-malformed.pcap", address(10, 9, 3, 3), answer);
  EXPECT_EQ(answer.type, 12);
  EXPECT_EQ(answer.status, static_cast<DWORD>(IP_PARAM_PROBLEM));
  EXPECT_EQ(answer.is_error, 1);
  EXPECT_EQ(answer.pointer, 21U);
  EXPECT_EQ(answer.data.size, 0U);
  ASSERT_GE(answer.quoted.size, 28U);
  EXPECT_EQ(answer.quoted.data[0] >> 4, 4);
  const ResultPointer too_big = send("36-df-frag-needed-mtu600.pcap", address(10, 9, 3, 3), answer);
  EXPECT_EQ(answer.status, static_cast<DWORD>(IP_PACKET_TOO_BIG));
  EXPECT_EQ(answer.next_hop_mtu, 600U);
  EXPECT_EQ(answer.pointer, UINT32_MAX);
}

TEST(IcmpwireResult, RemarksSayWhatIsOdd) {
  const ScriptedHandle handle([](Bytes request) -> Result<Replies> {
    return Replies{{milliseconds(1), echo_reply(request, {{10, 9, 9, 9}})}};
  });
  const icmpwire_request request = request_to(address(10, 9, 3, 3));
  const ResultPointer result(icmpwire_send(handle, &request));
  EXPECT_EQ(answer_of(result).remarks, ICMPWIRE_OTHER_SOURCE);
}

TEST(IcmpwireResult, SilenceHasNoAnswers) {
  const Handle handle;
  icmpwire_request request = request_to(address(192, 18, 1, 1));
  request.timeout = 1'000'000;
  const ResultPointer result(icmpwire_send(handle, &request));
  ASSERT_TRUE(result);
  EXPECT_EQ(icmpwire_result_ending(result.get()), ICMPWIRE_TIMED_OUT);
  EXPECT_EQ(icmpwire_result_answers(result.get()), 0U);
  EXPECT_EQ(icmpwire_result_frames(result.get()), 1U);
}

// What a function of icmpwire_start was called with.
struct Ended {
  int times = 0;
  std::uint32_t ending = 0;
  std::thread::id thread;
  HANDLE to_close = nullptr;
  BOOL closed = FALSE;

  static void function(void* context, icmpwire_result* result) {
    auto& self = *static_cast<Ended*>(context);
    ++self.times;
    self.ending = icmpwire_result_ending(result);
    self.thread = std::this_thread::get_id();
    icmpwire_result_free(result);
    if (self.to_close != nullptr) self.closed = IcmpCloseHandle(self.to_close);
  }
};

// Turns a loop until nothing is to be done any more; how often it turned.
int run_loop(HANDLE handle) {
  pollfd readable{icmpwire_descriptor(handle), POLLIN, 0};
  int turns = 0;
  for (; poll(&readable, 1, 0) == 1 && turns < 100; ++turns) EXPECT_GE(icmpwire_poll(handle), 0);
  return turns;
}

TEST(IcmpwireLoop, RequestsEndInPoll) {
  const Handle handle;
  const icmpwire_request request = request_to(address(10, 9, 3, 3));
  Ended ended;
  EXPECT_FALSE(icmpwire_start(handle, &request, Ended::function, &ended));  // nobody polls yet
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
  EXPECT_EQ(icmpwire_poll(handle), -1);
  ASSERT_GE(icmpwire_descriptor(handle), 0);
  ASSERT_TRUE(icmpwire_start(handle, &request, Ended::function, &ended));
  const EventHandle event;
  GuardedBuffer buffer(sizeof(ICMP_ECHO_REPLY));
  IcmpSendEcho2(handle, event, nullptr, nullptr, loopback, nullptr, 0, nullptr, buffer.data(), buffer.size(),
                1000);
  EXPECT_EQ(ended.times, 0);
  EXPECT_FALSE(event.is_set());
  EXPECT_GT(run_loop(handle), 0);
  EXPECT_EQ(ended.times, 1);
  EXPECT_EQ(ended.ending, ICMPWIRE_ANSWERED);
  EXPECT_EQ(ended.thread, std::this_thread::get_id());
  EXPECT_TRUE(event.is_set());
  EXPECT_EQ(run_loop(handle), 0);
}

TEST(IcmpwireLoop, AFunctionMayCloseItsHandle) {
  const HANDLE handle = IcmpwireCreateFile("sim");
  ASSERT_GE(icmpwire_descriptor(handle), 0);
  const icmpwire_request request = request_to(address(10, 9, 3, 3));
  Ended closing, other;
  closing.to_close = handle;
  ASSERT_TRUE(icmpwire_start(handle, &request, Ended::function, &closing));
  ASSERT_TRUE(icmpwire_start(handle, &request, Ended::function, &other));
  while (closing.times == 0) ASSERT_GE(icmpwire_poll(handle), 0);
  EXPECT_EQ(closing.closed, TRUE);
  EXPECT_EQ(other.times, 1);
  EXPECT_EQ(icmpwire_poll(handle), -1);
}

TEST(IcmpwireLoop, WhatIsNeverPolledEndsWithTheHandle) {
  Ended ended;
  {
    const Handle handle;
    ASSERT_GE(icmpwire_descriptor(handle), 0);
    const icmpwire_request request = request_to(address(192, 18, 1, 1));
    ASSERT_TRUE(icmpwire_start(handle, &request, Ended::function, &ended));
  }
  EXPECT_EQ(ended.times, 1);
  EXPECT_EQ(ended.ending, ICMPWIRE_TIMED_OUT);
}

TEST(IcmpwireCounters, CountWhatBecameOfRequestsAndPackets) {
  const ScriptedHandle handle([](Bytes request) -> Result<Replies> {
    return Replies{{milliseconds(1), {0x45, 0, 0}},
                   {milliseconds(1), echo_reply(request)},
                   {milliseconds(2), echo_reply(request)}};
  });
  for (int i = 0; i < 2; ++i) {
    const icmpwire_request request = request_to(address(10, 9, 3, 3));
    const ResultPointer result(icmpwire_send(handle, &request));
  }
  icmpwire_counters counters{};
  counters.size = sizeof counters;
  ASSERT_TRUE(icmpwire_get_counters(handle, &counters));
  EXPECT_EQ(counters.answered, 2U);
  EXPECT_EQ(counters.duplicate, 1U);
  EXPECT_EQ(counters.malformed, 2U);
  EXPECT_EQ(counters.dropped, 0U);
  EXPECT_FALSE(icmpwire_get_counters(handle, nullptr));
  EXPECT_FALSE(icmpwire_get_counters(nullptr, &counters));
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_HANDLE));
}

// What a trace function saw, and what it tried.
struct Traced {
  std::vector<bool> outbound;
  std::vector<DWORD> refusals;
  HANDLE handle = nullptr;

  static void function(void* context, const icmpwire_frame* frame) {
    auto& self = *static_cast<Traced*>(context);
    self.outbound.push_back(frame->is_outbound != 0);
    if (self.handle == nullptr) return;
    const auto expect_refusal = [&](bool refused) { self.refusals.push_back(refused ? GetLastError() : 0); };
    GuardedBuffer buffer(100);
    const icmpwire_request request = request_to(address(10, 9, 3, 3));
    expect_refusal(!IcmpCloseHandle(self.handle));
    expect_refusal(!icmpwire_close_handle(self.handle));
    expect_refusal(!IcmpwireCloseHandle(self.handle, ICMPWIRE_DETACH));
    expect_refusal(IcmpSendEcho(self.handle, loopback, nullptr, 0, nullptr, buffer.data(), 100, 1) == 0);
    expect_refusal(icmpwire_send(self.handle, &request) == nullptr);
    expect_refusal(icmpwire_descriptor(self.handle) < 0);
    expect_refusal(icmpwire_poll(self.handle) < 0);
    expect_refusal(!icmpwire_trace(self.handle, nullptr, nullptr));
  }
};

TEST(IcmpwireTrace, TellsOfEveryFrameInOrderUntilItIsUnset) {
  const Handle handle;
  Traced traced;
  const icmpwire_request request = request_to(address(10, 9, 3, 3));
  ASSERT_TRUE(icmpwire_trace(handle, Traced::function, &traced));
  const ResultPointer first(icmpwire_send(handle, &request));
  EXPECT_THAT(traced.outbound, ElementsAre(true, false));
  ASSERT_TRUE(icmpwire_trace(handle, nullptr, nullptr));
  const ResultPointer second(icmpwire_send(handle, &request));
  EXPECT_EQ(traced.outbound.size(), 2U);
}

TEST(IcmpwireTrace, ClosingAndSendingFromItIsRefusedAndNeverDeadlocks) {
  const Handle handle;
  Traced traced;
  traced.handle = handle;
  ASSERT_TRUE(icmpwire_trace(handle, Traced::function, &traced));
  const EventHandle event;
  GuardedBuffer buffer(sizeof(ICMP_ECHO_REPLY));
  IcmpSendEcho2(handle, event, nullptr, nullptr, loopback, nullptr, 0, nullptr, buffer.data(), buffer.size(),
                1000);
  ASSERT_TRUE(event.wait());
  ASSERT_TRUE(icmpwire_trace(handle, nullptr, nullptr));
  ASSERT_EQ(traced.refusals.size(), 2 * 8U);
  EXPECT_THAT(traced.refusals, testing::Each(static_cast<DWORD>(ERROR_POSSIBLE_DEADLOCK)));
}

}  // namespace
}  // namespace icmpwire::test
