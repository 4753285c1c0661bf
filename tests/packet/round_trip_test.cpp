// Every recorded frame, taken apart and built again: our encoder against octets that other systems wrote.
#include <map>

#include "tests/packet/all_headers.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

struct RecordedFrame {
  std::string file;
  std::size_t index;
  Octets octets;
};

// All Ethernet frames of the recordings.
std::vector<RecordedFrame> all_recorded_frames(EtherType carrying) {
  std::vector<RecordedFrame> frames;
  for (const std::string& file : plain_recordings()) {
    std::size_t index = 0;
    for (auto& [octets, link] : recorded_packets(file)) {
      const bool carries =
          link == LinkType::ethernet && decode<EthernetHeader>(octets)->ether_type == carrying;
      if (carries) frames.push_back({file, index, std::move(octets)});
      ++index;
    }
  }
  return frames;
}

// ICMP checksums on the wire that are not the ones of their octets (34: zero for ones, which is the same
// number).
const std::map<std::pair<std::string, std::size_t>, std::uint16_t> wrong_checksums = {
    {{"26-bad-icmp-cksum-noreply.pcap", 0}, 0x5435},
    {{"34-zero-payload-zero-id-seq.pcap", 1}, 0xffff},
    {{"39-adversarial-replies-crafted.pcap", 3}, 0x84a4},
};

class RoundTrip : public ::testing::Test {
 protected:
  // Calls `visit(frame, datagram)` for each recorded frame.
  template <class Visit>
  void for_each_datagram(const Visit& visit) {
    const std::vector<RecordedFrame> frames = all_recorded_frames(EtherType::ipv4);
    ASSERT_GE(frames.size(), 140U);
    for (const RecordedFrame& frame : frames) {
      SCOPED_TRACE(frame.file + " frame " + std::to_string(frame.index));
      const auto datagram = parse_ipv4(Bytes(frame.octets).subspan(layout<EthernetHeader>.octets));
      ASSERT_TRUE(datagram);
      visit(frame, *datagram);
    }
  }
};

Octets built(const IcmpHeader& header, Bytes body) {
  Octets octets(32 + body.size(), 0xa5);
  octets.resize(build_icmp(header, body, octets));
  return octets;
}

TEST_F(RoundTrip, EthernetHeaders) {
  for_each_datagram([](const RecordedFrame& frame, const Ipv4Datagram&) {
    const auto header = decode<EthernetHeader>(frame.octets);
    EXPECT_EQ(header->ether_type, EtherType::ipv4);
    Octets octets(layout<EthernetHeader>.octets, 0xa5);
    encode(*header, octets);
    EXPECT_EQ(to_hex(octets), to_hex(first_at_most(frame.octets, octets.size())));
  });
}

TEST_F(RoundTrip, DatagramsAsTheyWere) {
  for_each_datagram([](const RecordedFrame&, const Ipv4Datagram& datagram) {
    const IpOptions options = IpOptions::from_octets(datagram.options).value();
    EXPECT_EQ(to_hex(build_ipv4(datagram.header, options, datagram.payload)), to_hex(datagram.octets));
  });
}

TEST_F(RoundTrip, DatagramsWithLengthsAndChecksumComputed) {
  for_each_datagram([](const RecordedFrame& frame, const Ipv4Datagram& datagram) {
    if (frame.file == "82-verdicts-crafted.pcap" && frame.index == 1) {
      EXPECT_FALSE(ipv4_checksum_ok(datagram.header_octets)) << "the one that is wrong on purpose";
      return;
    }
    Ipv4Header header = computed(datagram.header);
    header.identification = datagram.header.identification;
    const IpOptions options = IpOptions::from_octets(datagram.options).value();
    EXPECT_EQ(to_hex(build_ipv4(header, options, datagram.payload)), to_hex(datagram.octets));
    EXPECT_TRUE(ipv4_checksum_ok(datagram.header_octets));
  });
}

TEST_F(RoundTrip, MessagesAsTheyWere) {
  for_each_datagram([](const RecordedFrame&, const Ipv4Datagram& datagram) {
    const auto message = parse_icmp(datagram.payload);
    ASSERT_TRUE(message);
    EXPECT_EQ(to_hex(built(message->header, message->body)), to_hex(datagram.payload));
  });
}

