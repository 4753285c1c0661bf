// A capture file taken apart into exchanges: each recorded request with what came back for it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "capture/wire.h"
#include "packet/icmp_names.h"

namespace icmpwire {

// A datagram in the recording's store.
struct Stored {
  std::uint32_t at = 0;
  std::uint32_t size = 0;
};

// One datagram of an answer as it came; an answer in fragments has several.
struct RecordedPart {
  Stored datagram;
  std::uint32_t original_size = 0;  // more than the datagram's size where the capture cut it
  Nanos after{};                    // the request's departure, 0 or more
};

struct RecordedAnswer {
  Stored whole;  // the datagram, reassembled where it came in fragments
  std::uint32_t exchange = 0;
  std::uint32_t first_part = 0;
  std::uint32_t parts = 0;
};

struct RecordedExchange {
  Stored request;  // the whole datagram
  Nanos at{};      // its departure (the first fragment's) on the recording's clock, which begins at zero
  std::uint32_t first_answer = 0;
  std::uint32_t answers = 0;
  std::uint32_t device = 0;
};

// Queries and their answers (RFC 792, RFC 950), and errors that quote a query. Does not change once it is
// read.
class Recording {
 public:
  // Reason::no_such_file, bad_file; no_resources beyond 4 GiB of ICMP datagrams.
  static Result<Recording> read(const std::string& path);

  std::span<const RecordedExchange> exchanges() const { return exchanges_; }
  std::span<const RecordedAnswer> answers(const RecordedExchange& exchange) const {
    return std::span(answers_).subspan(exchange.first_answer, exchange.answers);
  }
  std::span<const RecordedPart> parts(const RecordedAnswer& answer) const {
    return std::span(parts_).subspan(answer.first_part, answer.parts);
  }
  Bytes octets(const Stored& datagram) const { return Bytes(store_).subspan(datagram.at, datagram.size); }
  const Device& device(const RecordedExchange& exchange) const { return devices_[exchange.device]; }
  Nanos epoch() const { return epoch_; }  // of the first packet, since 1970

 private:
  friend class RecordingBuilder;
  Octets store_;
  std::vector<RecordedExchange> exchanges_;
  std::vector<RecordedAnswer> answers_;  // by exchange, then as they came
  std::vector<RecordedPart> parts_;
  std::vector<Device> devices_;
  Nanos epoch_{};
};

// RFC 792, RFC 950: the request that a reply of this type answers; nullopt for all other types.
constexpr std::optional<IcmpType> request_type(IcmpType reply) {
  switch (reply) {
    case IcmpType::echo_reply:
      return IcmpType::echo_request;
    case IcmpType::timestamp_reply:
      return IcmpType::timestamp_request;
    case IcmpType::information_reply:
      return IcmpType::information_request;
    case IcmpType::address_mask_reply:
      return IcmpType::address_mask_request;
    default:
      return std::nullopt;
  }
}

constexpr bool is_request(IcmpType type) {
  return type == IcmpType::echo_request || type == IcmpType::timestamp_request ||
         type == IcmpType::information_request || type == IcmpType::address_mask_request;
}

// Octets of the identifier and the sequence, which end at octet 8 of every query.
inline constexpr std::size_t query_header_octets = 8;

}  // namespace icmpwire
