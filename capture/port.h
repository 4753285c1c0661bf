// A way in and out of this machine's own network: where other programs' datagrams come from and go to.
#pragma once

#include <optional>
#include <vector>

#include "packet/address.h"
#include "packet/bytes.h"
#include "packet/result.h"

namespace icmpwire {

// An address with the bits of its network; or the network alone.
struct AddressPrefix {
  IpAddress address;
  std::uint8_t length = 0;
};

// What the device is given: addresses, whose networks then lie behind it, and other networks behind it.
struct PortAddresses {
  std::vector<AddressPrefix> own;
  std::vector<AddressPrefix> networks;
};

// One thread reads, another may write.
class Port {
 public:
  virtual ~Port() = default;

  // Readable (poll) when `read` would find something.
  virtual int descriptor() const = 0;

  // What a program sent, if anything is there; without waiting. It is an IP datagram, or whatever else the
  // device carries. Valid until the next call.
  virtual Result<std::optional<Bytes>> read() = 0;

  // Gives a datagram to whom it is for on this machine.
  virtual Result<void> write(Bytes datagram) = 0;
};

}  // namespace icmpwire
