#include "packet/trial.h"

#include <algorithm>

#include "packet/icmp_names.h"
#include "packet/icmpv6_names.h"
#include "packet/queries.h"

namespace icmpwire {
namespace {

constexpr std::size_t message_head_octets = 8;  // of every ICMP error; what a quote holds at least
constexpr std::size_t ports_octets = 4;         // RFC 768, RFC 9293: source port, then destination port

TestNumber protocol_value(Protocol protocol) {
  const auto number = static_cast<std::uint8_t>(protocol);
  return {number, protocol_name(number)};
}

TestNumber type_value(const IpDatagram& ip, std::uint8_t type) {
  return {type, ip.is_v4() ? icmp_type_name(type) : icmpv6_type_name(type)};
}

TestOctets first_octets(Bytes payload) {
  TestOctets value;
  const Bytes first = first_at_most(payload, value.octets.size());
  std::copy(first.begin(), first.end(), value.octets.begin());
  value.size = static_cast<std::uint8_t>(first.size());
  return value;
}

TestValue identity_value(const IdentityField& field, Bytes message) {
  if (field.octets == 1) return TestNumber{message[field.at], {}};
  if (field.octets == 2) return TestNumber{read_u16(message, field.at), {}};
  Ipv6Address address;
  const Bytes octets = message.subspan(field.at, field.octets);
  std::copy(octets.begin(), octets.end(), address.octets.begin());
  return IpAddress(address);
}

bool has_ports(const IpDatagram& ip) {
  return (ip.protocol == Protocol::udp || ip.protocol == Protocol::tcp) && !ip.is_later_fragment() &&
         ip.payload.size() >= ports_octets;
}

bool has_identification(const IpDatagram& ip) { return ip.is_v4() || ip.is_fragment; }

// Where its destination may change on the way: a source route, or an extension header that may be one.
bool may_be_routed(const IpDatagram& request) {
  if (!request.is_v4()) return !request.extras.empty();
  return find_option(request.extras, OptionType::loose_source_route) ||
         find_option(request.extras, OptionType::strict_source_route);
}

// Asks one question after the other, until one fails.
class Tester {
 public:
  Tester(const IpDatagram& request, const IpDatagram& packet, Trial& trial)
      : request_(request), packet_(packet), trial_(trial) {}

  void run() {
    trial_.answer.ip = packet_;
    if (!is_whole() || !(is_error() ? fits_as_error() : fits_as_reply())) return;
    trial_.verdict = judge(request_, trial_.answer);
    if (trial_.verdict.remarks.has(Remark::bad_checksum)) test_checksum();
  }

 private:
  bool fail(AnswerTest test, TestValue found, TestValue wanted = {}, bool in_quote = false) {
    trial_.failed = FailedTest{test, in_quote, found, wanted};
    return false;
  }
  template <class Value>
  bool same(AnswerTest test, const Value& found, const Value& wanted) {
    return found == wanted || fail(test, found, wanted, in_quote_);
  }
  template <class Number>
  bool same_number(AnswerTest test, Number found, Number wanted) {
    return same(test, TestNumber{found, {}}, TestNumber{wanted, {}});
  }

  bool is_whole() {
    if (packet_.is_fragment) return fail(AnswerTest::whole, "a fragment of a datagram");
    return same_number(AnswerTest::version, packet_.is_v4() ? 4U : 6U, request_.is_v4() ? 4U : 6U);
  }
  bool is_error() const { return packet_.is_icmp() && !packet_.payload.empty() && is_ending_error(packet_); }

  bool fits_as_reply();
  bool fits_query(const IcmpQuery& query);
  bool fits_ports();
  bool fits_as_error();
  bool fits_quoted_query(const IcmpQuery& query);
  bool fits_quoted_octets();
  bool same_identification();
  bool same_identity(const IcmpQuery& query, Bytes message);
  void read_reply(std::size_t header_octets);
  void test_checksum();

