// Every header that has a field table, and octets to try them on.
#pragma once

#include <gtest/gtest.h>

#include <random>

#include "packet/arp.h"
#include "packet/cooked.h"
#include "packet/ethernet.h"
#include "packet/icmp.h"
#include "packet/icmpv6.h"
#include "packet/ipv4.h"
#include "packet/ipv6.h"
#include "packet/loopback.h"
#include "packet/message_entries.h"
#include "packet/ndp_options.h"
#include "packet/ppp.h"

namespace icmpwire::test {

using AllHeaders = ::testing::Types<
    EthernetHeader, VlanTag, ArpPacket, SllHeader, Sll2Header, LoopbackHeader, PppFraming, PppHeader,
    PppCompressedHeader, PppoeHeader, PppoeTag, Ipv4Header, IcmpEcho, IcmpUnreachable, IcmpTimeExceeded,
    IcmpParameterProblem, IcmpSourceQuench, IcmpRedirect, IcmpTimestamp, IcmpAddressMask,
    IcmpRouterAdvertisement, IcmpRouterSolicitation, IcmpExtendedEchoRequest, IcmpExtendedEchoReply,
    RouterAddressEntry, IcmpOther, Ipv6Header, Ipv6OptionsHeader, Ipv6RoutingHeader, Ipv6FragmentHeader,
    Ipv6AuthenticationHeader, Icmpv6Echo, Icmpv6Unreachable, Icmpv6TimeExceeded, Icmpv6PacketTooBig,
    Icmpv6ParameterProblem, Icmpv6MulticastListener, Icmpv6MulticastReport, Icmpv6ExtendedEchoRequest,
    Icmpv6ExtendedEchoReply, MulticastRecord, MulticastSource, RouterSolicitation, RouterAdvertisement,
    NeighbourSolicitation, NeighbourAdvertisement, Icmpv6Redirect, Icmpv6Other, NdpOptionHeader,
    NdpLinkAddress, NdpPrefixInformation, NdpRedirectedHeader, NdpMtu>;

// Octets without pattern, the same in every run.
class RandomOctets {
 public:
  Octets next(std::size_t count) {
    Octets octets(count);
    for (std::uint8_t& octet : octets) octet = static_cast<std::uint8_t>(engine_());
    return octets;
  }
  std::size_t below(std::size_t limit) { return engine_() % limit; }

 private:
  std::mt19937 engine_{20240229};
};

}  // namespace icmpwire::test
