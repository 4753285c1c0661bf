// What a packet is to a request: one class, and a set of remarks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

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

}  // namespace icmpwire
