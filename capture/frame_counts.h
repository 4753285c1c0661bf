// What the frames of a capture turned out to be: every one is counted once, none is lost silently.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "capture/capture_file.h"
#include "packet/ip.h"

namespace icmpwire {

// Datagrams in datagrams: what they carry is not looked at.
enum class Tunnel : std::uint8_t { ip_in_ip, ipv6_in_ip, gre, esp, ah, vxlan, geneve, gtp_u, mpls };
inline constexpr std::size_t tunnel_count = 9;
std::string_view to_text(Tunnel tunnel);  // "VXLAN"

struct FrameCounts {
  std::uint64_t frames = 0;  // of the capture; the sum of all that follow but `cut`
  std::uint64_t icmp = 0;    // given to the caller
  std::uint64_t other_protocols = 0;
  std::uint64_t not_ip = 0;
  std::uint64_t malformed = 0;  // no IP header can be read, or it is cut
  std::array<std::uint64_t, tunnel_count> tunnels{};
  std::map<std::uint32_t, std::uint64_t> other_links;  // by the registry's number

  std::uint64_t cut = 0;  // frames of which the capture holds the beginning only

  std::uint64_t tunnelled() const;
  std::uint64_t on_other_links() const;

  // Counts the frame. The octets of its IP datagram, which is to be given to take_datagram; nullopt where
  // there is none.
  std::optional<Bytes> take_frame(const CapturedPacket& packet);
  // True where it carries ICMP.
  bool take_datagram(const Parsed<IpDatagram>& datagram);
};

// A link type's name by the registry's number, also of those that are not read: "C_HDLC"; "link type 300".
std::string link_name(std::uint32_t link_number);

// What was passed over, for people: "15 frames of link type ARCNET_LINUX, 3 VXLAN tunnel datagrams"; empty
// where everything was IP without tunnels.
std::string passed_over_text(const FrameCounts& counts);

}  // namespace icmpwire
