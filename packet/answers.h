// Does a packet answer a request? The one question that the exchange, replay pairing and statistics all ask.
#pragma once

#include <cstdint>
#include <optional>

#include "packet/icmp.h"
#include "packet/icmpv6.h"
#include "packet/ip.h"
#include "packet/verdict.h"

namespace icmpwire {

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

// Whether the packet is an ICMP or ICMPv6 error that ends what it is about. `ip` must hold an octet of ICMP.
bool is_ending_error(const IpDatagram& ip);

// Such an error taken apart, whatever it quotes; its keys are the quote's addresses and identification. `ip`
// must hold eight octets of ICMP. Malformed, counted from the quote: what is quoted is no header.
Parsed<Answer> read_error(const IpDatagram& ip);

// The full verdict on a packet whose keys fit the request (the request as it was sent, before fragmentation):
// a reply or an error, with remarks.
Verdict judge(const IpDatagram& request, const Answer& answer);

}  // namespace icmpwire
