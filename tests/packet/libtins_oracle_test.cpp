// Where libtins is right it is a second opinion: the same header, written by both.
#include <gtest/gtest.h>
#include <tins/tins.h>

#include "packet/arp.h"
#include "packet/cooked.h"
#include "packet/ethernet.h"
#include "packet/icmp.h"
#include "packet/icmpv6.h"
#include "packet/ipv4.h"
#include "packet/ipv6.h"
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

Tins::IPv6Address tins_address(const Ipv6Address& address) { return Tins::IPv6Address(to_text(address)); }

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

TEST(LibtinsOracle, Ipv6WithAnIcmpv6Echo) {
  RandomOctets random;
  for (int round = 0; round < rounds; ++round) {
    auto ours = computed(random_header<Ipv6Header>(random));
    ours.version = 6;
    ours.next_header = Protocol::icmpv6;
    auto echo = computed(random_header<Icmpv6Echo>(random));
    echo.type = Icmpv6Type::echo_request;
    const Octets body = random.next(random.below(60));
    Tins::ICMPv6 message(Tins::ICMPv6::ECHO_REQUEST);
    message.code(echo.code);
    message.identifier(echo.identifier);
    message.sequence(echo.sequence);
    message.inner_pdu(Tins::RawPDU(body.begin(), body.end()));
    Tins::IPv6 theirs = Tins::IPv6(tins_address(ours.destination), tins_address(ours.source)) / message;
    theirs.traffic_class(ours.traffic_class);
    theirs.flow_label(ours.flow_label);
    theirs.hop_limit(ours.hop_limit);
    Octets built(8 + body.size(), 0xa5);
    build_icmpv6(echo, body, ours.source, ours.destination, built);
    ASSERT_EQ(to_hex(theirs.serialize()), to_hex(build_ipv6(ours, {}, built)));
  }
}

TEST(LibtinsOracle, Icmpv6HeadersAreReadAlike) {
  RandomOctets random;
  for (int round = 0; round < rounds; ++round) {
    Octets octets = random.next(40);
    octets[4] = 0;  // RFC 4884's length has libtins look for extensions
    for (const Icmpv6Type type : {Icmpv6Type::neighbour_solicitation, Icmpv6Type::neighbour_advertisement,
                                  Icmpv6Type::redirect, Icmpv6Type::router_advertisement}) {
      octets[0] = static_cast<std::uint8_t>(type);
      const auto ours = parse_icmpv6(octets);
      ASSERT_TRUE(ours);
      const Bytes header = ours->header_octets;
      const Tins::ICMPv6 theirs(header.data(), static_cast<std::uint32_t>(header.size()));
      if (const auto* asked = std::get_if<NeighbourSolicitation>(&ours->header)) {
        ASSERT_EQ(tins_address(asked->target), theirs.target_addr());
      } else if (const auto* told = std::get_if<NeighbourAdvertisement>(&ours->header)) {
        ASSERT_EQ(tins_address(told->target), theirs.target_addr());
        ASSERT_EQ(told->router, theirs.router() == 1);
        ASSERT_EQ(told->solicited, theirs.solicited() == 1);
        ASSERT_EQ(told->override_cached, theirs.override() == 1);
      } else if (const auto* redirect = std::get_if<Icmpv6Redirect>(&ours->header)) {
        ASSERT_EQ(tins_address(redirect->target), theirs.target_addr());
        ASSERT_EQ(tins_address(redirect->destination), theirs.dest_addr());
      } else {
        const auto& router = std::get<RouterAdvertisement>(ours->header);
        ASSERT_EQ(router.hop_limit, theirs.hop_limit());
        ASSERT_EQ(router.managed, theirs.managed() == 1);
        ASSERT_EQ(router.other_configuration, theirs.other() == 1);
        ASSERT_EQ(router.home_agent, theirs.home_agent() == 1);
        ASSERT_EQ(router.preference, theirs.router_pref());
        ASSERT_EQ(router.lifetime, theirs.router_lifetime());
        ASSERT_EQ(router.reachable_time, theirs.reachable_time());
        ASSERT_EQ(router.retransmit_time, theirs.retransmit_timer());
      }
    }
  }
}

}  // namespace
}  // namespace icmpwire::test
