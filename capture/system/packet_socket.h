// What libpcap does not ask of the packet socket under its handle.
#pragma once

namespace icmpwire {

// Has the kernel give no copies of what this machine itself sends (Linux 4.20). Elsewhere nothing happens:
// they are passed over by who reads.
void ignore_outgoing(int packet_socket);

// Whether the socket's device is still there; one made anew under its name or number is another.
bool has_device(int packet_socket);

}  // namespace icmpwire
