// The calling thread's last error, as GetLastError gives it, and its explanation.
#pragma once

#include <icmpapi.h>

#include "packet/result.h"

namespace icmpwire {

void set_last_error(DWORD error);
BOOL failed(DWORD error);  // sets it, and gives FALSE

// The last error from a failure, which is kept as text for IcmpwireFailureText.
void set_last_error(const Failure& failure);

}  // namespace icmpwire
