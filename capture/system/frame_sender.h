// Frames put on any device by a socket that receives nothing.
#pragma once

#include <cstdint>

#include "capture/system/descriptor.h"
#include "packet/bytes.h"
#include "packet/result.h"
#include "packet/time.h"

namespace icmpwire {

// Thread-safe. What it sends is marked as a departure (packet_filter.h).
class FrameSender {
 public:
  // Reason::no_privilege.
  static Result<FrameSender> open();

  // Octets as they are, link header included, waiting for room at most `patience`. 0, or the errno.
  int send(std::uint32_t device, Bytes frame, Nanos patience) const;

 private:
  explicit FrameSender(Descriptor socket) : socket_(std::move(socket)) {}
  Descriptor socket_;
};

}  // namespace icmpwire
