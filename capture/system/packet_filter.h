// Filters in the kernel that know what libpcap's language cannot say: whose frame it is, and which way it
// goes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace icmpwire {

// What sockets that injected frames are known by (SO_MARK): "icmp".
inline constexpr std::uint32_t departure_mark = 0x69636d70;

// Has what the socket sends marked. False where we may not (CAP_NET_RAW; before Linux 5.17 CAP_NET_ADMIN).
bool mark_departures(int socket);

// An instruction of a packet filter, as BPF and libpcap have them.
struct FilterStep {
  std::uint16_t code;
  std::uint8_t if_true, if_false;  // how many steps to pass over
  std::uint32_t operand;
};

// The filter behind one that takes what was marked as it left, whatever it is, and nothing else that left. A
// loopback device gives each frame twice: there the copy that comes in is taken.
std::vector<FilterStep> with_departures(std::span<const FilterStep> filter, bool loopback);

// Has the kernel give the packet socket what the filter takes; until then `nothing` is in force. 0, or the
// errno.
int attach_filter(int packet_socket, std::span<const FilterStep> filter);
int attach_nothing(int packet_socket);

}  // namespace icmpwire
