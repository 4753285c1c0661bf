#include "capture/sent_frame.h"

namespace icmpwire {

Frame sent_frame(const Frame& given, const Device& device, Nanos at) {
  thread_local Octets octets;
  octets.assign(given.octets.begin(), given.octets.end());
  Frame frame;
  frame.octets = octets;
  frame.link = given.link;
  frame.datagram_at = given.datagram_at;
  frame.original_length = static_cast<std::uint32_t>(octets.size());
  frame.device = device;
  frame.at = at;
  frame.direction = Direction::outbound;
  return frame;
}

Frame bare_frame(Bytes datagram) {
  Frame frame;
  frame.octets = datagram;
  frame.original_length = static_cast<std::uint32_t>(datagram.size());
  return frame;
}

Result<Frame> Wire::framed(Bytes datagram, const Route& route) {
  Frame frame = bare_frame(datagram);
  frame.device = route.device;
  frame.at = now();
  frame.direction = Direction::outbound;
  return frame;
}

}  // namespace icmpwire
