// Events: a flag to wait for.
#pragma once

#include "api/wait/waitable.h"

namespace icmpwire {

// A manual-reset event stays signalled until it is reset, for all who wait; any other ends one wait for each
// time it is set, and stays signalled until somebody waits.
class Event final : public Waitable {
 public:
  Event(bool manual_reset, bool signalled) : manual_reset_(manual_reset), signalled_(signalled) {}

  void set();
  void reset();

 private:
  bool ready_for(const Thread& thread) const override;
  bool take_for(Thread& thread) override;

  const bool manual_reset_;
  bool signalled_;
};

}  // namespace icmpwire
