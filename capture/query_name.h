// How answers in a capture find their queries: what an ICMP message is to an exchange, and by which name.
#pragma once

#include "packet/ip.h"

namespace icmpwire {

// What an ICMP message is to an exchange. ICMP errors about anything but a query are `other`.
enum class IcmpRole : std::uint8_t { query, reply, error, other };

// How an answer names its query: by who asked, the type, and the query's identifier and sequence; where an
// error quotes a later fragment, which has no ICMP header, by the IP identification. The destination is no
// part of it: source routes and broadcasts change it.
struct QueryName {
  IcmpRole role = IcmpRole::other;
  bool by_identification = false;
  std::uint64_t hash = 0;  // equal where the names are, different but for accidents
};

// Of a datagram that is whole or the first fragment of one; in later fragments there is no ICMP message.
QueryName query_name(const IpDatagram& datagram);

// The name of a query by its IP identification, for errors that quote a later fragment of it.
QueryName name_by_identification(const IpDatagram& query);

std::uint32_t destination_hash_of(const IpAddress& address);

// Of what nobody changes on a packet's way: IP identification, destination and ICMP checksum. Equal where a
// packet is captured twice, and seldom else.
std::uint16_t packet_digest(const IpDatagram& datagram);

// Octets of the ICMP header of queries and errors.
inline constexpr std::size_t icmp_header_octets = 8;

// Of a query or a reply, which must be there that far.
std::uint16_t message_identifier(Bytes message);

// Whether a message of this type asks, and has an identifier and a sequence; and whether it is an error.
bool is_query_type(std::uint8_t type, bool is_v4);
bool is_error_type(std::uint8_t type, bool is_v4);

}  // namespace icmpwire
