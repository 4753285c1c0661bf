#include "api/wait/mutex.h"

#include "api/wait/thread.h"

namespace icmpwire {

Mutex::~Mutex() {
  const Lock held = lock();
  if (owner_ != nullptr) owner_->disown(*this);
}

bool Mutex::release() {
  const std::shared_ptr<Thread> thread = Thread::current();
  const Lock held = lock();
  if (owner_ != thread.get()) return false;
  if (--times_ == 0) {
    owner_->disown(*this);
    owner_ = nullptr;
    satisfy_waits();
  }
  return true;
}

bool Mutex::ready_for(const Thread& thread) const { return owner_ == nullptr || owner_ == &thread; }

bool Mutex::take_for(Thread& thread) {
  if (owner_ == nullptr) {
    owner_ = &thread;
    thread.own(*this);
  }
  ++times_;
  const bool abandoned = abandoned_;
  abandoned_ = false;
  return abandoned;
}

void Mutex::abandon() {
  owner_ = nullptr;
  times_ = 0;
  abandoned_ = true;
  satisfy_waits();
}

}  // namespace icmpwire
