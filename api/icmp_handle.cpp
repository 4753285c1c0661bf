#include "api/icmp_handle.h"

namespace icmpwire {

bool IcmpHandle::enter() {
  const std::lock_guard lock(mutex_);
  if (closed_) return false;
  ++calls_;
  return true;
}

void IcmpHandle::leave() {
  const std::lock_guard lock(mutex_);
  if (--calls_ == 0 && closed_) idle_.notify_all();
}

void IcmpHandle::closed() {
  std::unique_lock lock(mutex_);
  closed_ = true;
  idle_.wait(lock, [this] { return calls_ == 0; });
}

IcmpCall::IcmpCall(HandleTable::Value value) : handle_(handles().use<IcmpHandle>(value)) {
  if (handle_ && !handle_->enter()) handle_.reset();
}

IcmpCall::~IcmpCall() {
  if (handle_) handle_->leave();
}

}  // namespace icmpwire
