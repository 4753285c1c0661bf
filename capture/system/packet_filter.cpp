#include "capture/system/packet_filter.h"

#include <linux/filter.h>
#include <linux/if_packet.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <iterator>

namespace icmpwire {
namespace {

constexpr FilterStep load(std::uint32_t ancillary) {
  return {BPF_LD | BPF_W | BPF_ABS, 0, 0, static_cast<std::uint32_t>(SKF_AD_OFF) + ancillary};
}
// Passes over the next step unless the loaded value is this.
constexpr FilterStep is_it(std::uint32_t value) { return {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, value}; }
constexpr FilterStep take(std::uint32_t octets) { return {BPF_RET | BPF_K, 0, 0, octets}; }

constexpr std::uint32_t whole = 0x40000;  // more than any frame has

}  // namespace

bool mark_departures(int socket) {
  return setsockopt(socket, SOL_SOCKET, SO_MARK, &departure_mark, sizeof departure_mark) == 0;
}

std::vector<FilterStep> with_departures(std::span<const FilterStep> filter, bool loopback) {
  const FilterStep marked[] = {load(SKF_AD_MARK), is_it(departure_mark), take(whole)};
  const FilterStep others[] = {load(SKF_AD_PKTTYPE), is_it(PACKET_OUTGOING), take(0)};
  std::vector<FilterStep> steps;
  const auto append = [&](std::span<const FilterStep> more) {
    std::copy(more.begin(), more.end(), std::back_inserter(steps));
  };
  if (loopback) append(others);
  append(marked);
  if (!loopback) append(others);
  append(filter);
  return steps;
}

int attach_filter(int packet_socket, std::span<const FilterStep> filter) {
  std::vector<sock_filter> steps;
  for (const FilterStep& step : filter) {
    steps.push_back({step.code, step.if_true, step.if_false, step.operand});
  }
  const sock_fprog program{static_cast<unsigned short>(steps.size()), steps.data()};
  return setsockopt(packet_socket, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0 ? 0 : errno;
}

int attach_nothing(int packet_socket) {
  const FilterStep nothing = take(0);
  return attach_filter(packet_socket, {&nothing, 1});
}

}  // namespace icmpwire
