#include "capture/system/ethernet_port.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <map>
#include <mutex>

#include "capture/link.h"
#include "capture/live_frames.h"
#include "capture/neighbour_replies.h"
#include "capture/query_name.h"
#include "capture/system/descriptor.h"
#include "capture/system/error.h"
#include "capture/system/packet_socket.h"
#include "capture/system/privileges.h"
#include "packet/ethernet.h"

namespace icmpwire {
namespace {

// No device's own (it is locally administered), so that the kernel takes frames to it for somebody else's.
constexpr MacAddress station{{0x02, 'i', 'c', 'm', 'p', 0x01}};

class EthernetPort final : public Port {
 public:
  EthernetPort(Descriptor socket, std::string name, std::function<bool(const IpAddress&)> has_host)
      : socket_(std::move(socket)), name_(std::move(name)), has_host_(std::move(has_host)) {}

  int descriptor() const override { return socket_.number(); }
  Result<std::optional<Bytes>> read() override;
  Result<void> write(Bytes datagram) override;

 private:
  Result<void> send(Bytes frame);
  void learn(Bytes frame, Bytes datagram);
  std::optional<MacAddress> station_of(Bytes datagram);

  static constexpr std::size_t most_stations = 4096;
  Descriptor socket_;
  const std::string name_;
  const std::function<bool(const IpAddress&)> has_host_;
  std::mutex mutex_;  // of the stations, of which one thread learns and the other asks
  std::map<IpAddress, MacAddress> stations_;
  Octets frame_;
  std::array<std::uint8_t, 65536> octets_{};
};

// Questions for link addresses are answered here and never seen by the caller.
Result<std::optional<Bytes>> EthernetPort::read() {
  for (;;) {
    const ssize_t size = recv(socket_.number(), octets_.data(), octets_.size(), 0);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return std::nullopt;
    if (size < 0) return system_failure("read from the device", name_, errno);
    const Bytes frame = Bytes(octets_).first(static_cast<std::size_t>(size));
    if (const auto question = read_neighbour_question(frame)) {
      if (has_host_(question->wanted)) {
        if (Result<void> sent = send(neighbour_reply(*question, station)); !sent)
          return tl::unexpected(std::move(sent).error());
      }
      continue;
    }
    const auto at = datagram_offset(frame, LinkType::ethernet);
    if (!at) continue;
    learn(frame, frame.subspan(*at));
    return frame.subspan(*at);
  }
}

Result<void> EthernetPort::write(Bytes datagram) {
  const auto to = station_of(datagram);
  const auto read = parse_quoted_ip(datagram);
  if (!to || !read) return system_failure("find the station on the device", name_, EHOSTUNREACH);
  return send(frame_datagram(datagram, read->is_v4(), LinkType::ethernet, {station, *to}, frame_));
}

Result<void> EthernetPort::send(Bytes frame) {
  if (::send(socket_.number(), frame.data(), frame.size(), 0) >= 0) return {};
  return system_failure("write to the device", name_, errno);
}

// Who sent it will be sent the answer.
void EthernetPort::learn(Bytes frame, Bytes datagram) {
  const auto header = decode<EthernetHeader>(frame);
  const auto read = parse_quoted_ip(datagram);
  if (!header || !read) return;
  const std::lock_guard lock(mutex_);
  if (stations_.size() >= most_stations) stations_.clear();
  stations_[read->source] = header->source;
}

std::optional<MacAddress> EthernetPort::station_of(Bytes datagram) {
  const auto read = parse_quoted_ip(datagram);
  if (!read) return std::nullopt;
  const std::lock_guard lock(mutex_);
  const auto found = stations_.find(read->destination);
  if (found == stations_.end()) return std::nullopt;
  return found->second;
}

tl::unexpected<Failure> cannot_attach(const std::string& name, int error) {
  if (error == EPERM) return tl::unexpected(no_raw_packets("attach to the device", name));
  return system_failure("attach to the device", name, error);
}

}  // namespace

Result<std::unique_ptr<Port>> open_ethernet_port(const std::string& name,
                                                 std::function<bool(const IpAddress&)> has_host) {
  const unsigned index = if_nametoindex(name.c_str());
  if (index == 0) return cannot_attach(name, ENODEV);
  Descriptor socket(::socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) return cannot_attach(name, errno);
  ignore_outgoing(socket.number());
  packet_mreq all{};
  all.mr_ifindex = static_cast<int>(index);
  all.mr_type = PACKET_MR_PROMISC;  // our station is none of the device's
  sockaddr_ll address{};
  address.sll_family = AF_PACKET;
  address.sll_protocol = htons(ETH_P_ALL);
  address.sll_ifindex = static_cast<int>(index);
  if (setsockopt(socket.number(), SOL_PACKET, PACKET_ADD_MEMBERSHIP, &all, sizeof all) != 0 ||
      bind(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return cannot_attach(name, errno);
  }
  return std::make_unique<EthernetPort>(std::move(socket), name, std::move(has_host));
}

}  // namespace icmpwire
