// Mutexes of the wait system: recursive, and abandoned when their owner ends.
#pragma once

#include <cstdint>

#include "api/wait/waitable.h"

namespace icmpwire {

// Signalled while nobody owns it, and for its owner always. A wait makes the waiting thread its owner, once
// more each time.
class Mutex final : public Waitable {
 public:
  Mutex() = default;
  ~Mutex() override;

  // Takes back one wait of the calling thread; false where it is not the owner.
  bool release();

 private:
  friend class Thread;
  bool ready_for(const Thread& thread) const override;
  bool take_for(Thread& thread) override;
  void abandon();  // with the lock held

  Thread* owner_ = nullptr;  // abandons the mutex before it ends
  Mutex* next_of_owner_ = nullptr;
  std::uint32_t times_ = 0;
  bool abandoned_ = false;
};

}  // namespace icmpwire
