// What reading an ICMP message and an ICMPv6 message have in common.
#pragma once

#include <variant>

#include "packet/layout.h"

namespace icmpwire {

// The message as one of `Header`'s shape; Malformed{truncated} where octets of the shape are missing.
template <class Header, class Message>
Parsed<Message> parse_shape(Bytes octets) {
  constexpr std::size_t length = layout<Header>.octets;
  if (octets.size() < length) {
    return tl::unexpected(Malformed{Why::truncated, static_cast<std::uint16_t>(octets.size())});
  }
  return Message{decode_fixed<Header>(octets), octets.first(length), octets.subspan(length), octets};
}

// RFC 4884 4: octets of an error's quote, padding included, where the message says so, else 0. It counts in
// words of 32 bits in ICMP and of 64 in ICMPv6.
template <std::size_t WordOctets, class AnyHeader>
std::size_t stated_quote_length(const AnyHeader& message) {
  return std::visit(
      [](const auto& header) -> std::size_t {
        if constexpr (requires { header.length; }) {
          return header.length * WordOctets;
        } else {
          return 0;
        }
      },
      message);
}

// The octets of an error's body that are the quote and its padding.
template <std::size_t WordOctets, class Message>
Bytes stated_quote(const Message& message) {
  const std::size_t stated = stated_quote_length<WordOctets>(message.header);
  return stated == 0 ? message.body : first_at_most(message.body, stated);
}

}  // namespace icmpwire
