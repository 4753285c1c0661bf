#include "capture/system/local_sender.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "capture/system/error.h"
#include "packet/checksum.h"
#include "packet/ipv4.h"

namespace icmpwire {

Result<LocalSender> LocalSender::open() {
  // IPPROTO_RAW implies IP_HDRINCL and receives nothing.
  Descriptor socket(::socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW));
  if (!socket) return system_failure("open", "a raw socket", errno);
  return LocalSender(std::move(socket));
}

Result<void> LocalSender::send(Bytes datagram, const Ipv4Address& to) const {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  std::memcpy(&address.sin_addr, to.octets.data(), to.octets.size());
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  const ssize_t sent = sendto(socket_.number(), datagram.data(), datagram.size(), 0, generic, sizeof address);
  if (sent >= 0) return {};
  return system_failure("send to", to_text(to), errno);
}

void repair_as_kernel(MutableBytes datagram, const Ipv4Address& source) {
  constexpr std::size_t total_length_at = 2, checksum_at = 10, source_at = 12;
  if (datagram.size() < layout<Ipv4Header>.octets) return;
  const std::size_t header_size = std::size_t{datagram[0] & 0x0fU} * 4;
  if (header_size < layout<Ipv4Header>.octets || header_size > datagram.size()) return;
  write_u16(datagram, total_length_at, static_cast<std::uint16_t>(datagram.size()));
  if (read_u32(datagram, source_at) == 0) write_u32(datagram, source_at, source.value());
  write_u16(datagram, checksum_at, 0);
  write_u16(datagram, checksum_at, internet_checksum(datagram.first(header_size)));
}

}  // namespace icmpwire
