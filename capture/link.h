// Link headers around a datagram: finding it in a captured frame, and wrapping it for injection.
#pragma once

#include <cstdint>
#include <optional>

#include "packet/address.h"
#include "packet/bytes.h"
#include "packet/link_type.h"
#include "packet/result.h"

namespace icmpwire {

// What a frame carries. VLAN tags (802.1Q, QinQ) are passed over, as are the headers of PPP and PPPoE.
struct FrameContent {
  enum class Kind : std::uint8_t {
    ip,
    mpls,
    other,         // ARP, ...
    cut,           // it ends within its link header, or with it
    unknown_link,  // of a link type that is not read
  } kind = Kind::other;
  std::uint32_t datagram_at = 0;  // of `ip`
};
FrameContent frame_content(Bytes frame, LinkType link);

// Where a frame's IP datagram begins. nullopt: the frame carries something else (ARP, ...) or is cut before
// it. VLAN tags (802.1Q, QinQ) are passed over.
std::optional<std::uint32_t> datagram_offset(Bytes frame, LinkType link);

// What a sender writes in front of a datagram; raw links need neither address.
struct LinkAddresses {
  MacAddress source;
  MacAddress destination;
};

// Octets of the link header for a datagram of the IP version; 0 for raw links. Failure (device_cannot_inject)
// for cooked ones.
Result<std::size_t> link_header_size(LinkType link);

// Writes the header into the front of `out`, which has room for link_header_size(link).
void write_link_header(LinkType link, const LinkAddresses& addresses, bool is_v4, MutableBytes out);

}  // namespace icmpwire
