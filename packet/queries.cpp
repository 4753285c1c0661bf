#include "packet/queries.h"

#include <array>

#include "packet/icmp_tables.h"
#include "packet/icmpv6_tables.h"

namespace icmpwire {
namespace {

constexpr std::array<IdentityField, 2> identifier_and_sequence = {
    {{AnswerTest::identifier, 4, 2}, {AnswerTest::sequence, 6, 2}}};
// RFC 8335 2: eight bits of sequence; the octet behind it asks, and in a reply says, something.
constexpr std::array<IdentityField, 2> extended_identity = {
    {{AnswerTest::identifier, 4, 2}, {AnswerTest::sequence, 6, 1}}};
constexpr std::array<IdentityField, 1> target = {{{AnswerTest::target, 8, 16}}};  // RFC 4861 4.3, 4.4
constexpr std::span<const IdentityField> none;

constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

template <class Type>
constexpr std::uint8_t number(Type type) {
  return static_cast<std::uint8_t>(type);
}

// RFC 792, RFC 950, RFC 1256, RFC 8335. A timestamp comes back as the originate timestamp.
constexpr std::array<IcmpQuery, 6> icmp_queries = {
    {{number(IcmpType::echo_request), number(IcmpType::echo_reply), layout<IcmpEcho>.octets,
      identifier_and_sequence, layout<IcmpEcho>.octets, all},
     {number(IcmpType::timestamp_request), number(IcmpType::timestamp_reply), layout<IcmpTimestamp>.octets,
      identifier_and_sequence, 8, 4},
     {number(IcmpType::information_request), number(IcmpType::information_reply), layout<IcmpEcho>.octets,
      identifier_and_sequence},
     {number(IcmpType::address_mask_request), number(IcmpType::address_mask_reply),
      layout<IcmpAddressMask>.octets, identifier_and_sequence},
     {number(IcmpType::extended_echo_request), number(IcmpType::extended_echo_reply),
      layout<IcmpOther>.octets, extended_identity, 0, 0, false, true},
     {number(IcmpType::router_solicitation), number(IcmpType::router_advertisement), layout<IcmpOther>.octets,
      none, 0, 0, true, true}}};

// RFC 4443, RFC 4861, RFC 8335.
constexpr std::array<IcmpQuery, 4> icmpv6_queries = {
    {{number(Icmpv6Type::echo_request), number(Icmpv6Type::echo_reply), layout<Icmpv6Echo>.octets,
      identifier_and_sequence, layout<Icmpv6Echo>.octets, all},
     {number(Icmpv6Type::extended_echo_request), number(Icmpv6Type::extended_echo_reply),
      layout<Icmpv6Other>.octets, extended_identity, 0, 0, false, true},
     {number(Icmpv6Type::neighbour_solicitation), number(Icmpv6Type::neighbour_advertisement),
      layout<NeighbourAdvertisement>.octets, target, 0, 0, true},
     {number(Icmpv6Type::router_solicitation), number(Icmpv6Type::router_advertisement),
      layout<RouterAdvertisement>.octets, none, 0, 0, true}}};

}  // namespace

const IcmpQuery* query_in(const IpDatagram& datagram) {
  if (!datagram.is_icmp() || datagram.is_later_fragment() || datagram.payload.empty()) return nullptr;
  const std::span<const IcmpQuery> queries =
      datagram.is_v4() ? std::span<const IcmpQuery>(icmp_queries) : icmpv6_queries;
  for (const IcmpQuery& query : queries) {
    if (query.request == datagram.payload[0]) return &query;
  }
  return nullptr;
}

}  // namespace icmpwire
