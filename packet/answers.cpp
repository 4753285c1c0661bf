#include "packet/answers.h"

#include <array>

namespace icmpwire {
namespace {

// RFC 792 and RFC 4443 4: of either version type, code, checksum, identifier and sequence, then the data.
constexpr std::size_t echo_header_octets = layout<IcmpEcho>.octets;
static_assert(layout<Icmpv6Echo>.octets == echo_header_octets);

EchoIdentity identity_in(Bytes echo) { return {read_u16(echo, 4), read_u16(echo, 6)}; }

bool is_echo_request(const IpDatagram& ip) {
  return ip.payload[0] == (ip.is_v4() ? static_cast<std::uint8_t>(IcmpType::echo_request)
                                      : static_cast<std::uint8_t>(Icmpv6Type::echo_request));
}

bool is_echo_reply(const IpDatagram& ip) {
  return ip.payload[0] == (ip.is_v4() ? static_cast<std::uint8_t>(IcmpType::echo_reply)
                                      : static_cast<std::uint8_t>(Icmpv6Type::echo_reply));
}

// An IPv6 redirect is no error (RFC 4861), an IPv4 one is.
bool ends_a_request(const IpDatagram& ip) {
  if (!ip.is_v4()) return is_error(Icmpv6Type{ip.payload[0]});
  const IcmpType type{ip.payload[0]};
  return is_error(type) && type != IcmpType::redirect;
}

// nullopt where the quote is, or begins as, something else than an echo request, or tells too little.
std::optional<AnswerKeys> keys_of_quote(const IpDatagram& quote) {
  if (!quote.is_icmp()) return std::nullopt;
  AnswerKeys keys{};
  keys.by = AnswerKeys::By::ip_identification;
  keys.error = true;
  keys.ip_identification = quote.identification;
  keys.source = quote.source;
  keys.destination = quote.destination;
  const bool has_identification = quote.is_v4() || quote.is_fragment;
  if (quote.is_later_fragment()) return keys;
  if (!quote.payload.empty() && !is_echo_request(quote)) return std::nullopt;
  if (const auto echo = echo_request_in(quote)) {
    keys.by = AnswerKeys::By::identifier_and_sequence;
    keys.identifier = echo->identifier;
    keys.sequence = echo->sequence;
  } else if (!has_identification) {
    return std::nullopt;
  }
  return keys;
}

std::optional<Answer> read_reply(const IpDatagram& ip) {
  std::optional<Answer> answer(std::in_place);
  answer->ip = ip;
  answer->type = ip.payload[0];
  answer->code = ip.payload[1];
  answer->body = ip.payload.subspan(echo_header_octets);
  answer->keys.by = AnswerKeys::By::identifier_and_sequence;
  const EchoIdentity echo = identity_in(ip.payload);
  answer->keys.identifier = echo.identifier;
  answer->keys.sequence = echo.sequence;
  answer->keys.source = ip.destination;
  answer->keys.destination = ip.source;
  return answer;
}

// What the error's header says, whatever its version calls it.
template <class Message>
void tell(Answer& answer, const Message& message) {
  answer.type = static_cast<std::uint8_t>(message.type());
  answer.code = message.code();
  answer.body = message.body;
  std::visit(
      [&](const auto& header) {
        if constexpr (requires { header.pointer; }) answer.pointer = header.pointer;
        if constexpr (requires { header.mtu; }) answer.mtu = header.mtu;
        if constexpr (requires { header.next_hop_mtu; }) {
          if (answer.is_too_big()) answer.mtu = header.next_hop_mtu;
        }
      },
      message.header);
}

template <class Message>
std::optional<Answer> read_error(const IpDatagram& ip, const Parsed<Message>& message) {
  if (!message) return std::nullopt;
  const Parsed<IpDatagram> quote = parse_quoted_ip(quoted_datagram(*message));
  if (!quote || quote->is_v4() != ip.is_v4()) return std::nullopt;
  const std::optional<AnswerKeys> keys = keys_of_quote(*quote);
  if (!keys) return std::nullopt;
  std::optional<Answer> answer(std::in_place);
  answer->ip = ip;
  answer->quote = *quote;
  answer->keys = *keys;
  tell(*answer, *message);
  return answer;
}

bool fits(const IpDatagram& request, const AnswerKeys& keys) {
  const std::optional<EchoIdentity> echo = echo_request_in(request);
  if (!echo || keys.source != request.source) return false;
  if (keys.by == AnswerKeys::By::ip_identification) {
    return (request.is_v4() || request.is_fragment) && keys.ip_identification == request.identification;
  }
  return keys.identifier == echo->identifier && keys.sequence == echo->sequence;
}

// Fragmentation, by us or by a router, is no rewriting: a fragment has its own length and place, and all but
// the first the options of the copied flag.
bool is_rewritten_ipv4(const IpDatagram& request, const IpDatagram& quote) {
  const auto sent = decode_fixed<Ipv4Header>(request.octets);
  auto quoted = decode_fixed<Ipv4Header>(quote.octets);
  const bool has_own_options = quote.is_later_fragment();
  quoted.ttl = sent.ttl;
  quoted.checksum = sent.checksum;
  if (quote.is_fragment) {
    quoted.total_length = sent.total_length;
    quoted.more_fragments = sent.more_fragments;
    quoted.fragment_offset = sent.fragment_offset;
    if (has_own_options) quoted.ihl = sent.ihl;
  }
  return quoted != sent || (!has_own_options && !equal(quote.extras, request.extras));
}

// The fragment header of our own fragments is in no request as a whole.
bool is_rewritten_ipv6(const IpDatagram& request, const IpDatagram& quote) {
  const auto sent = decode_fixed<Ipv6Header>(request.octets);
  auto quoted = decode_fixed<Ipv6Header>(quote.octets);
  quoted.hop_limit = sent.hop_limit;
  if (quote.is_fragment) {
    quoted.payload_length = sent.payload_length;
    quoted.next_header = sent.next_header;
  }
  return quoted != sent || (!quote.is_fragment && !equal(quote.extras, request.extras));
}

bool is_rewritten(const IpDatagram& request, const IpDatagram& quote) {
  return request.is_v4() ? is_rewritten_ipv4(request, quote) : is_rewritten_ipv6(request, quote);
}

// IPv6 has no checksum in its header.
bool has_bad_header_checksum(const IpDatagram& ip) {
  return ip.is_v4() && !ipv4_checksum_ok(ip.header_octets);
}

Bytes echo_data(Bytes message) { return message.subspan(first_at_most(message, echo_header_octets).size()); }

constexpr std::array<std::string_view, 9> remark_names = {
    "other-source", "bad-checksum",    "payload-differs",     "truncated",    "longer",
    "stale-quote",  "rewritten-quote", "bad-header-checksum", "code-not-zero"};

}  // namespace

std::optional<EchoIdentity> echo_request_in(const IpDatagram& ip) {
  const bool holds_one = ip.is_icmp() && !ip.is_later_fragment() && ip.payload.size() >= echo_header_octets &&
                         is_echo_request(ip);
  if (!holds_one) return std::nullopt;
  return identity_in(ip.payload);
}

bool Answer::is_too_big() const {
  constexpr std::uint8_t fragmentation_needed = 4;  // RFC 792
  if (ip.is_v4()) return IcmpType{type} == IcmpType::destination_unreachable && code == fragmentation_needed;
  return Icmpv6Type{type} == Icmpv6Type::packet_too_big;
}

std::optional<Answer> read_answer(Bytes datagram) {
  const Parsed<IpDatagram> ip = parse_ip(datagram);
  return ip ? read_answer(*ip) : std::nullopt;
}

std::optional<Answer> read_answer(const IpDatagram& ip) {
  if (!ip.is_icmp() || ip.is_fragment || ip.payload.size() < echo_header_octets) return std::nullopt;
  if (is_echo_reply(ip)) return read_reply(ip);
  if (!ends_a_request(ip)) return std::nullopt;
  return ip.is_v4() ? read_error(ip, parse_icmp(ip.payload)) : read_error(ip, parse_icmpv6(ip.payload));
}

Verdict judge(const IpDatagram& request, const Answer& answer) {
  Verdict verdict;
  const auto remark_if = [&](Remark remark, bool applies) {
    if (applies) verdict.remarks.add(remark);
  };
  remark_if(Remark::bad_checksum, !icmp_checksum_ok(answer.ip));
  remark_if(Remark::bad_header_checksum, has_bad_header_checksum(answer.ip));

  if (answer.keys.error) {
    verdict.answer = AnswerClass::error;
    remark_if(Remark::truncated, answer.quote.payload.size() < echo_header_octets);
    remark_if(Remark::stale_quote, has_bad_header_checksum(answer.quote));
    remark_if(Remark::rewritten_quote, is_rewritten(request, answer.quote));
    return verdict;
  }
  const Bytes sent = echo_data(request.payload);
  const Bytes received = answer.body;
  verdict.answer = AnswerClass::reply;
  remark_if(Remark::other_source, answer.ip.source != request.destination);
  remark_if(Remark::code_not_zero, answer.code != 0);
  remark_if(Remark::truncated, received.size() < sent.size());
  remark_if(Remark::longer, received.size() > sent.size());
  remark_if(Remark::payload_differs, received.size() == sent.size() && !equal(received, sent));
  return verdict;
}

Verdict answers(Bytes request, Bytes packet) {
  const std::optional<Answer> answer = read_answer(packet);
  if (!answer) return {};
  const Parsed<IpDatagram> asked = parse_quoted_ip(request);  // mild: what was sent may lie about its length
  if (!asked || !fits(*asked, answer->keys)) return {};
  return judge(*asked, *answer);
}

std::string_view to_text(AnswerClass answer) {
  switch (answer) {
    case AnswerClass::reply:
      return "reply";
    case AnswerClass::error:
      return "error";
    case AnswerClass::duplicate:
      return "duplicate";
    case AnswerClass::late:
      return "late";
    case AnswerClass::not_ours:
      break;
  }
  return "not-ours";
}

std::string to_text(Remarks remarks) {
  std::string text;
  for (std::size_t bit = 0; bit < remark_names.size(); ++bit) {
    if (!remarks.has(static_cast<Remark>(1U << bit))) continue;
    if (!text.empty()) text += ", ";
    text += remark_names[bit];
  }
  return text;
}

std::string to_text(const Verdict& verdict) {
  std::string text(to_text(verdict.answer));
  if (!verdict.remarks.none()) text += " (" + to_text(verdict.remarks) + ")";
  return text;
}

}  // namespace icmpwire
