#include "icmp/survey.h"

#include <algorithm>

namespace icmpwire {

std::optional<Request> SurveySet::next(Nanos now) {
  for (Member& member : surveys_) {
    auto request = member.survey->next(now);
    if (!request) continue;
    origins_.push_back({member.survey, member.given++});
    return request;
  }
  return std::nullopt;
}

Nanos SurveySet::resumes_at() const {
  Nanos first = forever;
  for (const Member& member : surveys_) first = std::min(first, member.survey->resumes_at());
  return first;
}

void SurveySet::take(std::size_t number, const Outcome& outcome, Bytes sent, Nanos now) {
  const Origin& origin = origins_[number];
  origin.survey->take(origin.number, outcome, sent, now);
}

bool SurveySet::finished() const {
  return std::all_of(surveys_.begin(), surveys_.end(),
                     [](const Member& member) { return member.survey->finished(); });
}

}  // namespace icmpwire