TEST_F(RoundTrip, MessagesWithTheirChecksumComputed) {
  std::size_t wrong = 0;
  for_each_datagram([&](const RecordedFrame& frame, const Ipv4Datagram& datagram) {
    if (datagram.header.is_fragment()) return;  // its checksum is over octets that other frames carry
    const auto message = parse_icmp(datagram.payload);
    ASSERT_TRUE(message);
    const IcmpHeader header =
        std::visit([](const auto& shape) { return IcmpHeader(computed(shape)); }, message->header);
    Octets expected(datagram.payload.begin(), datagram.payload.end());
    const auto known = wrong_checksums.find({frame.file, frame.index});
    if (known != wrong_checksums.end()) {
      ++wrong;
      EXPECT_NE(read_u16(expected, 2), known->second);
      write_u16(expected, 2, known->second);
    }
    EXPECT_EQ(to_hex(built(header, message->body)), to_hex(expected));
    const bool harmless = known == wrong_checksums.end() || known->second == 0xffff;
    EXPECT_EQ(checksum_holds(datagram.payload), harmless);
  });
  EXPECT_EQ(wrong, wrong_checksums.size());
}

TEST_F(RoundTrip, QuotedHeadersAsTheyWere) {
  std::size_t quotes = 0;
  for_each_datagram([&](const RecordedFrame&, const Ipv4Datagram& datagram) {
    const auto message = parse_icmp(datagram.payload);
    if (datagram.header.is_fragment() || !message || !is_error(message->type())) return;
    const auto quote = parse_quoted_ipv4(quoted_datagram(*message));
    ASSERT_TRUE(quote);
    ++quotes;
    const IpOptions options = IpOptions::from_octets(quote->options).value();
    EXPECT_EQ(to_hex(build_ipv4(quote->header, options, quote->payload)), to_hex(quote->octets));
  });
  EXPECT_GE(quotes, 15U);
}

// From 63 on many requests are wrong on purpose, in what cannot be read and in checksums.
bool is_crafted(const RecordedFrame& frame) {
  constexpr MacAddress h1{{2, 0, 0, 0, 0, 1}};
  return frame.file >= "63" && decode_fixed<EthernetHeader>(frame.octets).source == h1;
}

// IPv6 has no checksum of its own, and all of ours is computed: kept or anew, the octets are the same.
TEST(RoundTripIpv6, DatagramsAndMessages) {
  const std::vector<RecordedFrame> frames = all_recorded_frames(EtherType::ipv6);
  ASSERT_GE(frames.size(), 60U);
  for (const RecordedFrame& frame : frames) {
    SCOPED_TRACE(frame.file + " frame " + std::to_string(frame.index));
    if (is_crafted(frame)) continue;
    const auto ip = parse_ipv6(Bytes(frame.octets).subspan(layout<EthernetHeader>.octets));
    if (frame.file == "54-ipv6-incomplete-chain.pcap" && frame.index == 0) {
      EXPECT_EQ(ip.error(), (Malformed{Why::bad_extension_header, 48}));
      continue;
    }
    ASSERT_TRUE(ip);
    EXPECT_EQ(to_hex(build_ipv6(ip->header, ip->extensions, ip->payload)), to_hex(ip->octets));
    EXPECT_EQ(to_hex(build_ipv6(computed(ip->header), ip->extensions, ip->payload)), to_hex(ip->octets));
    const auto message = parse_icmpv6(ip->payload);
    if (ip->is_fragment() || ip->protocol != Protocol::icmpv6 || !message) continue;
    const auto anew =
        std::visit([](const auto& shape) { return Icmpv6Header(computed(shape)); }, message->header);
    for (const Icmpv6Header& header : {message->header, anew}) {
      Octets octets(message->octets.size(), 0xa5);
      build_icmpv6(header, message->body, ip->header.source, ip->header.destination, octets);
      EXPECT_EQ(to_hex(octets), to_hex(message->octets));
    }
  }
}

}  // namespace
}  // namespace icmpwire::test
