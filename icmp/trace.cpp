#include "icmp/trace.h"

#include <algorithm>

#include "packet/icmp_names.h"
#include "packet/icmpv6_names.h"

namespace icmpwire {

std::size_t Hop::answers() const {
  return static_cast<std::size_t>(std::count_if(
      probes.begin(), probes.end(), [](const HopProbe& probe) { return probe.answer.has_value(); }));
}

const Reception* Hop::first_answer() const {
  for (const HopProbe& probe : probes) {
    if (probe.answer) return &*probe.answer;
  }
  return nullptr;
}

std::vector<IpAddress> Hop::addresses() const {
  std::vector<IpAddress> found;
  for (const HopProbe& probe : probes) {
    if (probe.answer && std::find(found.begin(), found.end(), probe.answer->from) == found.end())
      found.push_back(probe.answer->from);
  }
  return found;
}

bool is_on_the_way(const Reception& answer) {
  if (answer.verdict.answer != AnswerClass::error || answer.code != 0) return false;
  return answer.from.is_v4() ? IcmpType{answer.type} == IcmpType::time_exceeded
                             : Icmpv6Type{answer.type} == Icmpv6Type::time_exceeded;
}

Trace::Trace(const Settings& settings) : settings_(settings) {
  add_hops(settings.first, settings.last);
  window_end_ = std::min<std::size_t>(settings_.window, hop_count());
}

void Trace::add_hops(unsigned first, unsigned last) {
  for (unsigned ttl = first; ttl <= last; ++ttl)
    hops_.push_back({static_cast<std::uint8_t>(ttl), std::vector<HopProbe>(settings_.probes)});
}

void Trace::go_on_to(std::uint8_t last) {
  if (last > this->last()) add_hops(this->last() + 1U, last);
}

bool Trace::window_has_ended() const {
  return std::all_of(hops_.begin() + static_cast<std::ptrdiff_t>(window_begin_),
                     hops_.begin() + static_cast<std::ptrdiff_t>(window_end_), [](const Hop& hop) {
                       return std::all_of(hop.probes.begin(), hop.probes.end(), [](const HopProbe& probe) {
                         return probe.ending != Ending::pending;
                       });
                     });
}

bool Trace::may_open_window(Nanos now) const {
  if (end_ || window_end_ == hop_count() || window_sent_ == forever) return false;
  return window_has_ended() || now >= window_sent_ + settings_.pause;
}

// Round by round, so that no router is asked for all its answers in a row.
std::optional<Request> Trace::next(Nanos now) {
  if (may_open_window(now)) {
    window_begin_ = window_end_;
    window_end_ = std::min(window_end_ + settings_.window, hop_count());
    given_ = 0;
    window_sent_ = forever;
  }
  const std::size_t width = window_end_ - window_begin_;
  while (given_ < width * settings_.probes) {
    const Place place{window_begin_ + given_ % width, given_ / width};
    ++given_;
    if (place.hop >= asked()) continue;
    places_.push_back(place);
    Request request = settings_.request;
    request.ttl = hops_[place.hop].ttl;
    return request;
  }
  if (window_sent_ == forever) window_sent_ = now;
  return std::nullopt;
}

Nanos Trace::resumes_at() const {
  const bool more = !end_ && window_end_ < hop_count() && window_sent_ != forever;
  return more ? window_sent_ + settings_.pause : forever;
}

void Trace::take(std::size_t number, const Outcome& outcome, Bytes sent, Nanos) {
  const Place& place = places_[number];
  HopProbe& probe = hops_[place.hop].probes[place.probe];
  probe.ending = outcome.ending;
  probe.departure = outcome.departure;
  probe.sent.assign(sent.begin(), sent.end());
  if (outcome.reception_count == 0) return;
  probe.answer = outcome.receptions.front();
  if (!is_on_the_way(*probe.answer)) end_ = std::min(end_.value_or(place.hop), place.hop);
}

bool Trace::finished() const {
  const bool all_given = end_ ? window_end_ > *end_ : window_end_ == hop_count();
  if (!all_given || given_ < (window_end_ - window_begin_) * settings_.probes) return false;
  for (std::size_t hop = 0; hop < asked(); ++hop) {
    for (const HopProbe& probe : hops_[hop].probes) {
      if (probe.ending == Ending::pending) return false;
    }
  }
  return true;
}

std::vector<const Hop*> Trace::hops() const {
  std::vector<const Hop*> found;
  const std::size_t asked_for = std::min(asked(), window_end_);
  for (std::size_t hop = 0; hop < asked_for; ++hop) found.push_back(&hops_[hop]);
  return found;
}

const Hop* Trace::end() const { return end_ ? &hops_[*end_] : nullptr; }

const HopProbe* Trace::ending_probe() const {
  if (!end_) return nullptr;
  for (const HopProbe& probe : hops_[*end_].probes) {
    if (probe.answer && !is_on_the_way(*probe.answer)) return &probe;
  }
  return nullptr;
}

bool Trace::reached() const {
  const HopProbe* const probe = ending_probe();
  return probe != nullptr && probe->answer->verdict.answer == AnswerClass::reply;
}

}  // namespace icmpwire
