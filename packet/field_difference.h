// In which fields two packets differ, by the names of the field tables.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "packet/dissection.h"

namespace icmpwire {

inline constexpr std::string_view nothing_there = "nothing";

struct FieldDifference {
  // "ip.ttl", "payload"; of what an option holds several times, with its number: "record_route[2].address".
  std::string field;
  std::uint32_t at = 0;        // the octet where it begins in the packet before
  std::string before, after;   // the values as people read them; `nothing_there` where there is none
  std::uint32_t after_at = 0;  // the octet where it begins in the packet after
  std::uint32_t length = 1;    // octets concerned
};

// Layers of one depth that follow each other, with what lies inside them.
struct PacketPart {
  const Dissection* packet;  // must outlive the part
  std::span<const Layer> layers;
};

PacketPart whole_packet(const Dissection& packet);
// The outermost IP datagram; empty where there is none.
PacketPart datagram_part(const Dissection& packet);
// The datagram that the packet, an ICMP error, quotes, without what pads it or follows it; empty where it is
// none.
PacketPart quoted_part(const Dissection& packet);

enum class Extent : std::uint8_t {
  whole,  // what only one of both has is a difference
  cut,    // one may end sooner, as a quote does
};

// Header by header, option by option, slot by slot, in the order of the packet before. What was taken away,
// added or overwritten is one difference, and what follows it is compared nevertheless. Empty where the
// octets are the same. Both sides have link headers or none.
std::vector<FieldDifference> differences(const PacketPart& before, const PacketPart& after,
                                         Extent extent = Extent::whole);
std::vector<FieldDifference> differences(Bytes before, Bytes after, LinkType link);

// "ip.checksum 0x1234 -> 0x5c2e"
std::string to_text(const FieldDifference& difference);

// "ip.ttl (64, here 63), payload (octet 9: 61, here 62)"
std::string to_text(const std::vector<FieldDifference>& differences);

}  // namespace icmpwire
