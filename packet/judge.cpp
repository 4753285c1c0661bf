// The verdict on a packet that answers: what is remarkable about it.
#include <algorithm>

#include "packet/answers.h"
#include "packet/queries.h"

namespace icmpwire {
namespace {

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

// RFC 792: a router quotes at least so much behind the header, where there is so much.
constexpr std::size_t least_quoted_octets = 8;

void remark_on_error(Verdict& verdict, const IpDatagram& request, const IpDatagram& quote) {
  const auto remark_if = [&](Remark remark, bool applies) {
    if (applies) verdict.remarks.add(remark);
  };
  remark_if(Remark::truncated, quote.payload.size() < std::min(least_quoted_octets, request.payload.size()));
  remark_if(Remark::stale_quote, has_bad_header_checksum(quote));
  remark_if(Remark::rewritten_quote, is_rewritten(request, quote));
}

void remark_on_reply(Verdict& verdict, const IpDatagram& request, const Answer& answer) {
  const auto remark_if = [&](Remark remark, bool applies) {
    if (applies) verdict.remarks.add(remark);
  };
  remark_if(Remark::other_source, answer.ip.source != request.destination);
  const IcmpQuery* const query = query_in(request);
  if (query == nullptr) return;
  const Bytes sent = query->returned(request.payload);
  const Bytes received = query->returned(answer.ip.payload);
  remark_if(Remark::code_not_zero, answer.code != 0 && !query->code_tells);
  remark_if(Remark::truncated, received.size() < sent.size());
  remark_if(Remark::longer, received.size() > sent.size());
  remark_if(Remark::payload_differs, received.size() == sent.size() && !equal(received, sent));
}

}  // namespace

Verdict judge(const IpDatagram& request, const Answer& answer) {
  Verdict verdict;
  verdict.answer = answer.keys.error ? AnswerClass::error : AnswerClass::reply;
  if (answer.ip.is_icmp() && !icmp_checksum_ok(answer.ip)) verdict.remarks.add(Remark::bad_checksum);
  if (has_bad_header_checksum(answer.ip)) verdict.remarks.add(Remark::bad_header_checksum);
  if (answer.keys.error) {
    remark_on_error(verdict, request, answer.quote);
  } else {
    remark_on_reply(verdict, request, answer);
  }
  return verdict;
}

}  // namespace icmpwire
