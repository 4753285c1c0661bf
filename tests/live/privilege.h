// Capabilities taken away from one thread.
#pragma once

#include <linux/capability.h>

namespace icmpwire::live {

// The calling thread does without it (CAP_NET_RAW, ...) until it ends.
void drop_capability(unsigned capability);

}  // namespace icmpwire::live
