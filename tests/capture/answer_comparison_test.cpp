// What an answer differs in when some fields may differ: on recorded answers, with octets changed by hand.
#include "capture/answer_comparison.h"

#include <gtest/gtest.h>

#include "packet/checksum.h"
#include "packet/ipv4.h"
#include "tests/capture/capture_files.h"

namespace icmpwire {
namespace {

Octets recorded_answer(const std::string& name) {
  const auto capture = test::read_capture(ICMPWIRE_PCAPS_DIR "/" + name + ".pcap");
  const auto datagram = parse_ipv4(Bytes(capture.packets.at(1).octets).subspan(14));
  return {datagram->octets.begin(), datagram->octets.end()};
}

void renew(MutableBytes octets, std::size_t at) {
  write_u16(octets, at, 0);
  write_u16(octets, at, internet_checksum(octets));
}

std::vector<std::string> fields_of(const std::vector<FieldDifference>& changes) {
  std::vector<std::string> fields;
  for (const FieldDifference& change : changes) fields.push_back(change.field);
  return fields;
}
using Fields = std::vector<std::string>;

TEST(AnswerComparison, TellsWhatIsNotMasked) {
  const Octets recorded = recorded_answer("01-plain");
  EXPECT_EQ(fields_of(answer_differences(recorded, recorded, {})), Fields());
  Octets met = recorded;
  met[8] = 61;
  renew(MutableBytes(met).first(20), 10);
  EXPECT_EQ(fields_of(answer_differences(recorded, met, usual_mask())), (Fields{"ip.ttl", "ip.checksum"}));
  EXPECT_EQ(fields_of(answer_differences(recorded, met, *FieldMask::read("ip.ttl"))), Fields());
}

TEST(AnswerComparison, LetsTheChecksumFollowWhatIsMaskedButNotBeWrong) {
  const Octets recorded = recorded_answer("01-plain");
  Octets met = recorded;
  write_u16(met, 4, 0xbeef);
  EXPECT_EQ(fields_of(answer_differences(recorded, met, usual_mask())), Fields{"ip.checksum"})
      << "it is wrong";
  renew(MutableBytes(met).first(20), 10);
  EXPECT_EQ(fields_of(answer_differences(recorded, met, usual_mask())), Fields());
  EXPECT_EQ(fields_of(answer_differences(recorded, met, {})), (Fields{"ip.identification", "ip.checksum"}));
  EXPECT_EQ(fields_of(answer_differences(recorded, met, *FieldMask::read("ip.identification,ip.checksum"))),
            Fields());
}

TEST(AnswerComparison, MasksTimesInOptionsAndInMessages) {
  const Octets recorded = recorded_answer("04-ts-only9");
  Octets met = recorded;
  met[24 + 3] ^= 0x55;  // the first stamp
  renew(MutableBytes(met).first(60), 10);
  EXPECT_EQ(fields_of(answer_differences(recorded, met, usual_mask())), Fields());
  EXPECT_EQ(fields_of(answer_differences(recorded, met, {})).front(), "ip.checksum");

  const Octets reply = recorded_answer("21-icmp-timestamp");
  Octets later = reply;
  later[20 + 15] ^= 0x0f;  // the receive timestamp
  renew(MutableBytes(later).subspan(20), 2);
  EXPECT_EQ(fields_of(answer_differences(reply, later, usual_mask())), Fields());
  EXPECT_EQ(fields_of(answer_differences(reply, later, {})), (Fields{"icmp.checksum", "icmp.receive"}));
}

// A Time Exceeded whose quote is stale: the quoted header's checksum does not count the route recorded in it.
TEST(AnswerComparison, AStaleQuoteMayBeStaleByAsMuch) {
  const Octets recorded = recorded_answer("20-rr9-ttl2-time-exceeded");
  const std::size_t quote_at = 60 + 8;
  Octets met = recorded;
  write_u16(met, quote_at + 4, 0x4321);  // the quoted identification
  const std::uint16_t was = read_u16(recorded, quote_at + 4), is = 0x4321;
  write_u16(met, quote_at + 10, updated_checksum(read_u16(recorded, quote_at + 10), was, is));
  renew(MutableBytes(met).subspan(60), 2);
  EXPECT_EQ(fields_of(answer_differences(recorded, met, usual_mask())), Fields());
  write_u16(met, quote_at + 10, static_cast<std::uint16_t>(read_u16(met, quote_at + 10) + 1));
  renew(MutableBytes(met).subspan(60), 2);
  EXPECT_EQ(fields_of(answer_differences(recorded, met, usual_mask())),
            (Fields{"icmp.checksum", "ip.checksum"}));
}

}  // namespace
}  // namespace icmpwire
