// The functions of icmpwire.h on handles: opening, closing, counting, polling, tracing.
#include <icmpwire.h>

#include "api/engines.h"
#include "api/guarded.h"
#include "api/icmp_handle.h"
#include "api/icmpwire_result.h"
#include "api/sized.h"

using namespace icmpwire;

namespace {

HANDLE open_on(const char* spec, IpVersion version) {
  return guarded(INVALID_HANDLE_VALUE, [=] {
    return open_icmp_handle(spec == nullptr ? shared_engine() : open_engine(spec), version);
  });
}

// The handle's object, for a call that may wait; empty, with the last error.
std::shared_ptr<IcmpHandle> handle_to_use(HANDLE handle) {
  if (!may_wait()) return nullptr;
  auto object = icmp_handle(handle);
  if (!object) set_last_error(ERROR_INVALID_HANDLE);
  return object;
}

}  // namespace

HANDLE IcmpwireCreateFile(const char* spec) { return open_on(spec, IpVersion::v4); }
HANDLE Icmpwire6CreateFile(const char* spec) { return open_on(spec, IpVersion::v6); }

BOOL IcmpwireCloseHandle(HANDLE handle, DWORD flags) {
  if ((flags & ~ICMPWIRE_DETACH) != 0) return failed(ERROR_INVALID_PARAMETER);
  const auto object = handle_to_use(handle);
  if (!object) return FALSE;
  if ((flags & ICMPWIRE_DETACH) != 0) object->engine().cancel(object->requests());
  const bool closed = handles().close<IcmpHandle>(reinterpret_cast<HandleTable::Value>(handle));
  return closed ? TRUE : failed(ERROR_INVALID_HANDLE);
}

void icmpwire_shutdown(void) {
  if (may_wait()) close_shared_engines();
}

BOOL icmpwire_get_counters(HANDLE handle, icmpwire_counters* counters) {
  const auto object = handle_to_use(handle);
  if (!object) return FALSE;
  const Exchange::Counters counted = object->engine().counters();
  icmpwire_counters filled{};
  filled.answered = counted.answered;
  filled.timed_out = counted.timed_out;
  filled.not_sent = counted.not_sent;
  filled.cancelled = counted.cancelled;
  filled.duplicate = counted.duplicate;
  filled.late = counted.late;
  filled.bad_checksum = counted.bad_checksum;
  filled.unmatched = counted.unmatched;
  filled.malformed = counted.malformed;
  filled.dropped = object->engine().wire().dropped();
  return fill_in(counters, filled) ? TRUE : failed(ERROR_INVALID_PARAMETER);
}

int icmpwire_descriptor(HANDLE handle) {
  return guarded(-1, [&] {
    const auto object = handle_to_use(handle);
    if (!object) return -1;
    const auto descriptor = object->engine().make_pollable(object->requests());
    if (descriptor && *descriptor >= 0) return *descriptor;
    set_last_error(IP_NO_RESOURCES);
    return -1;
  });
}

int icmpwire_poll(HANDLE handle) {
  return guarded(-1, [&] {
    const auto object = handle_to_use(handle);
    if (!object) return -1;
    const auto ended = object->engine().poll(object->requests());
    if (ended) return static_cast<int>(*ended);
    set_last_error(ERROR_INVALID_PARAMETER);
    return -1;
  });
}

BOOL icmpwire_trace(HANDLE handle, icmpwire_trace_function function, void* context) {
  return guarded(BOOL{FALSE}, [&]() -> BOOL {
    const auto object = handle_to_use(handle);
    if (!object) return FALSE;
    Traces::Function tell;
    if (function != nullptr) {
      const auto epoch = object->engine().wire().epoch();
      tell = [=](const Frame& frame) {
        icmpwire_frame told{};
        describe_frame(frame, epoch, told);
        function(context, &told);
      };
    }
    object->engine().traces().set(object.get(), std::move(tell));
    return TRUE;
  });
}
