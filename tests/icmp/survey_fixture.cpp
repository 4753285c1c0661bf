#include "tests/icmp/survey_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "packet/trial.h"

namespace icmpwire::test {
namespace {

Octets datagram_of(const IpAddress& from, const IpAddress& to, const IcmpHeader& header, Bytes body) {
  Octets message(8 + body.size());
  std::visit([&](const auto& shape) { build_icmp(shape, body, message); }, header);
  Ipv4Header ip;
  ip.source = from.v4();
  ip.destination = to.v4();
  return build_ipv4(ip, {}, message);
}

Octets datagram_of(const IpAddress& from, const IpAddress& to, const Icmpv6Header& header, Bytes body) {
  Octets message(8 + body.size());
  std::visit([&](const auto& shape) { build_icmpv6(shape, body, from.v6(), to.v6(), message); }, header);
  Ipv6Header ip;
  ip.source = from.v6();
  ip.destination = to.v6();
  return build_ipv6(ip, {}, message);
}

Bytes quote_of(Bytes request) { return first_at_most(request, 548); }

// RFC 792: the request turned round, its options with it.
Octets reply_to(Bytes request) {
  const IpDatagram ip = parse_ip(request).value();
  Octets reply;
  if (ip.is_v4()) {
    IcmpEcho echo = computed(std::get<IcmpEcho>(parse_icmp(ip.payload)->header));
    echo.type = IcmpType::echo_reply;
    Octets message(ip.payload.size());
    build_icmp(echo, ip.payload.subspan(8), message);
    Ipv4Header header;
    header.source = ip.destination.v4();
    header.destination = ip.source.v4();
    return build_ipv4(header, IpOptions::from_octets(ip.extras).value(), message);
  }
  Icmpv6Echo echo = computed(std::get<Icmpv6Echo>(parse_icmpv6(ip.payload)->header));
  echo.type = Icmpv6Type::echo_reply;
  return datagram_of(ip.destination, ip.source, Icmpv6Header(echo), ip.payload.subspan(8));
}

std::uint8_t& ttl_of(Octets& datagram) { return datagram[datagram[0] >> 4 == 4 ? 8 : 7]; }

}  // namespace

Octets time_exceeded_from(const IpAddress& router, Bytes request) {
  const IpAddress to = parse_ip(request)->source;
  if (router.is_v4()) return datagram_of(router, to, IcmpHeader(IcmpTimeExceeded{}), quote_of(request));
  return datagram_of(router, to, Icmpv6Header(Icmpv6TimeExceeded{}), quote_of(request));
}

Octets too_big_from(const IpAddress& router, Bytes request, std::uint32_t mtu) {
  const IpAddress to = parse_ip(request)->source;
  if (router.is_v4()) {
    IcmpUnreachable error;
    error.code = 4;
    error.next_hop_mtu = static_cast<std::uint16_t>(mtu);
    return datagram_of(router, to, IcmpHeader(error), quote_of(request));
  }
  Icmpv6PacketTooBig error;
  error.mtu = mtu;
  return datagram_of(router, to, Icmpv6Header(error), quote_of(request));
}

std::optional<Octets> MadeUpPath::arrive(std::size_t place, Passing& passing) const {
  if (at) at(place, passing);
  if (passing.answer) return passing.answer;
  if (place + 1 == places_.size()) return reply_to(passing.datagram);
  if (--ttl_of(passing.datagram) == 0) return time_exceeded_from(places_[place], passing.datagram);
  if (place < mtus.size() && passing.datagram.size() > mtus[place]) {
    passing.lost = mute;
    return too_big_from(places_[place], passing.datagram, mtus[place]);
  }
  return std::nullopt;
}

std::optional<MadeUpPath::Arrival> MadeUpPath::answer(Bytes request) const {
  Passing passing;
  passing.datagram.assign(request.begin(), request.end());
  for (std::size_t place = 1; place < places_.size(); ++place) {
    auto answer = arrive(place, passing);
    if (passing.lost) return std::nullopt;
    if (answer) return Arrival{std::move(*answer), 2 * static_cast<int>(place) * link};
  }
  return std::nullopt;
}

namespace {

struct Pending {
  std::size_t number;
  Nanos departure;
  Nanos timeout;
  Octets sent;
  std::optional<MadeUpPath::Arrival> arrival;
  Nanos ends() const { return departure + (arrival && arrival->after <= timeout ? arrival->after : timeout); }
};

Outcome outcome_of(const Pending& pending) {
  Outcome outcome;
  outcome.departure = pending.departure;
  outcome.ending = Ending::timed_out;
  if (!pending.arrival || pending.arrival->after > pending.timeout) return outcome;
  outcome.ending = Ending::answered;
  outcome.receptions.emplace_back();
  outcome.reception_count = 1;
  Reception& reception = outcome.receptions.front();
  const auto answer = read_answer(pending.arrival->datagram);
  reception.keep(answer.value());
  reception.verdict = answers(pending.sent, pending.arrival->datagram);
  reception.round_trip = pending.arrival->after;
  return outcome;
}

}  // namespace

Driven drive(Survey& survey, const MadeUpPath& path) {
  constexpr std::size_t most_requests = 5000;
  Driven driven;
  Nanos now = std::chrono::seconds(100);
  const Nanos started = now;
  std::vector<Pending> pending;
  while (!survey.finished() && driven.sent.size() < most_requests) {
    if (const auto request = survey.next(now)) {
      const auto number = static_cast<std::uint16_t>(driven.sent.size());
      Octets sent;
      build_echo_request(*request, {path.source(), 7, number, number}, sent);
      pending.push_back({number, now, request->timeout, sent, path.answer(sent)});
      driven.sent.push_back(std::move(sent));
      continue;
    }
    const auto first = std::min_element(
        pending.begin(), pending.end(),
        [](const Pending& left, const Pending& right) { return left.ends() < right.ends(); });
    const Nanos resumes = survey.resumes_at();
    if (first == pending.end() && resumes == forever) break;
    if (first == pending.end() || resumes < first->ends()) {
      EXPECT_GT(resumes, now) << "it would be asked again and again";
      now = std::max(now + Nanos(1), resumes);
      continue;
    }
    now = first->ends();
    survey.take(first->number, outcome_of(*first), first->sent, now);
    pending.erase(first);
  }
  driven.elapsed = now - started;
  driven.finished = survey.finished();
  return driven;
}

}  // namespace icmpwire::test
