#include "api/icmp_handle.h"

#include "api/last_error.h"

namespace icmpwire {

void IcmpHandle::closed() {
  engine_->traces().set(this, {});
  engine_->close(requests_);
}

HANDLE open_icmp_handle(Result<std::shared_ptr<Engine>> engine, IpVersion version) {
  if (!engine) {
    set_last_error(engine.error());
    return INVALID_HANDLE_VALUE;
  }
  const HandleTable::Value value = handles().open(std::make_shared<IcmpHandle>(std::move(*engine), version));
  if (value != 0) return reinterpret_cast<HANDLE>(value);
  set_last_error(ERROR_NOT_ENOUGH_MEMORY);
  return INVALID_HANDLE_VALUE;
}

std::shared_ptr<IcmpHandle> icmp_handle(HANDLE handle) {
  return handles().use<IcmpHandle>(reinterpret_cast<HandleTable::Value>(handle));
}

bool may_wait() {
  if (!Traces::is_calling()) return true;
  set_last_error(ERROR_POSSIBLE_DEADLOCK);
  return false;
}

}  // namespace icmpwire
