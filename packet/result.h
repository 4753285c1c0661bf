// What a function answers when it can fail: octets that cannot be read, or an operation that did not work.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace icmpwire {

// Why octets could not be read as what they were taken for.
enum class Why : std::uint8_t {
  truncated,              // the octets end before the header does
  bad_version,            // not the IP version that was asked for
  bad_header_length,      // IHL under 5 or beyond the octets
  bad_total_length,       // total length under the header's or beyond the octets
  bad_option_length,      // option length under 2 or beyond the option area
  missing_option_length,  // the option area ends behind an option's type
  option_area_full,       // more than 40 octets of options
  not_icmp,               // the protocol is another one
  fragment,               // not the first fragment: no ICMP header in it
  unsupported_link_type,
  bad_payload_length,    // of IPv6, beyond the octets
  bad_extension_header,  // of IPv6, beyond the payload
};

std::string_view to_text(Why why);  // "the octets end before the header does"

// `at` counts octets from the start of what was parsed; it is the place that an ICMP Parameter Problem
// would point to (RFC 792).
struct Malformed {
  Why why;
  std::uint16_t at;
  friend bool operator==(const Malformed&, const Malformed&) = default;
};

template <class T>
using Parsed = tl::expected<T, Malformed>;

// Why an operation on a wire, a file or a request did not work.
enum class Reason : std::uint8_t {
  no_privilege,
  no_such_device,
  device_down,
  device_cannot_inject,
  unknown_host,      // a name that nobody knows
  no_route,          // no route to the network
  host_unreachable,  // a route that says so
  source_not_ours,
  too_big,         // larger than the MTU with DF set, or than a datagram can be
  bad_option,      // IP options that do not tile their area
  option_too_big,  // more than 40 octets of IP options
  no_resources,
  no_such_file,
  bad_file,          // a file that is not what it should be, or is cut
  unsupported,       // a link type, an IP version or a feature that this wire does not have
  bad_spec,          // a wire specification that cannot be read
  nothing_recorded,  // a replayed capture holds no such request
  interrupted,
  system,  // the operating system refused; `detail` has its words
};

std::string_view to_text(Reason reason);

// What was tried, on what, and why it did not work; what it needs and what else works are added for people.
struct Failure {
  Failure() = default;
  Failure(std::string what_was_tried, std::string on_what, Reason why, std::string words = {},
          std::string needed = {}, std::string other_ways = {});

  std::string operation;  // "open for capture"
  std::string object;     // "eth0"
  Reason reason = Reason::system;
  std::string detail;     // "Operation not permitted"; may be empty
  std::string needs;      // "needs CAP_NET_RAW; you are uid 1000"; may be empty
  std::string instead;    // "sudo setcap ... | --wire sim | --wire replay:FILE"; may be empty
  std::uint32_t mtu = 0;  // with too_big: the MTU that was in the way, in octets
};

// One to three lines for a person, without a line end: "cannot OPERATION OBJECT: DETAIL\n  NEEDS\n  try:
// INSTEAD".
std::string to_text(const Failure& failure);

template <class T>
using Result = tl::expected<T, Failure>;

}  // namespace icmpwire
