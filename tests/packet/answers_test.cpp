#include <gtest/gtest.h>

#include "packet/fragment.h"
#include "packet/trial.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

using By = AnswerKeys::By;

Ipv4Header answer_header() {
  Ipv4Header header;
  header.source = {{10, 9, 2, 2}};
  header.destination = {{10, 9, 1, 1}};
  return header;
}

template <class Header>
Octets message(const Header& header, Bytes body, const Ipv4Header& ip = answer_header(),
               const IpOptions& options = {}) {
  Octets icmp(8 + body.size());
  build_icmp(header, body, icmp);
  return build_ipv4(ip, options, icmp);
}

Octets time_exceeded(Bytes quote) { return message(IcmpTimeExceeded{}, quote); }

// Recording 02: 56 octets of IP header, identifier 1234, sequence 1, eight octets of data.
Octets recorded_request() { return test::recorded_datagrams("02-rr9.pcap").at(0); }
Octets recorded_reply() { return test::recorded_datagrams("02-rr9.pcap").at(1); }
constexpr std::size_t ip_header = 60;

std::string verdict(Bytes request, Bytes packet) { return to_text(answers(request, packet)); }

// The datagram with one 16-bit field changed and its header checksum made right again.
Octets with_field(Octets datagram, std::size_t at, std::uint16_t value) {
  write_u16(datagram, at, value);
  Ipv4Datagram changed = *parse_quoted_ipv4(datagram);
  changed.header.checksum.reset();
  return build_ipv4(changed.header, *IpOptions::from_octets(changed.options), changed.payload);
}

TEST(Answers, KeysOfAReplyAreTheRequestsOwn) {
  const Octets reply = recorded_reply();
  const auto answer = read_answer(reply);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->keys.by, By::identifier_and_sequence);
  EXPECT_FALSE(answer->keys.error);
  EXPECT_EQ(answer->keys.identifier, 0x1234);
  EXPECT_EQ(answer->keys.sequence, 1);
  EXPECT_EQ(to_text(answer->keys.source), "10.9.1.1");
  EXPECT_EQ(to_text(answer->keys.destination), "10.9.3.3");
  EXPECT_TRUE(answer->quote.octets.empty());
}

TEST(Answers, KeysOfAnErrorAreTheQuotes) {
  const auto error = test::recorded_datagrams("11-lsrr-ttl2-time-exceeded.pcap").at(1);
  const auto answer = read_answer(error);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->keys.by, By::identifier_and_sequence);
  EXPECT_TRUE(answer->keys.error);
  EXPECT_EQ(answer->keys.identifier, 0x1234);
  EXPECT_EQ(answer->keys.sequence, 1);
  EXPECT_EQ(answer->keys.ip_identification, 1);
  EXPECT_EQ(to_text(answer->keys.source), "10.9.1.1");
  EXPECT_EQ(to_text(answer->keys.destination), "10.9.2.2") << "as the source route left it";
  EXPECT_EQ(answer->ip.header_octets.size(), 28U) << "each header has its own length";
  EXPECT_EQ(answer->quote.header_octets.size(), 32U);
}

TEST(Answers, EightOctetsOfQuotedPayloadAreEnough) {
  const Octets request = recorded_request();
  EXPECT_EQ(verdict(request, time_exceeded(first_at_most(request, ip_header + 8))), "error");
  EXPECT_EQ(verdict(request, time_exceeded(request)), "error") << "and all of it is none too many";
}

TEST(Answers, AQuoteWithoutSequenceIsKnownByItsIdentification) {
  const Octets request = recorded_request();
  for (const std::size_t left : {0U, 1U, 7U}) {
    const Octets error = time_exceeded(first_at_most(request, ip_header + left));
    const auto answer = read_answer(error);
    ASSERT_TRUE(answer) << left;
    EXPECT_EQ(answer->keys.by, By::ip_identification) << left;
    EXPECT_EQ(answer->keys.ip_identification, 1) << left;
    EXPECT_EQ(verdict(request, error), "error (truncated)") << left;
    EXPECT_EQ(verdict(with_field(request, 4, 2), error), "not-ours") << "another identification";
  }
  EXPECT_FALSE(read_answer(time_exceeded(first_at_most(request, ip_header - 1)))) << "not even a header";
  EXPECT_FALSE(read_answer(time_exceeded({})));
}

