#include "packet/answers.h"

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

// False where the quote is, or begins as, something else than an echo request, or tells too little.
bool add_echo_keys(Answer& error) {
  const IpDatagram& quote = error.quote;
  if (!quote.is_icmp()) return false;
  const bool has_identification = quote.is_v4() || quote.is_fragment;
  if (quote.is_later_fragment()) return true;
  if (!quote.payload.empty() && !is_echo_request(quote)) return false;
  const auto echo = echo_request_in(quote);
  if (!echo) return has_identification;
  error.keys.by = AnswerKeys::By::identifier_and_sequence;
  error.keys.identifier = echo->identifier;
  error.keys.sequence = echo->sequence;
  return true;
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
Parsed<Answer> read_error_message(const IpDatagram& ip, const Parsed<Message>& message) {
  if (!message) return tl::unexpected(message.error());
  const Parsed<IpDatagram> quote = parse_quoted_ip(quoted_datagram(*message));
  if (!quote) return tl::unexpected(quote.error());
  if (quote->is_v4() != ip.is_v4()) return tl::unexpected(Malformed{Why::bad_version, 0});
  Parsed<Answer> answer(tl::in_place);
  answer->ip = ip;
  answer->quote = *quote;
  answer->keys.by = AnswerKeys::By::ip_identification;
  answer->keys.error = true;
  answer->keys.ip_identification = quote->identification;
  answer->keys.source = quote->source;
  answer->keys.destination = quote->destination;
  tell(*answer, *message);
  return answer;
}

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
  if (!is_ending_error(ip)) return std::nullopt;
  Parsed<Answer> error = read_error(ip);
  if (!error || !add_echo_keys(*error)) return std::nullopt;
  return *error;
}

// An IPv6 redirect is no error (RFC 4861), an IPv4 one is.
bool is_ending_error(const IpDatagram& ip) {
  if (!ip.is_v4()) return is_error(Icmpv6Type{ip.payload[0]});
  const IcmpType type{ip.payload[0]};
  return is_error(type) && type != IcmpType::redirect;
}

Parsed<Answer> read_error(const IpDatagram& ip) {
  return ip.is_v4() ? read_error_message(ip, parse_icmp(ip.payload))
                    : read_error_message(ip, parse_icmpv6(ip.payload));
}

}  // namespace icmpwire
