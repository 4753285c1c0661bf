// The way to a destination hop by hop: requests whose time to live ends on the way, all at once.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "icmp/survey.h"

namespace icmpwire {

// One request of a hop.
struct HopProbe {
  Ending ending = Ending::pending;
  Nanos departure{};  // wire time
  Octets sent;        // its datagram; empty where it was not sent
  std::optional<Reception> answer;
};

struct Hop {
  std::uint8_t ttl = 0;
  std::vector<HopProbe> probes;

  std::size_t answers() const;
  const Reception* first_answer() const;  // nullptr: none came
  // Who answered, each once, in the order of the probes.
  std::vector<IpAddress> addresses() const;
};

// Whether the datagram's time to live ended there, and its way goes on beyond.
bool is_on_the_way(const Reception& answer);

// The way ends where somebody answers anything but that the time to live ended: an echo reply, or another
// error.
class Trace final : public Survey {
 public:
  struct Settings {
    Request request;                              // but for its time to live; its data must outlive the trace
    std::uint8_t first = 1, last = 30;            // time to live, first <= last
    unsigned probes = 3;                          // of each hop
    unsigned window = 16;                         // hops that are asked at once
    Nanos pause = std::chrono::milliseconds(50);  // then the next ones are, even without answers
  };

  explicit Trace(const Settings& settings);

  std::optional<Request> next(Nanos now) override;
  Nanos resumes_at() const override;
  void take(std::size_t number, const Outcome& outcome, Bytes sent, Nanos now) override;
  bool finished() const override;

  // Asks as far as that hop, if it did not before.
  void go_on_to(std::uint8_t last);
  std::uint8_t last() const { return hops_.back().ttl; }
  std::size_t hops_asked() const { return hops_.size(); }

  // Up to the end of the way, or as far as was asked.
  std::vector<const Hop*> hops() const;
  // The hop that ends the way; nullptr while none does.
  const Hop* end() const;
  // Whose answer ended the way there, first of all; nullptr while none did.
  const HopProbe* ending_probe() const;
  // Whether the destination replied.
  bool reached() const;

 private:
  std::size_t hop_count() const { return hops_.size(); }
  std::size_t asked() const { return end_ ? *end_ + 1 : hop_count(); }
  void add_hops(unsigned first, unsigned last);
  bool window_has_ended() const;
  bool may_open_window(Nanos now) const;

  Settings settings_;
  std::vector<Hop> hops_;
  struct Place {
    std::size_t hop;
    std::size_t probe;
  };
  std::vector<Place> places_;       // of the requests so far
  std::size_t window_begin_ = 0;    // hops
  std::size_t window_end_ = 0;      // behind the last
  std::size_t given_ = 0;           // probes of the window so far, also those passed over
  Nanos window_sent_ = forever;     // when its last probe was given
  std::optional<std::size_t> end_;  // hop
};

}  // namespace icmpwire
