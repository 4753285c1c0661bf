// The exchange sends what was recorded, gets what was recorded, and says what people read in the octets.
#include "tests/support/verdict_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "icmp/exchange.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

// Of a recorded echo request all that a caller can choose.
Request request_of(const IpDatagram& ip) {
  const auto header = decode_fixed<Ipv4Header>(ip.octets);
  const EchoIdentity echo = *echo_request_in(ip);
  constexpr std::size_t echo_header_octets = 8;
  Request request;
  request.to = ip.destination;
  request.ttl = header.ttl;
  request.tos = header.tos;
  request.dont_fragment = header.dont_fragment;
  request.options = *IpOptions::from_octets(ip.extras);
  request.malformed_options = true;
  request.data = ip.payload.subspan(echo_header_octets);
  request.identifier = echo.identifier;
  request.sequence = echo.sequence;
  return request;
}

Exchange exchange_for(const IpDatagram& ip) {
  Exchange::Settings settings;
  settings.keep_strays = true;
  settings.keep_candidates = true;
  const auto before = static_cast<std::uint16_t>(ip.identification - 1);
  settings.pairs.first = make_pair_of(before, 1);
  return Exchange(settings);
}

// What the exchange makes of a packet: an answer, a stray, or a candidate with the class that it would have.
Verdict taken(Exchange& exchange, Bytes packet, Nanos at) {
  exchange.expire(at, true);
  const auto ticket = exchange.on_inbound(packet, at, false);
  const auto strays = exchange.take_strays();
  const auto candidates = exchange.take_candidates();
  if (ticket) return exchange.outcome(*ticket).receptions[0].verdict;
  if (!strays.empty()) return strays[0].verdict;
  return candidates.empty() ? Verdict{} : candidates[0].verdict;
}

struct Done {
  std::set<std::string> not_sendable;  // "26-bad-icmp-cksum-noreply 1": what no echo request of ours can be
  std::size_t answers = 0;
};

void expect_verdicts(const JudgedRecording& recording, std::size_t asked, Done& done) {
  const Octets& sent = recording.datagrams[asked];
  const auto ip = parse_ip(sent);
  ASSERT_TRUE(ip);
  if (ip->is_fragment || !echo_request_in(*ip) || !icmp_checksum_ok(*ip)) {
    done.not_sendable.insert(recording.name + " " + std::to_string(asked + 1));
    return;
  }
  Exchange exchange = exchange_for(*ip);
  const auto ticket = exchange.prepare(request_of(*ip), {ip->source, 65535, false});
  ASSERT_TRUE(ticket) << recording.name;
  EXPECT_EQ(to_hex(exchange.outbound(*ticket).datagram), to_hex(sent)) << recording.name << " " << asked + 1;
  exchange.departed(*ticket, recording.instants[asked]);
  for (const VerdictRow& row : recording.rows) {
    if (row.is_sent()) continue;
    const bool is_its = row.of == asked + 1;
    const Verdict verdict =
        taken(exchange, recording.parts[row.frame - 1], recording.instants[row.frame - 1]);
    EXPECT_EQ(to_text(verdict), is_its ? row.text() : "not-ours")
        << recording.name << ", frame " << row.frame << " to " << asked + 1 << ": " << row.why;
    done.answers += is_its ? 1U : 0U;
  }
}

TEST(VerdictTable, IsWhatTheExchangeSays) {
  Done done;
  std::size_t answers = 0;
  for (const JudgedRecording& recording : judged_recordings()) {
    for (const VerdictRow& row : recording.rows) {
      answers += row.of ? 1U : 0U;
      if (row.is_sent()) expect_verdicts(recording, row.frame - 1, done);
    }
  }
  const std::set<std::string> not_sendable = {
      "21-icmp-timestamp 1",       "22-address-mask-noreply 1", "26-bad-icmp-cksum-noreply 1",
      "37-no-error-about-error 1", "37-no-error-about-error 2", "35-frag-options-mtu600.r2-inside 1"};
  EXPECT_EQ(done.not_sendable, not_sendable);
  EXPECT_EQ(done.answers, answers - 1) << "all but the timestamp reply";
}

TEST(VerdictTable, HasEveryRecordingUpTo40) {
  std::set<std::string> recorded;
  for (const std::string& file : plain_recordings()) {
    if (file < "41") recorded.insert(file.substr(0, file.size() - 5));
  }
  std::set<std::string> judged;
  for (const JudgedRecording& recording : judged_recordings()) {
    EXPECT_TRUE(judged.insert(recording.name).second) << recording.name << " is in two places";
    for (const VerdictRow& row : recording.rows) EXPECT_FALSE(row.why.empty()) << recording.name;
  }
  EXPECT_TRUE(std::includes(judged.begin(), judged.end(), recorded.begin(), recorded.end()));
}

}  // namespace
}  // namespace icmpwire::test
