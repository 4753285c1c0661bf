// `icmpwire send` on the simulated network and on recordings: what is sent, what comes back, what is refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "packet/ip.h"
#include "tests/cli/crafting.h"
#include "tests/cli/schema.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

using testing::HasSubstr;

Ran send(const std::string& arguments) { return run_inside(shell_words("send --wire sim " + arguments)); }

std::vector<nlohmann::json> sent_records(const std::string& arguments) {
  return valid_records(send("--json " + arguments).out);
}

Octets octets_of(const nlohmann::json& hex) {
  Octets octets;
  EXPECT_TRUE(from_hex(hex.get<std::string>(), octets));
  return octets;
}

TEST(Send, ShowsWhatLeftAndWhatCameBack) {
  const Ran ran = send("10.9.3.3 -o rr:3");
  EXPECT_EQ(ran.out,
            "SEND Echo Request, 10.9.1.1 > 10.9.3.3, 44 octets via sim\n"
            "From 10.9.3.3: Echo Reply, 44 octets ttl=62 time=5.000 ms\n"
            "RR:  forward  10.9.2.1\n"
            "              10.9.3.2\n"
            "     turn     10.9.3.3\n"
            "     full     route full: the way back is not recorded\n"
            "\n"
            "1 answer among 1 packet in 5.000 ms\n");
  EXPECT_EQ(ran.status, 0);
}

TEST(Send, NamesTheErrorThatEndsIt) {
  const Ran ran = send("10.9.3.3 -t 1");
  EXPECT_THAT(ran.out, HasSubstr("From 10.9.1.2: Time Exceeded: time to live exceeded in transit, 56 octets "
                                 "ttl=64\n  time=0.300 ms\n"));
  EXPECT_EQ(ran.status, 0);
}

TEST(Send, EndsWithTheTimeoutWhereNothingComes) {
  const Ran ran = send("192.18.1.1 -W 2.5");
  EXPECT_THAT(ran.out, HasSubstr("\n0 answers among 0 packets in 2500.000 ms\n"));
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(send("10.9.3.3 --all").out, HasSubstr("1 answer among 1 packet in 4000.000 ms\n"));
}

TEST(Send, SendsAnyFieldAsItIsAskedFor) {
  const auto records =
      sent_records("10.9.3.3 --set ip.checksum=0x1234 --set icmp.identifier=7 --set ip.identification=9");
  const Octets sent = octets_of(of_type(records, "sent").at(0)["octets"]);
  EXPECT_EQ(read_u16(sent, 10), 0x1234);
  EXPECT_EQ(read_u16(sent, 4), 9);
  EXPECT_EQ(read_u16(sent, 24), 7);
  EXPECT_TRUE(of_type(records, "sent").at(0)["changes"].empty());
  EXPECT_EQ(of_type(records, "outcome").at(0)["answers"], 0);
}

TEST(Send, AsksWhatIsNoEchoToo) {
  EXPECT_THAT(send("10.9.3.3 --set icmp.type=timestamp").out, HasSubstr("From 10.9.3.3: Timestamp Reply"));
}

TEST(Send, SaysWhichTestAPacketFailed) {
  const Ran ran = run_inside(
      shell_words("send --wire sim?corrupt=icmp.sequence&seed=1 --why 10.9.3.3 --set icmp.sequence=1"));
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.out, HasSubstr("not taken after 5.000 ms: 28 octets from 10.9.3.3: sequence "));
  EXPECT_THAT(ran.out, HasSubstr(", not 1\n"));
}

TEST(Send, ExplainsThePacketsWhereAsked) {
  EXPECT_THAT(send("-v 10.9.3.3").out, HasSubstr("Sent, 28 octets:\n"));
  const std::string all = send("-vv 10.9.3.3").out;
  EXPECT_THAT(all, HasSubstr("   8  40                 ttl = 64"));
  EXPECT_THAT(all, HasSubstr("Received, 28 octets:\n"));
}

TEST(Send, WritesRecordsThatTheSchemaKnows) {
  const auto records = sent_records("10.9.3.3 --data abc -o ts:2");
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0]["type"], "sent");
  EXPECT_EQ(records[0]["to"], "10.9.3.3");
  EXPECT_EQ(records[1]["type"], "came");
  EXPECT_EQ(records[1]["verdict"], "reply");
  EXPECT_EQ(records[1]["from"], "10.9.3.3");
  EXPECT_EQ(records[1]["after"], 5'000'000);
  EXPECT_EQ(records[1]["timestamps"]["stamps"].size(), 2U);
  EXPECT_EQ(records[2]["type"], "outcome");
  // The arguments make the packet.
  Words words = records[0]["craft"].get<Words>();
  EXPECT_EQ(crafted(words), octets_of(records[0]["octets"]));
}

