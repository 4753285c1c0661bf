// A TUN device as a port: a device of this machine, without link headers, whose other end is this process.
#pragma once

#include <memory>
#include <string>

#include "capture/port.h"

namespace icmpwire {

// Makes the device and brings it up; it is gone with the port, and with the process however that ends. A
// device of the name that is there already and is a persistent TUN one is used, and stays.
// Reason::no_privilege without CAP_NET_ADMIN, no_such_file where the system has no /dev/net/tun.
Result<std::unique_ptr<Port>> open_tun_port(const std::string& name, const PortAddresses& addresses);

}  // namespace icmpwire
