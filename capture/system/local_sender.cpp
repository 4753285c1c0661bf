#include "capture/system/local_sender.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "capture/system/error.h"
#include "capture/system/packet_filter.h"
#include "packet/checksum.h"
#include "packet/ipv4.h"

namespace icmpwire {

Result<LocalSender> LocalSender::open(bool marked) {
  // IPPROTO_RAW implies IP_HDRINCL and receives nothing.
  Descriptor v4(socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW));
  if (!v4) return system_failure("open", "a raw socket", errno);
  Descriptor v6(socket(AF_INET6, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW));
  if (!v6 && errno != EAFNOSUPPORT) return system_failure("open", "a raw socket", errno);
  for (const Descriptor* socket : {&v4, &v6}) {
    if (marked && *socket && !mark_departures(socket->number()))
      return system_failure("mark what is sent by", "a raw socket", errno);
  }
  return LocalSender(std::move(v4), std::move(v6));
}

Result<void> LocalSender::send(Bytes datagram, const IpAddress& to) const {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_scope_id = to.zone();
  void* octets = to.is_v4() ? static_cast<void*>(&v4.sin_addr) : &v6.sin6_addr;
  std::memcpy(octets, to.octets().data(), to.octets().size());
  const void* address = to.is_v4() ? static_cast<void*>(&v4) : &v6;
  const socklen_t size = to.is_v4() ? sizeof v4 : sizeof v6;
  const int socket = to.is_v4() ? v4_.number() : v6_.number();
  if (sendto(socket, datagram.data(), datagram.size(), 0, static_cast<const sockaddr*>(address), size) >= 0) {
    return {};
  }
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
