// Every recording answers a request that is not the recorded one as it answered the recorded one.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

#include "packet/checksum.h"
#include "packet/icmp.h"
#include "packet/reassembly.h"
#include "packet/trial.h"
#include "tests/capture/capture_files.h"
#include "tests/capture/replay_fixture.h"

namespace icmpwire {
namespace {

using test::all_answers_to;
using test::Arrived;
using test::Variant;

// Packets of a recording by number, from 1. Fragments of one answer follow each other.
struct Recorded {
  const char* name;
  std::size_t request;
  std::vector<std::size_t> answers;
};

const Recorded recordings[] = {
    {"01-plain", 1, {2}},
    {"02-rr9", 1, {2}},
    {"03-rr3-full", 1, {2}},
    {"04-ts-only9", 1, {2}},
    {"05-ts-addr4-overflow", 1, {2}},
    {"06-ts-prespec-r2-h2", 1, {2}},
    {"07-ts-overflow-counter-15", 1, {2}},
    {"08-lsrr-r1-r2", 1, {2}},
    {"09-ssrr-r1-r2", 1, {2}},
    {"10-ssrr-not-neighbour", 1, {2}},
    {"11-lsrr-ttl2-time-exceeded", 1, {2}},
    {"12-router-alert", 1, {2}},
    {"13-security-basic", 1, {2}},
    {"14-experimental-0x5e", 1, {2}},
    {"15-rr-len2-malformed", 1, {2}},
    {"16-rr-ptr3-malformed", 1, {2}},
    {"17-two-source-routes", 1, {2}},
    {"18-duplicate-rr", 1, {2}},
    {"19-rr9-ttl1-time-exceeded", 1, {2}},
    {"20-rr9-ttl2-time-exceeded", 1, {2}},
    {"21-icmp-timestamp", 1, {2}},
    {"22-address-mask-noreply", 1, {}},
    {"23-eol-then-junk", 1, {2}},
    {"24-nop40", 1, {2}},
    {"25-tos-b9", 1, {2}},
    {"26-bad-icmp-cksum-noreply", 1, {}},
    {"27-rr-ra-lsrr-combined", 1, {2}},
    {"28-rr-ptr-past-end-partial-slot", 1, {2}},
    {"29-len-overruns-header", 1, {2}},
    {"30-type-at-last-byte-no-len", 1, {2}},
    {"31-ssrr-completed-on-send", 1, {}},
    {"32-stream-id-obsolete", 1, {2}},
    {"33-host-unreachable", 1, {2}},
    {"34-zero-payload-zero-id-seq", 1, {2}},
    {"35-frag-options-mtu600", 1, {2, 3}},
    {"36-df-frag-needed-mtu600", 1, {2}},
};

struct Exchange {
  Octets request;
  std::vector<Arrived> answers;  // `at` counts from the request
};

Exchange recorded_exchange(const Recorded& recorded) {
  const auto capture = test::read_capture(std::string(ICMPWIRE_PCAPS_DIR) + "/" + recorded.name + ".pcap");
  const auto datagram = [&](std::size_t number) {
    const auto parsed = parse_ipv4(Bytes(capture.packets.at(number - 1).octets).subspan(14));
    EXPECT_TRUE(parsed);
    return Octets(parsed->octets.begin(), parsed->octets.end());
  };
  Exchange result{datagram(recorded.request), {}};
  const Nanos departure = capture.packets.at(recorded.request - 1).at;
  for (const std::size_t number : recorded.answers) {
    result.answers.push_back({datagram(number), capture.packets.at(number - 1).at - departure, 0, ""});
  }
  return result;
}

// One datagram of what may be fragments.
Octets whole(const std::vector<Arrived>& parts) {
  if (parts.size() == 1) return parts[0].datagram;
  Reassembly reassembly;
  std::optional<Bytes> result;
  for (const Arrived& part : parts) result = reassembly.add(*parse_ipv4(part.datagram), Nanos{});
  EXPECT_TRUE(result);
  return result ? Octets(result->begin(), result->end()) : Octets();
}

class EachRecording : public testing::TestWithParam<Recorded> {
 protected:
  const Exchange recorded_ = recorded_exchange(GetParam());

