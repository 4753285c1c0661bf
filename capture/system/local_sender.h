// Datagrams to addresses of this machine itself, through its own internet layer.
#pragma once

#include "capture/system/descriptor.h"
#include "packet/address.h"
#include "packet/result.h"

namespace icmpwire {

// Thread-safe.
class LocalSender {
 public:
  // Reason::no_privilege. What a marked one sends is known as a departure (packet_filter.h).
  static Result<LocalSender> open(bool marked = false);

  // Gives the datagram, headers and all, to the kernel, which repairs IPv4 headers as repair_as_kernel()
  // says.
  Result<void> send(Bytes datagram, const IpAddress& to) const;

 private:
  LocalSender(Descriptor v4, Descriptor v6) : v4_(std::move(v4)), v6_(std::move(v6)) {}
  Descriptor v4_;
  Descriptor v6_;  // none where the system has no IPv6
};

// What the kernel makes of an IPv4 datagram that it is given: total length and checksum are computed, a
// source of zero is filled in (raw(7)). An identification of zero is replaced too, by one that we cannot
// know: it stays zero here.
void repair_as_kernel(MutableBytes datagram, const Ipv4Address& source);

}  // namespace icmpwire
