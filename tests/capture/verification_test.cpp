// Recorded requests sent again: over the replay of their own recording, whole and damaged, and over the
// simulated network.
#include "capture/verification.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "capture/open_wire.h"
#include "packet/checksum.h"
#include "tests/capture/capture_files.h"

namespace icmpwire {
namespace {

std::string pcap(const std::string& name) { return ICMPWIRE_PCAPS_DIR "/" + name + ".pcap"; }

struct Verified {
  std::vector<VerifiedExchange> exchanges;
  std::size_t surplus = 0;
  bool all_agree() const {
    return std::all_of(exchanges.begin(), exchanges.end(), [](const auto& each) { return each.agrees(); });
  }
};

Verified verify(const std::string& path, Wire& wire, const FieldMask& mask = usual_mask()) {
  const auto capture = CaptureReader::open_seekable(path);
  const auto index = ReplayIndex::read(**capture, path, {});
  Verification verification(**capture, *index, wire, {mask});
  Verified verified;
  for (auto next = verification.next(); next && *next; next = verification.next()) {
    verified.exchanges.push_back(**next);
    verified.surplus += verification.surplus().size();
  }
  EXPECT_EQ(verified.exchanges.size(), verification.size());
  return verified;
}

Verified verify(const std::string& name, const std::string& spec, const FieldMask& mask = usual_mask()) {
  const auto wire = open_wire(spec);
  EXPECT_TRUE(wire) << (wire ? "" : to_text(wire.error()));
  return verify(pcap(name), **wire, mask);
}

TEST(Verification, ARecordingAgreesWithItselfOctetByOctet) {
  for (const char* name : {"01-plain", "02-rr9", "07-ts-overflow-counter-15", "11-lsrr-ttl2-time-exceeded",
                           "21-icmp-timestamp", "22-address-mask-noreply", "26-bad-icmp-cksum-noreply",
                           "33-host-unreachable", "35-frag-options-mtu600", "36-df-frag-needed-mtu600",
                           "38-rfc4884-mpls-iio-crafted", "41-ipv6-echo", "55-ipv6-fragments"}) {
    const Verified verified = verify(name, "replay:" + pcap(name), {});
    EXPECT_FALSE(verified.exchanges.empty()) << name;
    EXPECT_TRUE(verified.all_agree()) << name;
    EXPECT_EQ(verified.surplus, 0U) << name;
  }
}

TEST(Verification, RequestsLeaveAsTheyWereRecorded) {
  const auto verified = verify("02-rr9", "replay:" + pcap("02-rr9") + "?mode=exact&keys=strict");
  ASSERT_EQ(verified.exchanges.size(), 1U);
  const auto capture = test::read_capture(pcap("02-rr9"));
  EXPECT_EQ(to_hex(verified.exchanges[0].request), to_hex(Bytes(capture.packets[0].octets).subspan(14)));
  EXPECT_TRUE(verified.exchanges[0].agrees());
}

TEST(Verification, NamesTheFieldsThatDiffer) {
  const auto verified = verify("02-rr9", "replay:" + pcap("02-rr9") + "?corrupt=ip.ttl&repair=checksums");
  ASSERT_EQ(verified.exchanges.size(), 1U);
  ASSERT_EQ(verified.exchanges[0].answers.size(), 1U);
  const AnswerPair& pair = verified.exchanges[0].answers[0];
  EXPECT_FALSE(pair.agrees());
  ASSERT_EQ(pair.differences.size(), 2U);
  EXPECT_EQ(pair.differences[0].field, "ip.ttl");
  EXPECT_EQ(pair.differences[0].before, "62");
  EXPECT_EQ(pair.differences[1].field, "ip.checksum");
  EXPECT_TRUE(verify("02-rr9", "replay:" + pcap("02-rr9") + "?corrupt=ip.ttl&repair=checksums",
                     *FieldMask::read("ip.ttl"))
                  .all_agree());
}

TEST(Verification, AnswersThatDoNotComeAndAnswersThatWereNotRecordedDiffer) {
  const auto lost = verify("02-rr9", "replay:" + pcap("02-rr9") + "?loss=1");
  ASSERT_EQ(lost.exchanges.size(), 1U);
  ASSERT_EQ(lost.exchanges[0].answers.size(), 1U);
  EXPECT_TRUE(lost.exchanges[0].answers[0].recorded);
  EXPECT_FALSE(lost.exchanges[0].answers[0].met);

  // 26 was never answered for its bad checksum: a device that answers it does differ.
  const auto more = verify("26-bad-icmp-cksum-noreply", "replay:" + pcap("01-plain"));
  ASSERT_EQ(more.exchanges.size(), 1U);
  ASSERT_EQ(more.exchanges[0].answers.size(), 1U);
  EXPECT_FALSE(more.exchanges[0].answers[0].recorded);
  EXPECT_TRUE(more.exchanges[0].answers[0].met);
}

TEST(Verification, ARequestThatTheWireRefusesIsNotSent) {
  const auto verified = verify("41-ipv6-echo", "replay:" + pcap("01-plain"));
  ASSERT_FALSE(verified.exchanges.empty());
  ASSERT_TRUE(verified.exchanges[0].not_sent);
  EXPECT_EQ(verified.exchanges[0].not_sent->reason, Reason::nothing_recorded);
  EXPECT_FALSE(verified.exchanges[0].agrees());
}

// The simulated network answers as the recorded one did, but for what the usual mask covers.
TEST(Verification, TheSimulatedNetworkAgreesWithTheRecordedOne) {
  for (const char* name :
       {"01-plain", "02-rr9", "04-ts-only9", "05-ts-addr4-overflow", "08-lsrr-r1-r2", "15-rr-len2-malformed",
        "19-rr9-ttl1-time-exceeded", "21-icmp-timestamp", "22-address-mask-noreply", "33-host-unreachable"}) {
    const auto verified = verify(name, "sim");
    for (const VerifiedExchange& exchange : verified.exchanges) {
      for (const AnswerPair& pair : exchange.answers)
        for (const FieldDifference& change : pair.differences)
          ADD_FAILURE() << name << ": " << change.field << " " << change.before << " | " << change.after;
    }
    EXPECT_TRUE(verified.all_agree()) << name;
  }
}

// From another address than the recorded one, and in several answers.
class Elsewhere final : public Wire {
 public:
  Nanos now() override { return now_; }
  Result<Route> route(const IpAddress& to, const std::optional<IpAddress>& from) override {
    const IpAddress own = Ipv4Address{{10, 9, 1, 7}};
    if (from && *from != own) {
      Failure failure;
      failure.reason = Reason::source_not_ours;
      return tl::unexpected(failure);
    }
    Route route;
    route.destination = to;
    route.source = own;
    return route;
  }
  Result<Sent> send(Bytes datagram, const Route&) override {
    sent_.assign(datagram.begin(), datagram.end());
    Sent sent;
    sent.frame.octets = sent_;
    return sent;
  }
  Result<std::optional<Frame>> receive(Nanos until) override {
    now_ = until;
    return std::nullopt;
  }
  void interrupt() override {}
  const Octets& sent() const { return sent_; }

 private:
  Nanos now_{};
  Octets sent_;
};

TEST(Verification, RequestsOfAnotherHostLeaveFromAnAddressOfOurs) {
  Elsewhere wire;
  const Verified verified = verify(pcap("01-plain"), wire);
  ASSERT_EQ(verified.exchanges.size(), 1U);
  const auto sent = parse_quoted_ip(wire.sent());
  ASSERT_TRUE(sent);
  EXPECT_EQ(to_text(sent->source), "10.9.1.7");
  EXPECT_EQ(ones_complement_sum(sent->header_octets), 0xffff) << "the checksum follows";
  EXPECT_EQ(to_hex(sent->octets), to_hex(verified.exchanges[0].request));
  const auto expected = parse_quoted_ip(verified.exchanges[0].answers.at(0).recorded->octets);
  EXPECT_EQ(to_text(expected->destination), "10.9.1.7") << "the recorded answer is fitted to it";
}

}  // namespace
}  // namespace icmpwire
