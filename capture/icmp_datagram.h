// An IP datagram of either version as replaying and statistics look at one: who asks whom, and in which ICMP
// message.
#pragma once

#include <optional>

#include "packet/address.h"
#include "packet/bytes.h"

namespace icmpwire {

// Read mildly: it may be cut, and may lie about its length and its checksums. Spans lie in the octets that
// were read.
struct IcmpDatagram {
  bool is_v4 = true;
  IpAddress source, destination;
  std::uint8_t hop_limit = 0;  // or TTL
  std::uint8_t traffic_class = 0;
  std::uint32_t identification = 0;
  std::uint16_t fragment_offset = 0;  // in units of 8 octets
  bool more_fragments = false;
  bool truncated = false;                // the header says more than there is
  std::uint8_t protocol = 0;             // behind all extension headers
  std::uint16_t fragment_header_at = 0;  // IPv6: in header_octets
  Bytes octets;                          // header and payload, without what the link layer padded
  Bytes header_octets;                   // with options or extension headers
  Bytes options;                         // IPv4 options, or IPv6 extension headers
  Bytes payload;                         // the ICMP message, or a fragment's part of it

  // Whether it is a part of a datagram.
  bool is_fragment() const { return more_fragments || fragment_offset != 0; }
  bool carries_icmp() const;
  std::size_t stated_size() const;  // octets of the payload by the header; at least those that are there
};

// nullopt where the octets begin with no IP header.
std::optional<IcmpDatagram> read_icmp_datagram(Bytes octets);

// Appends the header that the whole datagram of a first fragment would have had, for a payload of `size`
// octets. A checksum that was wrong stays wrong by as much.
void append_unfragmented_header(const IcmpDatagram& first_fragment, std::size_t size, Octets& out);

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
QueryName query_name(const IcmpDatagram& datagram);

// The name of a query by its IP identification, for errors that quote a later fragment of it.
QueryName name_by_identification(const IcmpDatagram& query);

std::uint32_t destination_hash_of(const IpAddress& address);

// Of what nobody changes on a packet's way: IP identification, destination and ICMP checksum. Equal where a
// packet is captured twice, and seldom else.
std::uint16_t packet_digest(const IcmpDatagram& datagram);

// Octets of the ICMP header of queries and errors.
inline constexpr std::size_t icmp_header_octets = 8;

// The datagram that an error's message quotes, and what stands behind it in the message; nullopt for messages
// that quote none.
struct IcmpQuote {
  IcmpDatagram datagram;
  Bytes behind;  // padding and RFC 4884 extensions
};
std::optional<IcmpQuote> read_icmp_quote(Bytes message, bool is_v4);

// Whether a message of this type asks; and what answers it, or nullopt.
bool is_query_type(std::uint8_t type, bool is_v4);
bool is_error_type(std::uint8_t type, bool is_v4);

}  // namespace icmpwire
