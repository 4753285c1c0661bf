#include "api/wait/event.h"

namespace icmpwire {

void Event::set() {
  const Lock held = lock();
  signalled_ = true;
  satisfy_waits();
}

void Event::reset() {
  const Lock held = lock();
  signalled_ = false;
}

bool Event::ready_for(const Thread&) const { return signalled_; }

bool Event::take_for(Thread&) {
  if (!manual_reset_) signalled_ = false;
  return false;
}

}  // namespace icmpwire
