// Wire truth: what leaves goes out by a socket of its own, is seen by the rings, and is known again there.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <optional>

#include "capture/system/frame_sender.h"
#include "capture/wire.h"

namespace icmpwire {

// Thread-safe.
class LiveWitness {
 public:
  // Reason::no_privilege.
  static Result<std::unique_ptr<LiveWitness>> open();

  // Puts the frame on its device as it is. 0, or the errno.
  int inject(const Frame& frame);

  // A frame that is about to be given to the kernel, which may fill in what it does (raw(7)) of an IPv4
  // header; and one that it did not take.
  void expect(const Frame& frame, bool rewritten);
  void give_up(const Frame& frame);

  // Where the datagram begins in a frame that a device's ring holds, if it is one that we sent; each is
  // recognised once.
  std::optional<std::uint32_t> recognise(std::uint32_t device, Bytes octets);

 private:
  struct Departure {
    std::uint32_t device;
    std::uint32_t datagram_at;
    bool rewritten;
    Octets octets;

    bool is(std::uint32_t other_device, Bytes other) const;
  };
  static constexpr std::size_t most = 4096;  // what never left is forgotten some time

  explicit LiveWitness(FrameSender sender) : sender_(std::move(sender)) {}
  std::deque<Departure>::iterator find(std::uint32_t device, Bytes octets);

  FrameSender sender_;
  std::mutex mutex_;
  std::deque<Departure> departures_;
};

}  // namespace icmpwire
