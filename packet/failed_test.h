// The test that kept a packet from answering a request, and the two values that differed.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "packet/address.h"

namespace icmpwire {

// What a packet must pass to answer a request, in the order of the asking: the further a packet gets, the
// nearer it is to answering.
enum class AnswerTest : std::uint8_t {
  request,         // what was sent is a datagram
  datagram,        // the packet is one too
  whole,           // and no fragment
  version,         // of IP
  protocol,        // what the datagram carries
  type,            // of the ICMP message
  due,             // what was sent is such that something replies to it
  length,          // of the message: its header is there
  quote,           // an error quotes a datagram
  source,          // in a quote: who sent what is quoted
  destination,     // of a reply: us; in a quote: whom we sent to
  identification,  // of IP, where a quote tells no more
  identifier,      // of the ICMP message
  sequence,
  target,  // of neighbour discovery
  source_port,
  destination_port,
  octets,    // the first ones behind the quoted header
  link,      // that it came by, of a request to one link's address
  checksum,  // of the ICMP message
};

// A number with its name, where it has one; an address; up to eight octets; or words.
struct TestNumber {
  std::uint64_t value = 0;
  std::string_view name;
  friend bool operator==(const TestNumber&, const TestNumber&) = default;
};
struct TestOctets {
  std::array<std::uint8_t, 8> octets{};
  std::uint8_t size = 0;
  friend bool operator==(const TestOctets&, const TestOctets&) = default;
};
using TestValue = std::variant<std::monostate, TestNumber, IpAddress, TestOctets, std::string_view>;

// Owns all that it says, or says it in literals: it may outlive the packet.
struct FailedTest {
  AnswerTest test{};
  bool in_quote = false;  // of the datagram that an error quotes
  TestValue found;        // what the packet has
  TestValue wanted;       // what an answer would have; monostate where that goes without saying
  friend bool operator==(const FailedTest&, const FailedTest&) = default;
};

std::string_view to_text(AnswerTest test);          // "source port"
std::string name_of(const FailedTest& failed);      // "quoted identifier"
std::string found_text(const FailedTest& failed);   // "0x1234", "17 (UDP)", "10.9.1.1", "de ad"
std::string wanted_text(const FailedTest& failed);  // the same; empty where that goes without saying
std::string to_text(const FailedTest& failed);      // "identifier 0x1234, not 0x0007"

}  // namespace icmpwire
