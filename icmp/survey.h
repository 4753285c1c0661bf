// Many requests that answer one question together: what the machines behind trace, pmtu and probe have in
// common.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "icmp/outcome.h"
#include "icmp/request.h"

namespace icmpwire {

// Pure: no I/O, no clock; whoever drives it sends what it asks for and tells it how that ended. Not
// thread-safe.
class Survey {
 public:
  virtual ~Survey() = default;

  // The next request to be sent at wire time `now`; nullopt: none for the time being. Its data is valid until
  // the next call. Requests are numbered from 0 in the order in which they are given.
  virtual std::optional<Request> next(Nanos now) = 0;

  // When `next` may have one although nothing has ended until then; forever: never.
  virtual Nanos resumes_at() const = 0;

  // Request `number` has ended; `sent` is its datagram, empty where it was not sent.
  virtual void take(std::size_t number, const Outcome& outcome, Bytes sent, Nanos now) = 0;

  // Nothing that could still come would change what is known.
  virtual bool finished() const = 0;
};

// Surveys that are made at the same time, as one. They must outlive it; the earlier ones send first.
class SurveySet final : public Survey {
 public:
  void add(Survey& survey) { surveys_.push_back({&survey, 0}); }

  std::optional<Request> next(Nanos now) override;
  Nanos resumes_at() const override;
  void take(std::size_t number, const Outcome& outcome, Bytes sent, Nanos now) override;
  bool finished() const override;

 private:
  struct Member {
    Survey* survey;
    std::size_t given;  // requests so far
  };
  struct Origin {
    Survey* survey;
    std::size_t number;  // as the survey counts
  };
  std::vector<Member> surveys_;
  std::vector<Origin> origins_;  // of each request
};

}  // namespace icmpwire