TEST(Send, BeginsWithARecordedPacket) {
  const std::string recording = ICMPWIRE_PCAPS_DIR "/02-rr9.pcap";
  const Octets recorded = recorded_datagrams("02-rr9.pcap").front();
  const auto same = sent_records("--from " + recording + "#1");
  EXPECT_EQ(octets_of(same.at(0)["octets"]), recorded);
  const auto other = sent_records("--from " + recording + "#1 -t 9 --keep ip.checksum");
  const Octets edited = octets_of(other.at(0)["octets"]);
  EXPECT_EQ(edited[8], 9);
  EXPECT_EQ(read_u16(edited, 10), read_u16(recorded, 10));
}

TEST(Send, AsksARecording) {
  const std::string recording = ICMPWIRE_PCAPS_DIR "/36-df-frag-needed-mtu600.pcap";
  const Ran ran = run_inside({"send", "--wire", "replay:" + recording, "--from", recording + "#1"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(
      ran.out,
      HasSubstr("From 10.9.1.2: Destination Unreachable: fragmentation needed and DF set, MTU\n  600"));
}

TEST(Send, SendsIpv6WithExtensionHeaders) {
  const auto records = sent_records("fd00:9:3::3 --hop-by-hop ra --destination-options opt:30:6162");
  const Octets sent = octets_of(records.at(0)["octets"]);
  const auto ip = parse_ip(sent);
  ASSERT_TRUE(ip);
  EXPECT_EQ(ip->extras.size(), 16U);
  EXPECT_TRUE(icmp_checksum_ok(*ip));
  EXPECT_EQ(to_text(ip->source), "fd00:9:1::1");
  EXPECT_EQ(of_type(records, "came").at(0)["from"], "fd00:9:3::3");
}

TEST(Send, ListensToAllOfAGroup) {
  const Ran ran = send("10.9.1.255 -W 1");
  EXPECT_THAT(ran.out, HasSubstr("in 1000.000 ms\n"));
}

TEST(Send, MakesAPageOfItsPackets) {
  const TemporaryFile page(".html");
  const Ran ran = send("10.9.3.3 --format html --output " + page.path());
  EXPECT_THAT(ran.out, HasSubstr("1 answer among 1 packet"));
  EXPECT_THAT(file_text(page.path()), HasSubstr("Echo Reply"));
}

TEST(Send, RecordsWhatPasses) {
  const TemporaryFile capture(".pcapng");
  send("10.9.3.3 --save " + capture.path());
  EXPECT_EQ(read_u16(crafted(craft("--from " + capture.path() + "#2")), 20), 0);
}

class SendRefusal : public testing::TestWithParam<Refused> {};
TEST_P(SendRefusal, SaysWhy) { expect_refused(send(GetParam().arguments), GetParam()); }
INSTANTIATE_TEST_SUITE_P(
    Arguments, SendRefusal,
    testing::Values(Refused{"",
                            "send a packet: it does not say where to\n"
                            "  try: icmpwire send DESTINATION | icmpwire send --from FILE#N"},
                    Refused{"10.9.3.3 10.9.1.2",
                            "send a packet to 10.9.1.2: it is for one destination\n"
                            "  try: icmpwire send DESTINATION | icmpwire send --from FILE#N"},
                    Refused{"10.9.3.3 --vlan 5",
                            "send a link header via sim: the packet leaves there without any\n"
                            "  try: --force, which sends what can go out"},
                    Refused{"10.9.3.3 -R -o ra",
                            "send the IP options: the options take 44 octets, a header holds 40\n"
                            "  rr:9 ra\n"
                            "       ^^\n"
                            "  try: --force, which sends them so"},
                    Refused{"10.9.3.3 --set icmp.typ=3",
                            "read --set icmp.typ=3: 'typ' is no field of icmp\n"
                            "  icmp.typ=3\n"
                            "       ^^^ needs type, code, checksum, identifier or sequence\n"
                            "  try: type"}));

TEST(Send, LeavesOutTheLinkHeaderWhereForced) { EXPECT_EQ(send("10.9.3.3 --vlan 5 --force").status, 0); }

}  // namespace
}  // namespace icmpwire::test
