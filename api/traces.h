// Who is told of every frame that passes an engine's wire.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "capture/wire.h"

namespace icmpwire {

// Thread-safe. One function is called at a time, in the order of the wire.
class Traces {
 public:
  // Called in the thread that sends or receives the frame, whose octets are valid during the call.
  using Function = std::function<void(const Frame&)>;

  // One function for each owner, in place of the one before; an empty one for none. Returns when no call of
  // the former one is under way, so not from within one.
  void set(const void* owner, Function function);

  // Whether the calling thread is in a function of any engine.
  static bool is_calling();

  // To be held while a datagram is sent and told of: its answer, which another thread may receive at once, is
  // then told of behind it. Without functions it holds nothing.
  using Order = std::unique_lock<std::mutex>;
  Order order();
  void tell(const Order& order, const Frame& frame);
  void tell(const Frame& frame) { tell(order(), frame); }

 private:
  std::mutex mutex_;
  std::atomic<bool> any_ = false;
  std::vector<std::pair<const void*, Function>> functions_;
};

}  // namespace icmpwire
