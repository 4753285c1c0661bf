// Where libtins is right it is a second opinion: the same header, written by both.
#include <gtest/gtest.h>
#include <tins/tins.h>

#include "packet/arp.h"
#include "packet/cooked.h"
#include "packet/ethernet.h"
#include "packet/icmp.h"
#include "packet/ipv4.h"
#include "packet/loopback.h"
#include "tests/packet/all_headers.h"

namespace icmpwire::test {
namespace {

constexpr int rounds = 500;

template <class Header>
Octets encoded(const Header& header) {
  Octets octets(layout<Header>.octets, 0xa5);
  encode(header, octets);
  return octets;
}

template <class Header>
Header random_header(RandomOctets& random) {
  return decode_fixed<Header>(random.next(layout<Header>.octets));
}

Tins::HWAddress<6> tins_address(const MacAddress& address) {
  return Tins::HWAddress<6>(address.octets.data());
}
Tins::IPv4Address tins_address(const Ipv4Address& address) { return Tins::IPv4Address(to_text(address)); }

TEST(LibtinsOracle, Ethernet) {
  RandomOctets random;
  for (int round = 0; round < rounds; ++round) {
    const auto ours = random_header<EthernetHeader>(random);
    Tins::EthernetII theirs(tins_address(ours.destination), tins_address(ours.source));
    theirs.payload_type(static_cast<std::uint16_t>(ours.ether_type));
    theirs.inner_pdu(Tins::RawPDU("payload"));  // it forgets the type of an empty frame
    Octets serialized = theirs.serialize();
    serialized.resize(layout<EthernetHeader>.octets);
    ASSERT_EQ(to_hex(serialized), to_hex(encoded(ours)));
  }
}

TEST(LibtinsOracle, VlanTag) {
  RandomOctets random;
  for (int round = 0; round < rounds; ++round) {
    const auto ours = random_header<VlanTag>(random);
    Tins::Dot1Q theirs(ours.identifier, false);
    theirs.priority(ours.priority);
    theirs.cfi(ours.drop_eligible ? 1 : 0);
    theirs.payload_type(static_cast<std::uint16_t>(ours.ether_type));
    theirs.inner_pdu(Tins::RawPDU("payload"));
    Octets serialized = theirs.serialize();
    serialized.resize(layout<VlanTag>.octets);
    ASSERT_EQ(to_hex(serialized), to_hex(encoded(ours)));
  }
}

TEST(LibtinsOracle, Arp) {
  RandomOctets random;
  for (int round = 0; round < rounds; ++round) {
    const auto ours = random_header<ArpPacket>(random);
    Tins::ARP theirs(tins_address(ours.target_protocol), tins_address(ours.sender_protocol),
                     tins_address(ours.target_hardware), tins_address(ours.sender_hardware));
    theirs.hw_addr_format(ours.hardware_type);
    theirs.prot_addr_format(static_cast<std::uint16_t>(ours.protocol_type));
    theirs.hw_addr_length(ours.hardware_length);
    theirs.prot_addr_length(ours.protocol_length);
    theirs.opcode(static_cast<Tins::ARP::Flags>(ours.operation));
    ASSERT_EQ(to_hex(theirs.serialize()), to_hex(encoded(ours)));
  }
}

TEST(LibtinsOracle, CookedCapture) {
  RandomOctets random;
  for (int round = 0; round < rounds; ++round) {
    const auto ours = random_header<SllHeader>(random);
    Tins::SLL theirs;
    theirs.packet_type(static_cast<std::uint16_t>(ours.direction));
    theirs.lladdr_type(ours.hardware_type);
    theirs.lladdr_len(ours.address_length);
    theirs.address(Tins::HWAddress<8>(ours.address.octets.data()));
    theirs.protocol(static_cast<std::uint16_t>(ours.protocol));
    ASSERT_EQ(to_hex(theirs.serialize()), to_hex(encoded(ours)));
  }
}

TEST(LibtinsOracle, Ipv4WithoutOptions) {
  RandomOctets random;
  for (int round = 0; round < rounds; ++round) {
    auto ours = computed(random_header<Ipv4Header>(random));
    ours.version = 4;
    ours.reserved = false;  // libtins has no setter for it
    ours.identification = static_cast<std::uint16_t>(random.below(0x10000));
    Tins::IP theirs =
        Tins::IP(tins_address(ours.destination), tins_address(ours.source)) / Tins::RawPDU("payload");
    theirs.tos(ours.tos);
    theirs.id(*ours.identification);
    theirs.flags(static_cast<Tins::IP::Flags>((ours.dont_fragment ? 2 : 0) | (ours.more_fragments ? 1 : 0)));
    theirs.fragment_offset(ours.fragment_offset);
    theirs.ttl(ours.ttl);
    theirs.protocol(static_cast<std::uint8_t>(ours.protocol));
    const Octets payload = {'p', 'a', 'y', 'l', 'o', 'a', 'd'};
    ASSERT_EQ(to_hex(theirs.serialize()), to_hex(build_ipv4(ours, {}, payload)));
  }
}

TEST(LibtinsOracle, IcmpEcho) {
  RandomOctets random;
  for (int round = 0; round < rounds; ++round) {
    const auto ours = computed(random_header<IcmpEcho>(random));
    const Octets body = random.next(random.below(60));
    Tins::ICMP theirs(Tins::ICMP::ECHO_REQUEST);
    theirs.code(ours.code);
    theirs.id(ours.identifier);
    theirs.sequence(ours.sequence);
    theirs.inner_pdu(Tins::RawPDU(body.begin(), body.end()));
    auto request = ours;
    request.type = IcmpType::echo_request;
    Octets built(8 + body.size(), 0xa5);
    build_icmp(request, body, built);
    ASSERT_EQ(to_hex(theirs.serialize()), to_hex(built));
  }
}

TEST(LibtinsOracle, IcmpHeadersAreReadAlike) {
  RandomOctets random;
  for (int round = 0; round < rounds; ++round) {
    Octets octets = random.next(20);
    for (const IcmpType type : {IcmpType::destination_unreachable, IcmpType::parameter_problem,
                                IcmpType::timestamp_reply, IcmpType::address_mask_reply}) {
      octets[0] = static_cast<std::uint8_t>(type);
      octets[5] = 0;  // RFC 4884's length has libtins look for extensions
      const Tins::ICMP theirs(octets.data(), static_cast<std::uint32_t>(octets.size()));
      const auto ours = parse_icmp(octets);
      ASSERT_TRUE(ours);
      if (const auto* unreachable = std::get_if<IcmpUnreachable>(&ours->header)) {
        ASSERT_EQ(unreachable->next_hop_mtu, theirs.mtu());
        ASSERT_EQ(unreachable->code, theirs.code());
        ASSERT_EQ(unreachable->checksum, theirs.checksum());
      } else if (const auto* problem = std::get_if<IcmpParameterProblem>(&ours->header)) {
        ASSERT_EQ(problem->pointer, theirs.pointer());
      } else if (const auto* stamp = std::get_if<IcmpTimestamp>(&ours->header)) {
        ASSERT_EQ(stamp->identifier, theirs.id());
        ASSERT_EQ(stamp->sequence, theirs.sequence());
      } else {
        ASSERT_EQ(to_text(std::get<IcmpAddressMask>(ours->header).mask), theirs.address_mask().to_string());
      }
    }
  }
}

}  // namespace
}  // namespace icmpwire::test
