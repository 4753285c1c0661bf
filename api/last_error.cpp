#include "api/last_error.h"

#include <icmpwire.h>

#include "api/status.h"

namespace {

thread_local DWORD last_error = 0;
thread_local std::string failure_text;

}  // namespace

namespace icmpwire {

void set_last_error(DWORD error) { last_error = error; }

BOOL failed(DWORD error) {
  set_last_error(error);
  return FALSE;
}

void set_last_error(const Failure& failure) {
  failure_text = to_text(failure);
  last_error = error_of_failure(failure.reason);
}

}  // namespace icmpwire

DWORD GetLastError(void) { return last_error; }

void SetLastError(DWORD error) { last_error = error; }

const char* IcmpwireFailureText(void) { return failure_text.c_str(); }