  // The recorded request with all that may differ made different, its data of the recorded length.
  Octets other_request() const {
    const Bytes message = parse_ipv4(recorded_.request)->payload;
    Variant variant;
    variant.identifier = 0xbeef;
    variant.sequence = 0x0102;
    variant.ip_identification = 0x7777;
    variant.source = Ipv4Address{{192, 168, 7, 9}};
    if (message[0] == 8) {
      variant.data = Octets(message.size() - 8);
      for (std::size_t i = 0; i < variant.data->size(); ++i)
        (*variant.data)[i] = static_cast<std::uint8_t>(200 - i);
    }
    return test::varied(recorded_.request, variant);
  }
};

TEST_P(EachRecording, AnswersTheRecordedRequestWithTheRecordedOctets) {
  const auto wire = test::replay_recording(GetParam().name);
  ASSERT_TRUE(wire);
  const auto arrived = all_answers_to(*wire, recorded_.request);
  ASSERT_EQ(arrived.size(), recorded_.answers.size());
  for (std::size_t i = 0; i < arrived.size(); ++i) {
    EXPECT_EQ(to_hex(arrived[i].datagram), to_hex(recorded_.answers[i].datagram));
    EXPECT_EQ(arrived[i].at, recorded_.answers[i].at);
  }
}

TEST_P(EachRecording, AnswersAnotherRequestWithTheSameVerdictAtTheSameOffset) {
  const auto wire = test::replay_recording(GetParam().name);
  ASSERT_TRUE(wire);
  const Octets request = other_request();
  const auto arrived = all_answers_to(*wire, request);
  ASSERT_EQ(arrived.size(), recorded_.answers.size());
  for (std::size_t i = 0; i < arrived.size(); ++i) EXPECT_EQ(arrived[i].at, recorded_.answers[i].at);
  if (arrived.empty()) return;
  const Octets was = whole(recorded_.answers);
  const Octets is = whole(arrived);
  EXPECT_EQ(to_text(answers(request, is)), to_text(answers(recorded_.request, was)));
  EXPECT_EQ(checksum_holds(parse_ipv4(is)->payload), checksum_holds(parse_ipv4(was)->payload));
  EXPECT_EQ(ipv4_checksum_ok(parse_ipv4(is)->header_octets),
            ipv4_checksum_ok(parse_ipv4(was)->header_octets));
  EXPECT_EQ(to_text(parse_ipv4(is)->header.destination), "192.168.7.9");
}

TEST_P(EachRecording, GivesItsExchangeOnce) {
  const auto wire = test::replay_recording(GetParam().name);
  ASSERT_TRUE(wire);
  all_answers_to(*wire, other_request());
  EXPECT_TRUE(all_answers_to(*wire, other_request()).empty());
}

INSTANTIATE_TEST_SUITE_P(Recordings, EachRecording, testing::ValuesIn(recordings), [](const auto& test_info) {
  std::string name = test_info.param.name;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
});

// Nothing may answer an error or a later fragment (RFC 1122 3.2.2), and nothing did.
TEST(ReplayRecordings, LeavesErrorsAndFragmentsUnanswered) {
  const auto capture = test::read_capture(std::string(ICMPWIRE_PCAPS_DIR) + "/37-no-error-about-error.pcap");
  const auto wire = test::replay_recording("37-no-error-about-error");
  ASSERT_TRUE(wire);
  ASSERT_FALSE(capture.packets.empty());
  const auto route = wire->route(Ipv4Address{{10, 9, 3, 3}}, Ipv4Address{{10, 9, 1, 1}});
  ASSERT_TRUE(route) << "who sent them is known";
  for (const test::Packet& packet : capture.packets) {
    EXPECT_TRUE(wire->send(Bytes(packet.octets).subspan(14), *route)) << "they ask for nothing";
    const auto frame = wire->receive(wire->now() + std::chrono::minutes(1));
    ASSERT_TRUE(frame);
    EXPECT_FALSE(*frame);
  }
}

// The seven pings of 39 and what is wrong with their answers stay so for other identifiers and data.
TEST(ReplayRecordings, KeepsAdversarialAnswersAsTheyAre) {
  const auto capture =
      test::read_capture(std::string(ICMPWIRE_PCAPS_DIR) + "/39-adversarial-replies-crafted.pcap");
  const auto verdicts = [](auto& wire, const std::vector<Octets>& requests) {
    std::vector<std::string> result;
    for (const Octets& request : requests) {
      std::string all;
      for (const Arrived& arrived : all_answers_to(wire, request))
        all += to_text(answers(request, arrived.datagram)) + "; ";
      result.push_back(all);
    }
    return result;
  };
  std::vector<Octets> requests, others;
  for (const test::Packet& packet : capture.packets) {
    const auto datagram = parse_ipv4(Bytes(packet.octets).subspan(14));
    if (!datagram || datagram->payload[0] != 8) continue;
    requests.emplace_back(datagram->octets.begin(), datagram->octets.end());
    Variant variant;
    variant.identifier = 0x4321;
    variant.sequence = static_cast<std::uint16_t>(900 + others.size());
    variant.data = Octets(datagram->payload.size() - 8, 0x5a);
    others.push_back(test::varied(requests.back(), variant));
  }
  const auto as_recorded = test::replay_recording("39-adversarial-replies-crafted");
  const auto as_other = test::replay_recording("39-adversarial-replies-crafted");
  ASSERT_TRUE(as_recorded && as_other);
  const auto expected = verdicts(*as_recorded, requests);
  EXPECT_EQ(verdicts(*as_other, others), expected);
  // The sixth was answered under another identifier, which is nobody's here too.
  EXPECT_EQ(expected, (std::vector<std::string>{"reply; ", "reply (bad-checksum); ",
                                                "reply (payload-differs); ", "reply (other-source); ",
                                                "reply; reply; ", "not-ours; ", "reply (truncated); "}));
}

TEST(ReplayRecordings, ARunIsLikeAnyOther) {
  const Exchange recorded = recorded_exchange({"02-rr9", 1, {2}});
  std::optional<std::string> first;
  for (int run = 0; run < 1000; ++run) {
    const auto wire = test::replay_recording("02-rr9");
    ASSERT_TRUE(wire);
    std::string text = std::to_string(wire->epoch().count());
    for (const Arrived& arrived : all_answers_to(*wire, recorded.request)) {
      text += " " + std::to_string(arrived.at.count()) + " " + to_hex(arrived.datagram);
    }
    if (!first) first = text;
    ASSERT_EQ(text, *first);
  }
}

}  // namespace
}  // namespace icmpwire
