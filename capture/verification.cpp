#include "capture/verification.h"

#include <algorithm>

#include "capture/fitted_answer.h"
#include "capture/readdressed.h"

namespace icmpwire {
namespace {

Failure cut_request(const IpDatagram& query) {
  return Failure("send the recorded request to", to_text(query.destination), Reason::bad_file,
                 "the capture holds only its beginning", {}, "a capture without a snapshot length");
}

std::size_t offset_of(const TimedDatagram& datagram) {
  const auto read = parse_quoted_ip(datagram.octets);
  return read ? read->fragment_offset : 0;
}

void sort_fragments(std::vector<TimedDatagram>& fragments) {
  std::stable_sort(fragments.begin(), fragments.end(),
                   [](const auto& left, const auto& right) { return offset_of(left) < offset_of(right); });
}

// From the same address, and of the same type.
bool are_alike(const std::vector<TimedDatagram>& left, const std::vector<TimedDatagram>& right) {
  const auto one = parse_quoted_ip(left.front().octets), other = parse_quoted_ip(right.front().octets);
  return one && other && one->source == other->source && !one->payload.empty() && !other->payload.empty() &&
         one->payload[0] == other->payload[0];
}

}  // namespace

bool VerifiedExchange::agrees() const {
  return !not_sent &&
         std::all_of(answers.begin(), answers.end(), [](const AnswerPair& pair) { return pair.agrees(); });
}

Verification::Verification(CaptureReader& capture, const ReplayIndex& index, Wire& wire,
                           VerificationRules rules)
    : index_(index),
      wire_(wire),
      rules_(std::move(rules)),
      reader_(capture, index_),
      queries_(index.queries_as_recorded()) {}

Result<std::optional<VerifiedExchange>> Verification::next() {
  met_.clear();
  surplus_.clear();
  if (number_ == queries_.size()) return std::nullopt;
  if (Result<void> read = reader_.read(queries_[number_], exchange_); !read)
    return tl::unexpected(std::move(read).error());
  VerifiedExchange verified;
  verified.number = ++number_;
  const IpDatagram& query = exchange_.query();
  verified.request.assign(query.octets.begin(), query.octets.end());
  const Result<IpAddress> source = usable_source(query);
  if (!source) {
    verified.not_sent = source.error();
    return verified;
  }
  verified.request = readdressed(query, *source);
  const IpDatagram request = *parse_quoted_ip(verified.request);
  numbers_[query_name(request).hash] = number_;
  numbers_[name_by_identification(request).hash] = number_;
  std::vector<Answer> recorded = fitted_answers(request);
  expected_ = recorded.size();
  if (Result<void> sent = send(query, *source); !sent) {
    verified.not_sent = std::move(sent).error();
    return verified;
  }
  if (Result<void> received = collect(); !received) return tl::unexpected(std::move(received).error());
  if (met_.empty()) wire_.unanswered(departure_);
  verified.answers = compared(std::move(recorded));
  return verified;
}

// Its own where that is ours, or else the one that the route gives.
Result<IpAddress> Verification::usable_source(const IpDatagram& query) {
  if (query.truncated) return tl::unexpected(cut_request(query));
  Result<Route> route = wire_.route(query.destination, query.source);
  if (route) return query.source;
  if (route.error().reason != Reason::source_not_ours) return tl::unexpected(std::move(route).error());
  route = wire_.route(query.destination, std::nullopt);
  if (!route) return tl::unexpected(std::move(route).error());
  return route->source;
}

// In the datagrams in which it was recorded.
Result<void> Verification::send(const IpDatagram& query, const IpAddress& source) {
  const Result<Route> route = wire_.route(query.destination, source);
  if (!route) return tl::unexpected(route.error());
  bool is_first = true;
  for (const Stored& part : exchange_.query_parts()) {
    const auto datagram = parse_quoted_ip(exchange_.octets(part));
    const Result<Sent> sent = wire_.send(readdressed(*datagram, source), *route);
    if (!sent) return tl::unexpected(sent.error());
    if (std::exchange(is_first, false)) departure_ = sent->frame.at;
  }
  return {};
}

std::vector<Verification::Answer> Verification::fitted_answers(const IpDatagram& request) {
  std::vector<Answer> answers;
  wait_ = rules_.patience;
  Octets message;
  for (const RecordedAnswer& recorded : exchange_.answers()) {
    const FittedAnswer fitted(exchange_, recorded, request, message);
    Answer answer;
    for (const RecordedPart& part : recorded.parts) {
      TimedDatagram datagram;
      const auto size = fitted.fit(part, datagram.octets);
      if (!size) continue;
      datagram.after = part.after;
      datagram.is_cut = *size > datagram.octets.size();
      wait_ = std::max(wait_, 2 * part.after);
      answer.push_back(std::move(datagram));
    }
    if (answer.empty()) continue;
    sort_fragments(answer);
    answers.push_back(std::move(answer));
  }
  return answers;
}

// Until all has come that was recorded, and the interval is over.
Result<void> Verification::collect() {
  for (;;) {
    const bool is_complete = expected_ != 0 && met_.size() >= expected_;
    const Nanos until = departure_ + (is_complete ? rules_.interval : std::max(wait_, rules_.interval));
    const Result<std::optional<Frame>> frame = wire_.receive(until);
    if (!frame) return tl::unexpected(frame.error());
    if (*frame) {
      take(**frame);
    } else if (wire_.now() >= until) {
      return {};
    }
  }
}

void Verification::take(const Frame& frame) {
  const auto datagram = parse_quoted_ip(frame.datagram());
  if (!datagram || !datagram->is_icmp() || frame.local) return;
  if (frame.direction == Direction::outbound) {
    const auto sent = numbers_.find(query_name(*datagram).hash);
    if (sent != numbers_.end() && sent->second == number_) departure_ = frame.at;  // it was held until now
    return;
  }
  if (datagram->is_fragment) return take_fragment(*datagram, frame.at);
  const QueryName name = query_name(*datagram);
  if (name.role != IcmpRole::reply && name.role != IcmpRole::error) return;
  take_answer(name.hash, {{{datagram->octets.begin(), datagram->octets.end()}, frame.at - departure_}});
}

void Verification::take_fragment(const IpDatagram& fragment, Nanos at) {
  const PacketPlace place{pieces_.size(), 0};
  pieces_.push_back({{fragment.octets.begin(), fragment.octets.end()}, at - departure_});
  const auto gathered = fragments_.take(fragment, place, at);
  if (gathered) {
    Answer answer;
    for (const PacketPlace& piece : gathered->places) answer.push_back(std::move(pieces_[piece.position]));
    sort_fragments(answer);
    take_answer(gathered->name.hash, std::move(answer));
  }
  if (fragments_.waiting() == 0) pieces_.clear();
}

void Verification::take_answer(std::uint64_t name, Answer answer) {
  const auto number = numbers_.find(name);
  if (number == numbers_.end()) return;  // somebody else's
  if (number->second == number_) {
    met_.push_back(std::move(answer));
  } else {
    surplus_.push_back({number->second, std::move(answer.front().octets)});
  }
}

// Answers of several hosts may come in any order.
std::vector<AnswerPair> Verification::compared(std::vector<Answer> recorded) {
  std::vector<AnswerPair> pairs;
  const auto compare = [&](Answer* was, Answer* is) {
    const std::size_t parts = std::max(was == nullptr ? 0 : was->size(), is == nullptr ? 0 : is->size());
    for (std::size_t i = 0; i < parts; ++i) {
      AnswerPair& pair = pairs.emplace_back();
      if (was != nullptr && i < was->size()) pair.recorded = std::move((*was)[i]);
      if (is != nullptr && i < is->size()) pair.met = std::move((*is)[i]);
      if (!pair.recorded || !pair.met) continue;
      const Bytes met = pair.met->octets;
      pair.differences = answer_differences(
          pair.recorded->octets,
          pair.recorded->is_cut ? first_at_most(met, pair.recorded->octets.size()) : met, rules_.mask);
    }
  };
  std::vector<Answer*> left;
  for (Answer& answer : recorded) {
    const auto alike = std::find_if(met_.begin(), met_.end(), [&](const Answer& candidate) {
      return !candidate.empty() && are_alike(answer, candidate);
    });
    if (alike == met_.end()) {
      left.push_back(&answer);
    } else {
      compare(&answer, &*alike);
      alike->clear();
    }
  }
  std::erase_if(met_, [](const Answer& answer) { return answer.empty(); });
  for (std::size_t i = 0; i < std::max(left.size(), met_.size()); ++i)
    compare(i < left.size() ? left[i] : nullptr, i < met_.size() ? &met_[i] : nullptr);
  return pairs;
}

}  // namespace icmpwire
