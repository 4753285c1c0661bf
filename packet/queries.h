// The ICMP and ICMPv6 messages that ask for another one, and what tells one asking from the next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "packet/failed_test.h"
#include "packet/ip.h"

namespace icmpwire {

// A stretch of the message that a reply has as its request has it.
struct IdentityField {
  AnswerTest test;
  std::uint8_t at;
  std::uint8_t octets;  // 1, 2 or, of an address, 16
};

struct IcmpQuery {
  std::uint8_t request;        // type of the message that asks
  std::uint8_t reply;          // and of the one that answers
  std::uint8_t header_octets;  // of the reply, at least
  std::span<const IdentityField> identity;
  std::uint8_t returned_at = 0;  // the octets that a reply returns as they came: the data of an echo
  std::size_t returned_octets = 0;
  bool replies_to_all = false;  // a reply may go to a group instead of to the asker
  bool code_tells = false;      // a reply's code is what it says; else it is 0

  // Up to the last octet of the identity.
  std::size_t identity_end() const {
    return identity.empty() ? 1 : std::size_t{identity.back().at} + identity.back().octets;
  }
  Bytes returned(Bytes message) const {
    return first_at_most(message.subspan(first_at_most(message, returned_at).size()), returned_octets);
  }
};

// The kind of query that the datagram is by its type, be it cut behind that; nullptr where it asks for
// nothing: another protocol, a later fragment, a message that is no query.
const IcmpQuery* query_in(const IpDatagram& datagram);

}  // namespace icmpwire
