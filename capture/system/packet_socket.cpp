#include "capture/system/packet_socket.h"

#include <linux/if_packet.h>
#include <sys/socket.h>

namespace icmpwire {

void ignore_outgoing(int packet_socket) {
  const int on = 1;
  setsockopt(packet_socket, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on);
}

bool has_device(int packet_socket) {
  sockaddr_ll address{};
  socklen_t size = sizeof address;
  const int status = getsockname(packet_socket, reinterpret_cast<sockaddr*>(&address), &size);
  return status == 0 && address.sll_ifindex > 0;
}

}  // namespace icmpwire
