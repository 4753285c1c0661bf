// The largest datagram that reaches a destination whole, and who is in the way of larger ones.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "icmp/controlled_traces.h"
#include "icmp/lost_between.h"

namespace icmpwire {

// By errors where they come back (RFC 1191, RFC 8201), and by what is not answered where they do not (a black
// hole). What has been silent for a few round trips is taken to be lost for the time being, so that the
// search goes on at once; all time out together in the end, and what is answered after all corrects the
// search.
class PathMtuSearch final : public Survey {
 public:
  struct Settings {
    Request request;              // without data; it is not to be fragmented
    std::uint32_t first_hop = 0;  // octets of the largest datagram of our own link, at least the least size
    unsigned repeats = 3;         // requests of a size until their silence counts
    std::uint8_t last_ttl = 30;   // how far a black hole is looked for
  };

  explicit PathMtuSearch(const Settings& settings);

  std::optional<Request> next(Nanos now) override;
  Nanos resumes_at() const override;
  void take(std::size_t number, const Outcome& outcome, Bytes sent, Nanos now) override;
  bool finished() const override;

  // One request, in the order of sending.
  struct SizeProbe {
    std::uint32_t octets = 0;
    Ending ending = Ending::pending;
    Nanos departure{};
    std::optional<Reception> answer;
    Nanos given{};
    bool passed() const { return answer && answer->verdict.answer == AnswerClass::reply; }
    bool refused() const { return answer && answer->verdict.answer == AnswerClass::error; }
  };
  const std::vector<SizeProbe>& probes() const { return probes_; }

  enum class Limit : std::uint8_t {
    own_link,  // nothing on the way is less
    told,      // somebody said so
    silence,   // larger ones are not answered
  };
  // What is known so far.
  struct Finding {
    std::uint32_t mtu = 0;    // octets of the largest that passed; 0: none did
    std::uint32_t limit = 0;  // of the least that does not pass
    Limit by = Limit::own_link;
    const SizeProbe* teller = nullptr;  // with told: whose error it is
  };
  Finding finding() const;
  // With silence: where larger ones are lost, if it can be told.
  std::optional<LossPlace> black_hole() const;
  // An answer that says that the destination cannot be reached at any size; nullptr where there is none.
  const Reception* refusal() const;

  // Octets that any link carries: RFC 791 3.2, RFC 8200 5.
  static constexpr std::uint32_t least_octets(bool v4) { return v4 ? 68 : 1280; }

 private:
  struct Origin {
    Survey* survey;  // nullptr: it is a probe of a size
    std::size_t number;
  };

  Request request_of(std::uint32_t octets);
  std::uint32_t limit_told(const SizeProbe& probe, std::uint32_t passed) const;
  Nanos patience() const;
  bool is_suspected(const SizeProbe& probe) const;
  std::size_t given(std::uint32_t octets) const;
  void plan();
  void plan_between(const Finding& finding);
  void confirm(const Finding& finding);
  void look_for_black_hole(const Finding& finding);
  std::optional<Request> next_of_traces();
  bool is_moot(std::uint32_t octets) const;

  Settings settings_;
  Octets data_;
  std::vector<std::uint32_t> queue_;  // sizes to be sent, the last one first
  std::vector<SizeProbe> probes_;
  std::vector<Origin> origins_;
  Nanos now_{};  // of the last call

  struct BlackHole {
    std::uint32_t lost = 0;  // octets
    std::unique_ptr<ControlledTraces> traces;
    std::size_t given = 0;  // requests
  };
  std::vector<BlackHole> black_holes_;  // the last one is what the search has come to
};

}  // namespace icmpwire
