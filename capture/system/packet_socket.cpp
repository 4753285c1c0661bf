#include "capture/system/packet_socket.h"

#include <linux/if_packet.h>
#include <sys/socket.h>

namespace icmpwire {

void ignore_outgoing(int packet_socket) {
  const int on = 1;
  setsockopt(packet_socket, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on);
}

}  // namespace icmpwire
