#include "cli/text_packet.h"

namespace icmpwire::cli {

std::string_view direction_text(Direction direction) {
  return direction == Direction::inbound ? "inbound" : "outbound";
}

Value<Direction> parse_direction(std::string_view text) {
  for (const Direction direction : {Direction::inbound, Direction::outbound}) {
    if (text == direction_text(direction)) return direction;
  }
  return tl::unexpected("'" + std::string(text) + "' is neither inbound nor outbound");
}

bool says_interface(const CapturedPacket& packet) {
  return packet.interface != 0 || !packet.interface_name.empty();
}

}  // namespace icmpwire::cli