  const IpDatagram& request_;
  const IpDatagram& packet_;
  Trial& trial_;
  bool in_quote_ = false;
};

bool Tester::fits_as_reply() {
  const IcmpQuery* const query = query_in(request_);
  if (query == nullptr && !has_ports(request_)) {
    return fail(AnswerTest::due, "nothing but errors answers what was sent");
  }
  if (!same(AnswerTest::protocol, protocol_value(packet_.protocol), protocol_value(request_.protocol))) {
    return false;
  }
  return query != nullptr ? fits_query(*query) : fits_ports();
}

bool Tester::fits_query(const IcmpQuery& query) {
  const Bytes message = packet_.payload;
  if (message.empty())
    return fail(AnswerTest::length, TestNumber{0, {}}, TestNumber{query.header_octets, {}});
  if (!same(AnswerTest::type, type_value(packet_, message[0]), type_value(packet_, query.reply)))
    return false;
  if (message.size() < query.header_octets || request_.payload.size() < query.identity_end()) {
    return same_number(AnswerTest::length, message.size(), std::size_t{query.header_octets});
  }
  const bool is_for_all = query.replies_to_all && packet_.destination.is_multicast();
  if (!is_for_all && !same(AnswerTest::destination, packet_.destination, request_.source)) return false;
  read_reply(query.header_octets);
  return same_identity(query, message);
}

bool Tester::fits_ports() {
  if (packet_.payload.size() < ports_octets) {
    return same_number(AnswerTest::length, packet_.payload.size(), ports_octets);
  }
  if (!same(AnswerTest::destination, packet_.destination, request_.source)) return false;
  read_reply(0);
  return same_number(AnswerTest::source_port, read_u16(packet_.payload, 0), read_u16(request_.payload, 2)) &&
         same_number(AnswerTest::destination_port, read_u16(packet_.payload, 2),
                     read_u16(request_.payload, 0));
}

bool Tester::same_identity(const IcmpQuery& query, Bytes message) {
  return std::all_of(query.identity.begin(), query.identity.end(), [&](const IdentityField& field) {
    return same(field.test, identity_value(field, message), identity_value(field, request_.payload));
  });
}

void Tester::read_reply(std::size_t header_octets) {
  Answer& answer = trial_.answer;
  if (packet_.is_icmp()) {
    answer.type = packet_.payload[0];
    answer.code = packet_.payload[1];
  }
  answer.body = packet_.payload.subspan(header_octets);
  answer.keys.source = packet_.destination;
  answer.keys.destination = packet_.source;
}

bool Tester::fits_as_error() {
  if (packet_.payload.size() < message_head_octets) {
    return same_number(AnswerTest::length, packet_.payload.size(), message_head_octets);
  }
  const Parsed<Answer> error = read_error(packet_);
  if (!error) return fail(AnswerTest::quote, to_text(error.error().why));
  trial_.answer = *error;
  in_quote_ = true;
  const IpDatagram& quote = trial_.answer.quote;
  if (!same(AnswerTest::protocol, protocol_value(quote.protocol), protocol_value(request_.protocol)) ||
      !same(AnswerTest::source, quote.source, request_.source)) {
    return false;
  }
  if (quote.is_later_fragment()) return same_identification();
  const IcmpQuery* const query = query_in(request_);
  return query != nullptr ? fits_quoted_query(*query) : fits_quoted_octets();
}

bool Tester::same_identification() {
  const IpDatagram& quote = trial_.answer.quote;
  if (!has_identification(quote) || !has_identification(request_)) {
    return fail(AnswerTest::quote, "it is cut before what tells requests apart");
  }
  return same_number(AnswerTest::identification, quote.identification, request_.identification);
}

bool Tester::fits_quoted_query(const IcmpQuery& query) {
  const IpDatagram& quote = trial_.answer.quote;
  const Bytes quoted = quote.payload;
  if (!quoted.empty() &&
      !same(AnswerTest::type, type_value(quote, quoted[0]), type_value(quote, query.request))) {
    return false;
  }
  const std::size_t needed = query.identity_end();
  if (quoted.size() < needed || request_.payload.size() < needed) return same_identification();
  return same_identity(query, quoted);
}

bool Tester::fits_quoted_octets() {
  const IpDatagram& quote = trial_.answer.quote;
  if (!may_be_routed(request_) && !same(AnswerTest::destination, quote.destination, request_.destination)) {
    return false;
  }
  const TestOctets sent = first_octets(request_.payload);
  const TestOctets quoted = first_octets(quote.payload);
  if (quoted.size < sent.size) return same_identification();
  const bool known_by_identification = has_identification(quote) && has_identification(request_) &&
                                       request_.identification != 0 &&
                                       quote.identification == request_.identification;
  return known_by_identification || same(AnswerTest::octets, quoted, sent);
}

void Tester::test_checksum() {
  constexpr std::size_t checksum_at = 2;
  const std::uint16_t found = read_u16(packet_.payload, checksum_at);
  fail(AnswerTest::checksum, TestNumber{found, {}}, TestNumber{right_icmp_checksum(packet_), {}});
}

}  // namespace

Trial try_answer(const IpDatagram& request, const IpDatagram& packet) {
  Trial trial;
  Tester(request, packet, trial).run();
  return trial;
}

Trial try_answer(Bytes request, Bytes packet) {
  Trial trial;
  const Parsed<IpDatagram> asked = parse_quoted_ip(request);  // mild: what was sent may lie about its length
  const Parsed<IpDatagram> came = parse_ip(packet);
  if (!asked) {
    trial.failed = FailedTest{AnswerTest::request, false, to_text(asked.error().why), {}};
  } else if (!came) {
    trial.failed = FailedTest{AnswerTest::datagram, false, to_text(came.error().why), {}};
  } else {
    Tester(*asked, *came, trial).run();
  }
  return trial;
}

Verdict answers(Bytes request, Bytes packet) { return try_answer(request, packet).verdict; }

}  // namespace icmpwire
