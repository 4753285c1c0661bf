// What this process may do to the network, and how it can be given what it lacks.
#pragma once

#include <cstdint>
#include <string>

#include "packet/result.h"

namespace icmpwire {

struct Privileges {
  std::uint32_t user = 0;       // effective user id
  bool raw_packets = false;     // CAP_NET_RAW: capture and injection
  bool administration = false;  // CAP_NET_ADMIN: the kernel resolves neighbours for us
};

// Of the calling thread.
Privileges privileges();

std::string program_path();  // of the running program; empty where it cannot be told

// The failure of an operation for want of CAP_NET_RAW.
Failure no_raw_packets(std::string operation, std::string object);

}  // namespace icmpwire
