#include "capture/system/frame_sender.h"

#include <linux/if_packet.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "capture/system/error.h"
#include "capture/system/packet_filter.h"
#include "capture/system/wait_set.h"

namespace icmpwire {

Result<FrameSender> FrameSender::open() {
  constexpr int no_protocol = 0;  // receives nothing
  Descriptor socket(::socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, no_protocol));
  if (!socket) return system_failure("open", "a packet socket", errno);
  if (!mark_departures(socket.number())) return system_failure("mark what is sent by", "a socket", errno);
  return FrameSender(std::move(socket));
}

int FrameSender::send(std::uint32_t device, Bytes frame, Nanos patience) const {
  sockaddr_ll address{};
  address.sll_family = AF_PACKET;
  address.sll_ifindex = static_cast<int>(device);
  for (bool was_down = false;;) {
    if (sendto(socket_.number(), frame.data(), frame.size(), 0, reinterpret_cast<const sockaddr*>(&address),
               sizeof address) >= 0) {
      return 0;
    }
    const int error = errno;
    const bool again = error == ENETDOWN ? !std::exchange(was_down, true)
                                         : error == EAGAIN && wait_until_writable(socket_.number(), patience);
    if (!again) return error;
  }
}

}  // namespace icmpwire
