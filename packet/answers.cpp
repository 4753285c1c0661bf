#include "packet/answers.h"

#include <array>

#include "packet/checksum.h"

namespace icmpwire {
namespace {

// The echo request that a datagram, or the whole beginning of one, carries.
std::optional<IcmpEcho> echo_request_in(const Ipv4Datagram& datagram) {
  if (datagram.header.protocol != Protocol::icmp || datagram.header.fragment_offset != 0) return std::nullopt;
  const Parsed<IcmpEcho> echo = decode<IcmpEcho>(datagram.payload);
  if (!echo || echo->type != IcmpType::echo_request) return std::nullopt;
  return *echo;
}

bool ends_a_request(IcmpType type) { return is_error(type) && type != IcmpType::redirect; }

// nullopt where the quote is, or begins as, something else than an echo request.
std::optional<AnswerKeys> keys_of_quote(const Ipv4Datagram& quote) {
  if (quote.header.protocol != Protocol::icmp) return std::nullopt;
  AnswerKeys keys{};
  keys.by = AnswerKeys::By::ip_identification;
  keys.error = true;
  keys.ip_identification = *quote.header.identification;
  keys.source = quote.header.source;
  keys.destination = quote.header.destination;
  if (quote.header.fragment_offset != 0 || quote.payload.empty()) return keys;

  if (IcmpType{quote.payload[0]} != IcmpType::echo_request) return std::nullopt;
  if (const std::optional<IcmpEcho> echo = echo_request_in(quote)) {
    keys.by = AnswerKeys::By::identifier_and_sequence;
    keys.identifier = echo->identifier;
    keys.sequence = echo->sequence;
  }
  return keys;
}

std::optional<Answer> read_reply(const Ipv4Datagram& ip, const IcmpMessage& icmp) {
  const auto& echo = std::get<IcmpEcho>(icmp.header);
  std::optional<Answer> answer(std::in_place);
  answer->ip = ip;
  answer->icmp = icmp;
  answer->keys.by = AnswerKeys::By::identifier_and_sequence;
  answer->keys.identifier = echo.identifier;
  answer->keys.sequence = echo.sequence;
  answer->keys.source = ip.header.destination;
  answer->keys.destination = ip.header.source;
  return answer;
}

std::optional<Answer> read_error(const Ipv4Datagram& ip, const IcmpMessage& icmp) {
  const Parsed<Ipv4Datagram> quote = parse_quoted_ipv4(quoted_datagram(icmp));
  if (!quote) return std::nullopt;
  const std::optional<AnswerKeys> keys = keys_of_quote(*quote);
  if (!keys) return std::nullopt;
  return Answer{ip, icmp, *quote, *keys};
}

bool fits(const Ipv4Datagram& request, const AnswerKeys& keys) {
  const std::optional<IcmpEcho> echo = echo_request_in(request);
  if (!echo || keys.source != request.header.source) return false;
  if (keys.by == AnswerKeys::By::ip_identification) {
    return keys.ip_identification == request.header.identification;
  }
  return keys.identifier == echo->identifier && keys.sequence == echo->sequence;
}

// Fragmentation, by us or by a router, is no rewriting: a fragment has its own length and place, and all but
// the first the options of the copied flag.
bool is_rewritten(const Ipv4Datagram& request, const Ipv4Datagram& quote) {
  const Ipv4Header& sent = request.header;
  Ipv4Header quoted = quote.header;
  const bool has_own_options = quoted.fragment_offset != 0;
  quoted.ttl = sent.ttl;
  quoted.checksum = sent.checksum;
  if (quoted.is_fragment()) {
    quoted.total_length = sent.total_length;
    quoted.more_fragments = sent.more_fragments;
    quoted.fragment_offset = sent.fragment_offset;
    if (has_own_options) quoted.ihl = sent.ihl;
  }
  return quoted != sent || (!has_own_options && !equal(quote.options, request.options));
}

Bytes echo_data(Bytes message) {
  return message.subspan(first_at_most(message, layout<IcmpEcho>.octets).size());
}

constexpr std::array<std::string_view, 9> remark_names = {
    "other-source", "bad-checksum",    "payload-differs",     "truncated",    "longer",
    "stale-quote",  "rewritten-quote", "bad-header-checksum", "code-not-zero"};

}  // namespace

std::optional<Answer> read_answer(Bytes datagram) {
  const Parsed<Ipv4Datagram> ip = parse_ipv4(datagram);
  return ip ? read_answer(*ip) : std::nullopt;
}

std::optional<Answer> read_answer(const Ipv4Datagram& ip) {
  if (ip.header.protocol != Protocol::icmp || ip.header.is_fragment()) return std::nullopt;
  const Parsed<IcmpMessage> icmp = parse_icmp(ip.payload);
  if (!icmp) return std::nullopt;

  if (icmp->type() == IcmpType::echo_reply) return read_reply(ip, *icmp);
  if (ends_a_request(icmp->type())) return read_error(ip, *icmp);
  return std::nullopt;
}

Verdict judge(const Ipv4Datagram& request, const Answer& answer) {
  Verdict verdict;
  const auto remark_if = [&](Remark remark, bool applies) {
    if (applies) verdict.remarks.add(remark);
  };
  remark_if(Remark::bad_checksum, !checksum_holds(answer.icmp.octets));
  remark_if(Remark::bad_header_checksum, !ipv4_checksum_ok(answer.ip.header_octets));

  if (answer.keys.error) {
    verdict.answer = AnswerClass::error;
    remark_if(Remark::truncated, answer.quote.payload.size() < layout<IcmpEcho>.octets);
    remark_if(Remark::stale_quote, !ipv4_checksum_ok(answer.quote.header_octets));
    remark_if(Remark::rewritten_quote, is_rewritten(request, answer.quote));
    return verdict;
  }
  const Bytes sent = echo_data(request.payload);
  const Bytes received = answer.icmp.body;
  verdict.answer = AnswerClass::reply;
  remark_if(Remark::other_source, answer.ip.header.source != request.header.destination);
  remark_if(Remark::code_not_zero, answer.icmp.code() != 0);
  remark_if(Remark::truncated, received.size() < sent.size());
  remark_if(Remark::longer, received.size() > sent.size());
  remark_if(Remark::payload_differs, received.size() == sent.size() && !equal(received, sent));
  return verdict;
}

Verdict answers(Bytes request, Bytes packet) {
  const std::optional<Answer> answer = read_answer(packet);
  if (!answer) return {};
  const Parsed<Ipv4Datagram> asked =
      parse_quoted_ipv4(request);  // mild: what was sent may lie about its length
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
