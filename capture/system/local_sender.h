// Datagrams to addresses of this machine itself, through its own internet layer.
#pragma once

#include "capture/system/descriptor.h"
#include "packet/address.h"
#include "packet/result.h"

namespace icmpwire {

// Thread-safe.
class LocalSender {
 public:
  // Reason::no_privilege.
  static Result<LocalSender> open();

  // Gives the datagram, headers and all, to the kernel, which repairs what as_repaired() says.
  Result<void> send(Bytes datagram, const Ipv4Address& to) const;

 private:
  explicit LocalSender(Descriptor socket) : socket_(std::move(socket)) {}
  Descriptor socket_;
};

// What the kernel makes of a datagram that it is given: total length and checksum are computed, a source of
// zero is filled in (raw(7)). An identification of zero is replaced too, by one that we cannot know: it stays
// zero here.
void repair_as_kernel(MutableBytes datagram, const Ipv4Address& source);

}  // namespace icmpwire
