#include "capture/frame_counts.h"

#include <algorithm>
#include <numeric>

#include "capture/link.h"

namespace icmpwire {
namespace {

constexpr std::array<std::string_view, tunnel_count> tunnel_names = {
    "IP-in-IP", "IPv6-in-IP", "GRE", "ESP", "AH", "VXLAN", "Geneve", "GTP-U", "MPLS"};

// IANA's protocol numbers.
std::optional<Tunnel> tunnel_of_protocol(Protocol protocol) {
  switch (static_cast<std::uint8_t>(protocol)) {
    case 4:
      return Tunnel::ip_in_ip;
    case 41:
      return Tunnel::ipv6_in_ip;
    case 47:
      return Tunnel::gre;
    case 50:
      return Tunnel::esp;
    case 51:
      return Tunnel::ah;
    case 137:
      return Tunnel::mpls;
    default:
      return std::nullopt;
  }
}

// RFC 7348, RFC 8926, 3GPP TS 29.281, RFC 7510: the destination's port says it.
std::optional<Tunnel> tunnel_of_port(std::uint16_t port) {
  switch (port) {
    case 4789:
    case 8472:  // Linux' own, from before the RFC
      return Tunnel::vxlan;
    case 6081:
      return Tunnel::geneve;
    case 2152:
      return Tunnel::gtp_u;
    case 6635:
      return Tunnel::mpls;
    default:
      return std::nullopt;
  }
}

std::optional<Tunnel> tunnel_in(const IpDatagram& datagram) {
  if (datagram.protocol != Protocol::udp) return tunnel_of_protocol(datagram.protocol);
  if (datagram.fragment_offset != 0 || datagram.payload.size() < 4) return std::nullopt;
  return tunnel_of_port(read_u16(datagram.payload, 2));
}

void append(std::string& text, std::uint64_t count, const std::string& what) {
  if (count == 0) return;
  if (!text.empty()) text += ", ";
  text += std::to_string(count) + " " + what;
}

}  // namespace

std::string_view to_text(Tunnel tunnel) { return tunnel_names[static_cast<std::size_t>(tunnel)]; }

std::uint64_t FrameCounts::tunnelled() const {
  return std::accumulate(tunnels.begin(), tunnels.end(), std::uint64_t{0});
}

std::uint64_t FrameCounts::on_other_links() const {
  return std::accumulate(other_links.begin(), other_links.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const auto& link) { return sum + link.second; });
}

std::optional<Bytes> FrameCounts::take_frame(const CapturedPacket& packet) {
  ++frames;
  if (packet.original_length > packet.octets.size()) ++cut;
  const FrameContent content = frame_content(packet.octets, packet.link);
  switch (content.kind) {
    case FrameContent::Kind::ip:
      return packet.octets.subspan(content.datagram_at);
    case FrameContent::Kind::unknown_link:
      ++other_links[packet.link_number];
      break;
    case FrameContent::Kind::mpls:
      ++tunnels[static_cast<std::size_t>(Tunnel::mpls)];
      break;
    case FrameContent::Kind::other:
      ++not_ip;
      break;
    case FrameContent::Kind::cut:
      ++malformed;
      break;
  }
  return std::nullopt;
}

bool FrameCounts::take_datagram(const Parsed<IpDatagram>& datagram) {
  if (!datagram) {
    ++malformed;
    return false;
  }
  if (datagram->is_icmp()) {
    ++icmp;
    return true;
  }
  const auto tunnel = tunnel_in(*datagram);
  ++(tunnel ? tunnels[static_cast<std::size_t>(*tunnel)] : other_protocols);
  return false;
}

std::string link_name(std::uint32_t link_number) {
  struct Named {
    std::uint32_t number;
    std::string_view name;
  };
  constexpr Named named[] = {
      {6, "IEEE802_5 (Token Ring)"},
      {7, "ARCNET_BSD"},
      {8, "SLIP"},
      {10, "FDDI"},
      {104, "C_HDLC"},
      {105, "IEEE802_11"},
      {107, "FRELAY"},
      {119, "IEEE802_11_PRISM"},
      {127, "IEEE802_11_RADIOTAP"},
      {129, "ARCNET_LINUX"},
      {138, "APPLE_IP_OVER_IEEE1394"},
      {147, "USER0"},
      {163, "IEEE802_11_AVS"},
      {187, "BLUETOOTH_HCI_H4"},
      {189, "USB_LINUX"},
      {195, "IEEE802_15_4"},
      {220, "USB_LINUX_MMAPPED"},
      {226, "IPNET"},
      {239, "NFLOG"},
      {242, "IPOIB"},
      {247, "INFINIBAND"},
      {252, "WIRESHARK_UPPER_PDU"},
      {253, "NETLINK"},
  };
  const auto found = std::find_if(std::begin(named), std::end(named),
                                  [&](const Named& link) { return link.number == link_number; });
  if (found != std::end(named)) return std::string(found->name);
  return "link type " + std::to_string(link_number);
}

std::string passed_over_text(const FrameCounts& counts) {
  std::string text;
  for (const auto& [number, count] : counts.other_links) {
    append(text, count, (count == 1 ? "frame of " : "frames of ") + link_name(number));
  }
  for (std::size_t i = 0; i < tunnel_count; ++i) {
    append(
        text, counts.tunnels[i],
        std::string(tunnel_names[i]) + (counts.tunnels[i] == 1 ? " tunnel datagram" : " tunnel datagrams"));
  }
  return text;
}

}  // namespace icmpwire