TEST(Answers, AQuotedLaterFragmentIsKnownByItsIdentification) {
  const Octets request = test::recorded_datagrams("35-frag-options-mtu600.pcap").at(0);
  Octets fragments;
  std::vector<std::size_t> sizes;
  ASSERT_TRUE(fragment(request, 600, fragments, sizes));
  ASSERT_EQ(sizes.size(), 2U);
  const Octets first = time_exceeded(Bytes(fragments).first(sizes[0]));
  const Octets later = time_exceeded(Bytes(fragments).subspan(sizes[0]));

  EXPECT_EQ(read_answer(first)->keys.by, By::identifier_and_sequence);
  EXPECT_EQ(read_answer(later)->keys.by, By::ip_identification) << "its first octets are data, not a header";
  EXPECT_EQ(verdict(request, first), "error") << "a cut is no rewriting";
  EXPECT_EQ(verdict(request, later), "error");
  EXPECT_EQ(verdict(with_field(request, 4, 2), later), "not-ours");

  const auto by_linux = test::recorded_datagrams("35-frag-options-mtu600.r2-inside.pcap");
  EXPECT_EQ(verdict(request, time_exceeded(by_linux.at(1))), "error") << "No Operation where options were";
  EXPECT_EQ(verdict(request, time_exceeded(by_linux.at(0))), "error (rewritten-quote)")
      << "a slot was filled";
}

TEST(Answers, ErrorsOfFourTypesEndARequest) {
  const Octets request = recorded_request();
  EXPECT_EQ(verdict(request, message(IcmpUnreachable{}, request)), "error");
  EXPECT_EQ(verdict(request, message(IcmpSourceQuench{}, request)), "error");
  EXPECT_EQ(verdict(request, message(IcmpTimeExceeded{}, request)), "error");
  EXPECT_EQ(verdict(request, message(IcmpParameterProblem{}, request)), "error");
  EXPECT_EQ(verdict(request, message(IcmpRedirect{}, request)), "not-ours") << "the request goes on its way";
}

TEST(Answers, WhatIsNoAnswerToAnEcho) {
  const Octets request = recorded_request();
  const Octets reply = recorded_reply();
  const auto timestamps = test::recorded_datagrams("21-icmp-timestamp.pcap");
  EXPECT_FALSE(read_answer(request)) << "a request";
  EXPECT_FALSE(read_answer(timestamps.at(1))) << "another query's reply";
  EXPECT_FALSE(read_answer(time_exceeded(timestamps.at(0)))) << "an error about another query";
  EXPECT_FALSE(read_answer(time_exceeded(reply))) << "an error about a reply";
  EXPECT_FALSE(read_answer(time_exceeded(first_at_most(reply, ip_header + 1)))) << "as one octet tells";
  EXPECT_FALSE(read_answer(time_exceeded(with_field(request, 8, 0x4011)))) << "an error about UDP";
  EXPECT_FALSE(read_answer(with_field(reply, 8, 0x4011))) << "UDP";
  EXPECT_FALSE(read_answer(with_field(reply, 6, 0x2000))) << "a fragment";
  EXPECT_FALSE(read_answer(first_at_most(reply, reply.size() - 1))) << "a datagram that was cut";
  EXPECT_FALSE(read_answer(Bytes{}));
  EXPECT_EQ(verdict({}, reply), "not-ours");
  EXPECT_EQ(verdict(reply, reply), "not-ours") << "who asks must ask";
}

TEST(Answers, AllKeysMustFit) {
  const Octets request = recorded_request();
  const Octets reply = recorded_reply();
  const Octets error = time_exceeded(request);
  const auto with_icmp_word = [](Octets datagram, std::size_t at, std::uint16_t value) {
    write_u16(datagram, ip_header + at, value);
    return datagram;
  };
  for (const Octets& answer : {reply, error}) {
    EXPECT_EQ(answers(with_icmp_word(request, 4, 0x1235), answer).answer, AnswerClass::not_ours);
    EXPECT_EQ(answers(with_icmp_word(request, 6, 0x0002), answer).answer, AnswerClass::not_ours);
    EXPECT_EQ(answers(with_field(request, 14, 0x0102), answer).answer, AnswerClass::not_ours)
        << "source 10.9.1.2";
    EXPECT_NE(answers(with_field(request, 18, 0x0304), answer).answer, AnswerClass::not_ours)
        << "the destination is no key";
  }
}

