// The simulated network against Linux: every recorded request must come back as Linux answered it, octet by
// octet.
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

#include "packet/checksum.h"
#include "tests/capture/simulated_fixture.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

// The whole list: 38 and 39 were answered by a crafted responder.
const std::vector<std::string> recordings = {"01-plain",
                                             "02-rr9",
                                             "03-rr3-full",
                                             "04-ts-only9",
                                             "05-ts-addr4-overflow",
                                             "06-ts-prespec-r2-h2",
                                             "07-ts-overflow-counter-15",
                                             "08-lsrr-r1-r2",
                                             "09-ssrr-r1-r2",
                                             "10-ssrr-not-neighbour",
                                             "11-lsrr-ttl2-time-exceeded",
                                             "12-router-alert",
                                             "13-security-basic",
                                             "14-experimental-0x5e",
                                             "15-rr-len2-malformed",
                                             "16-rr-ptr3-malformed",
                                             "17-two-source-routes",
                                             "18-duplicate-rr",
                                             "19-rr9-ttl1-time-exceeded",
                                             "20-rr9-ttl2-time-exceeded",
                                             "21-icmp-timestamp",
                                             "22-address-mask-noreply",
                                             "23-eol-then-junk",
                                             "24-nop40",
                                             "25-tos-b9",
                                             "26-bad-icmp-cksum-noreply",
                                             "27-rr-ra-lsrr-combined",
                                             "28-rr-ptr-past-end-partial-slot",
                                             "29-len-overruns-header",
                                             "30-type-at-last-byte-no-len",
                                             "31-ssrr-completed-on-send",
                                             "32-stream-id-obsolete",
                                             "33-host-unreachable",
                                             "34-zero-payload-zero-id-seq",
                                             "35-frag-options-mtu600",
                                             "36-df-frag-needed-mtu600",
                                             "37-no-error-about-error"};

bool is_from_h1(const Octets& datagram) { return parse_ipv4(datagram)->header.source == address("10.9.1.1"); }

Network network_of(const std::string& recording) {
  Network network = built_in_network();
  if (recording.starts_with("35") || recording.starts_with("36")) set_mtu(network, "r1-r2", 600);
  return network;
}

// The times in the Timestamp option of a header, set to zero where they were taken. True where there were
// any.
bool clear_times(MutableBytes header) {
  const auto option = find_option(Bytes(header).subspan(20), OptionType::timestamp);
  if (!option || option->octets.size() < 4) return false;
  const MutableBytes octets = header.subspan(20U + option->at, option->octets.size());
  const std::size_t slot = (octets[3] & 0x0f) == 0 ? 4 : 8;
  for (std::size_t end = 4 + slot; end < octets[2]; end += slot) write_u32(octets, end - 4, 0);
  return true;
}

// What the time of day changes in a message: the times of a timestamp reply, and those that an error quotes.
bool clear_times_of_message(MutableBytes message) {
  if (message.size() < 8) return false;
  const IcmpType type{message[0]};
  if (type == IcmpType::timestamp_reply) {
    write_u32(message, 12, 0);
    write_u32(message, 16, 0);
    return true;
  }
  if (!is_error(type)) return false;
  const MutableBytes quote = message.subspan(8);
  return clear_times(quote.first((quote[0] & 0x0fU) * 4U));
}

// Without the identification, the times, and the checksums that follow from them; these must have been right.
Octets without_what_varies(Octets datagram) {
  const std::size_t header_size = (datagram[0] & 0x0fU) * 4U;
  const MutableBytes header = MutableBytes(datagram).first(header_size);
  EXPECT_TRUE(ipv4_checksum_ok(header));
  write_u16(header, 4, 0);
  write_u16(header, 10, 0);
  clear_times(header);
  if ((read_u16(header, 6) & 0x1fff) != 0) return datagram;
  const MutableBytes message = MutableBytes(datagram).subspan(header_size);
  const bool was_right = checksum_holds(message);
  if (clear_times_of_message(message)) {
    EXPECT_TRUE(was_right);
    write_u16(message, 2, 0);
  }
  return datagram;
}

class Recording : public testing::TestWithParam<std::string> {};

TEST_P(Recording, IsAnsweredAsLinuxAnsweredIt) {
  const std::unique_ptr<Wire> wire = simulate(network_of(GetParam()), built_in_host);
  std::vector<Octets> recorded;
  for (const Octets& datagram : recorded_datagrams(GetParam() + ".pcap")) {
    if (is_from_h1(datagram)) {
      const Result<Route> route = wire->route(decode_fixed<Ipv4Header>(datagram).destination, std::nullopt);
      ASSERT_TRUE(route && wire->send(datagram, *route));
    } else {
      recorded.push_back(datagram);
    }
  }
  const std::vector<Received> simulated = receive_all(*wire, std::chrono::seconds(60));
  ASSERT_EQ(simulated.size(), recorded.size());
  for (std::size_t i = 0; i < recorded.size(); ++i) {
    EXPECT_EQ(to_hex(without_what_varies(simulated[i].datagram)), to_hex(without_what_varies(recorded[i])));
  }
}

std::string name_of(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Linux, Recording, testing::ValuesIn(recordings), name_of);

}  // namespace
}  // namespace icmpwire::test
