#include "icmp/controlled_traces.h"

#include <algorithm>

namespace icmpwire {

ControlledTraces::ControlledTraces(const Trace::Settings& control, std::vector<Request> others)
    : settings_(control), requests_(std::move(others)), control_(control) {
  all_.add(control_);
}

// A destination that is slow must not look like one that is silent, and one that is silent must not cost the
// others its timeout.
Nanos ControlledTraces::patience_ends() const {
  return started_ == forever ? forever : started_ + settings_.request.timeout / 4;
}

// The last hop that is known to be one, and one more where that is not the end; 0: not known yet.
std::uint8_t ControlledTraces::leads_to(Nanos now) const {
  if (control_.end() != nullptr) return control_.end()->ttl;
  if (!control_.finished() && now < patience_ends()) return 0;
  std::uint8_t last = settings_.first;
  for (const Hop* hop : control_.hops()) {
    if (hop->answers() > 0 && hop->ttl < settings_.last) last = static_cast<std::uint8_t>(hop->ttl + 1);
  }
  return last;
}

void ControlledTraces::follow(std::uint8_t last) {
  if (last == 0) return;
  for (const auto& other : others_) other->go_on_to(last);
  if (!others_.empty()) return;
  Trace::Settings settings = settings_;
  settings.last = last;
  settings.window = last;
  for (const Request& request : requests_) {
    settings.request = request;
    others_.push_back(std::make_unique<Trace>(settings));
    all_.add(*others_.back());
  }
}

std::optional<Request> ControlledTraces::next(Nanos now) {
  if (started_ == forever) started_ = now;
  now_ = now;
  follow(leads_to(now));
  return all_.next(now);
}

Nanos ControlledTraces::resumes_at() const {
  const Nanos patience = others_.empty() && patience_ends() > now_ ? patience_ends() : forever;
  return std::min(all_.resumes_at(), patience);
}

void ControlledTraces::take(std::size_t number, const Outcome& outcome, Bytes sent, Nanos now) {
  now_ = now;
  all_.take(number, outcome, sent, now);
}

bool ControlledTraces::finished() const {
  return all_.finished() && others_.size() == requests_.size() &&
         (others_.empty() || others_.front()->last() >= leads_to(now_));
}

}  // namespace icmpwire