struct RewrittenRow {
  const char* what;
  std::size_t at;
  std::uint16_t value;
  const char* verdict;
};

TEST(Answers, AQuoteMayDifferInTtlAndChecksumAlone) {
  const Octets request = recorded_request();
  const RewrittenRow rows[] = {
      {"TTL", 8, 0x0101, "error"},
      {"TOS", 0, 0x4fb8, "error (rewritten-quote)"},
      {"identification", 4, 0x0002, "error (rewritten-quote)"},
      {"DF", 6, 0x4000, "error (rewritten-quote)"},
      {"destination", 18, 0x0304, "error (rewritten-quote)"},
      {"total length", 2, 0x004d, "error (rewritten-quote)"},
      {"a record route pointer", 22, 0x2708, "error (rewritten-quote)"},
  };
  for (const RewrittenRow& row : rows) {
    EXPECT_EQ(verdict(request, time_exceeded(with_field(request, row.at, row.value))), row.verdict)
        << row.what;
  }
  Octets stale = request;
  stale[8] = 1;  // TTL, as a router leaves it that updates no checksum of what it drops
  EXPECT_EQ(verdict(request, time_exceeded(stale)), "error (stale-quote)");
}

TEST(Answers, TheQuotesSourceIsAKeyAndNoRemark) {
  const Octets request = recorded_request();
  EXPECT_EQ(verdict(request, time_exceeded(with_field(request, 14, 0x0102))), "not-ours");
}

TEST(Answers, RemarksOnReplies) {
  const auto seen = test::recorded_datagrams("01-plain.pcap");
  const Octets& request = seen.at(0);
  const Bytes data = Bytes(request).subspan(28);
  Ipv4Header ip = parse_ipv4(seen.at(1))->header;
  ip.ihl.reset();
  ip.checksum.reset();
  ip.total_length.reset();
  IcmpEcho echo;
  echo.type = IcmpType::echo_reply;
  echo.identifier = 0x1234;
  echo.sequence = 1;

  EXPECT_EQ(message(echo, data, ip), seen.at(1)) << "what follows starts from the recorded reply";
  Octets longer(data.begin(), data.end());
  longer.push_back(0);
  EXPECT_EQ(verdict(request, message(echo, longer, ip)), "reply (longer)");
  EXPECT_EQ(verdict(request, message(echo, data.first(7), ip)), "reply (truncated)");
  EXPECT_EQ(verdict(request, message(echo, {}, ip)), "reply (truncated)");
  EXPECT_EQ(verdict(request, message(echo, data, ip, router_alert())), "reply");

  echo.code = 7;
  ip.source = {{10, 9, 3, 77}};
  ip.checksum = 0x1111;
  EXPECT_EQ(verdict(request, message(echo, data, ip)),
            "reply (other-source, bad-header-checksum, code-not-zero)");
  echo.checksum = 0x2222;
  longer = {data.rbegin(), data.rend()};
  EXPECT_EQ(verdict(request, message(echo, longer, ip)),
            "reply (other-source, bad-checksum, payload-differs, bad-header-checksum, code-not-zero)");
}

TEST(Answers, ABadChecksumOfAnErrorIsRemarkedOn) {
  const Octets request = recorded_request();
  IcmpTimeExceeded header;
  header.checksum = 0x1111;
  EXPECT_EQ(verdict(request, message(header, request)), "error (bad-checksum)");
}

TEST(Answers, ARequestMayLieAboutItsLength) {
  Octets request = test::recorded_datagrams("01-plain.pcap").at(0);
  request = with_field(request, 2, 0x0400);
  EXPECT_EQ(verdict(request, time_exceeded(request)), "error");
}

TEST(Answers, ClassesHaveNames) {
  EXPECT_EQ(to_text(AnswerClass::reply), "reply");
  EXPECT_EQ(to_text(AnswerClass::error), "error");
  EXPECT_EQ(to_text(AnswerClass::duplicate), "duplicate");
  EXPECT_EQ(to_text(AnswerClass::late), "late");
  EXPECT_EQ(to_text(AnswerClass::not_ours), "not-ours");
  EXPECT_EQ(to_text(Remarks{}), "");
}

}  // namespace
}  // namespace icmpwire
