// An Ethernet device as a port: hosts that are not there seem to stand at its other end.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "capture/port.h"
#include "packet/address.h"

namespace icmpwire {

// Attaches to a device that exists and is up: the far end of a veth pair, or a port with a cable in it. Those
// who ask there for the link address of a host are answered where `has_host` says that it exists; it is
// called by the thread that reads. This machine's own network does not take in what is for these hosts.
// Reason::no_privilege without CAP_NET_RAW, no_such_device.
Result<std::unique_ptr<Port>> open_ethernet_port(const std::string& name,
                                                 std::function<bool(const IpAddress&)> has_host);

}  // namespace icmpwire
