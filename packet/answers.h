// Does a packet answer a request? The one question that the exchange, replay pairing and statistics all ask.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "packet/icmp.h"
#include "packet/icmpv6.h"
#include "packet/ip.h"

namespace icmpwire {

// A packet's class towards a request. `duplicate` and `late` need a history: only the exchange gives them.
enum class AnswerClass : std::uint8_t { reply, error, duplicate, late, not_ours };

// What else there is to say of an answer; a set. Only a bad checksum keeps it from ending its request.
enum class Remark : std::uint16_t {
  other_source = 1 << 0,     // the reply's source is not the request's destination
  bad_checksum = 1 << 1,     // of the ICMP message; such a packet never answers
  payload_differs = 1 << 2,  // same length, other octets
  truncated = 1 << 3,        // less data than was sent, or a quote of under 8 octets of payload
  longer = 1 << 4,           // more data than was sent
  stale_quote = 1 << 5,      // the quoted header's checksum does not fit the quoted header
  rewritten_quote = 1 << 6,  // the quoted header differs from the one sent in more than TTL, checksum and cut
  bad_header_checksum = 1 << 7,  // of the answer's own IP header
  code_not_zero = 1 << 8,        // an echo reply with a code
};

class Remarks {
 public:
  constexpr Remarks() = default;
  constexpr void add(Remark remark) {
    set_ = static_cast<std::uint16_t>(set_ | static_cast<std::uint16_t>(remark));
  }
  constexpr bool has(Remark remark) const { return (set_ & static_cast<std::uint16_t>(remark)) != 0; }
  constexpr bool none() const { return set_ == 0; }
  constexpr std::uint16_t bits() const { return set_; }
  friend bool operator==(const Remarks&, const Remarks&) = default;

 private:
  std::uint16_t set_ = 0;
};

struct Verdict {
  AnswerClass answer = AnswerClass::not_ours;
  Remarks remarks;
  friend bool operator==(const Verdict&, const Verdict&) = default;
};

std::string_view to_text(AnswerClass answer);  // "reply", "not-ours"
std::string to_text(Remarks remarks);          // "other-source, payload-differs"; empty where there are none
std::string to_text(const Verdict& verdict);   // "reply (other-source)"

// What tells one echo request from all others of its sender.
struct EchoIdentity {
  std::uint16_t identifier = 0;
  std::uint16_t sequence = 0;
};

// Of the echo request that a datagram of either version, or the whole beginning of one, carries.
std::optional<EchoIdentity> echo_request_in(const IpDatagram& ip);

// What a packet says of which request it answers, before any request is known: the keys of a lookup.
struct AnswerKeys {
  enum class By : std::uint8_t { identifier_and_sequence, ip_identification } by;
  bool error = false;            // an ICMP error that quotes the request
  std::uint16_t identifier = 0;  // of the ICMP header
  std::uint16_t sequence = 0;
  std::uint32_t ip_identification = 0;  // of the quote; the key where its ICMP header is missing or was cut
  IpAddress source, destination;  // of the request: the quote's, or (in a reply) the reply's swapped; no zone
};

// A packet taken apart once for all the questions asked of it; spans lie in its octets.
struct Answer {
  IpDatagram ip;
  std::uint8_t type = 0;  // ICMP or ICMPv6, as the version has it
  std::uint8_t code = 0;
  std::optional<std::uint32_t> pointer;  // of a parameter problem; octet of the quote, from 0
  std::uint32_t mtu = 0;                 // of fragmentation needed (0: not told) and packet too big
  Bytes body;                            // echo data, or the quoted datagram and what follows it
  IpDatagram quote;                      // errors only: octets are empty otherwise
  AnswerKeys keys;

  bool is_too_big() const;  // fragmentation needed, or packet too big
};

// A whole (reassembled) datagram of either version that could answer some echo request: an echo reply, or an
// error (source quench included) that quotes an echo request or a fragment that may be of one. nullopt: it
// answers no echo request whatsoever. A redirect is none: what it is about goes on its way, and Windows goes
// on waiting. Nor is neighbour discovery.
std::optional<Answer> read_answer(Bytes datagram);
std::optional<Answer> read_answer(const IpDatagram& ip);  // of one that is taken apart already

// The full verdict on a packet whose keys fit the request (the request as it was sent, before fragmentation):
// a reply or an error, with remarks.
Verdict judge(const IpDatagram& request, const Answer& answer);

// All in one: does `packet` answer `request`? Both are whole datagrams. not_ours where the keys do not fit:
// identifier and sequence (or the identification, see AnswerKeys), and the request's source. The destination
// is no key: source routes and broadcasts change it. An IPv6 request that left in fragments is not known by
// their identification, which it does not hold.
Verdict answers(Bytes request, Bytes packet);

}  // namespace icmpwire
