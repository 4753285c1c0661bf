// One packet that was sent, and all that comes in after it: packets and times in, verdicts out.
#pragma once

#include <optional>
#include <vector>

#include "icmp/outcome.h"
#include "packet/reassembly.h"
#include "packet/trial.h"

namespace icmpwire {

// For packets of any kind, sent once and as they are; what sends echo requests by the thousand is Exchange.
// Not thread-safe.
class PacketWatch {
 public:
  struct Settings {
    Nanos timeout = std::chrono::seconds(4);   // from the departure
    std::optional<std::uint64_t> answers = 1;  // so many end the watch; none: the timeout alone does
  };

  // A packet that came in. The spans are valid until the next call.
  struct Heard {
    Trial trial;             // of the class duplicate where its source has replied before
    Bytes datagram;          // whole
    Nanos after{};           // from the departure
    bool in_pieces = false;  // it came in fragments
    bool answers() const { return trial.answers(); }
  };

  // `request` is the datagram as it was sent; octets are copied.
  PacketWatch(Bytes request, Nanos departure, const Settings& settings);

  // It left so, and then.
  void left(Bytes request, Nanos departure);

  // nullopt: a fragment of what is not whole yet.
  std::optional<Heard> take(Bytes datagram, Nanos at);

  Nanos ends() const { return departure_ + settings_.timeout; }
  bool is_over(Nanos now) const;

  Bytes request() const { return request_; }
  Nanos departure() const { return departure_; }
  std::uint64_t packets() const { return packets_; }  // that came in, whole ones
  std::uint64_t answers() const { return answers_; }  // of them, duplicates not counted
  bool was_replied_to() const { return !repliers_.empty(); }

 private:
  Octets request_;
  Nanos departure_;
  Settings settings_;
  Reassembly reassembly_;
  std::vector<IpAddress> repliers_;
  std::uint64_t packets_ = 0;
  std::uint64_t answers_ = 0;
};

}  // namespace icmpwire
