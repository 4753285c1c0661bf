// What the checks write into, and the checks themselves, one a kind of layer.
#pragma once

#include <string>
#include <vector>

#include "packet/check.h"
#include "packet/ipv4.h"
#include "packet/ipv6.h"

namespace icmpwire {

class Findings {
 public:
  explicit Findings(const Dissection& packet) : packet_(packet) {}

  // At the field of the layer's table, or nowhere where the packet ends before it.
  void add(const Layer& layer, std::string_view field, std::string rule, std::string_view source);
  // At octets of the packet; where they lie beyond its end, at its last one.
  void add_at(std::size_t at, std::size_t length, std::string field, std::string rule,
              std::string_view source);

  const Dissection& packet() const { return packet_; }
  std::vector<Finding> take();  // in the order of the octets

 private:
  const Dissection& packet_;
  std::vector<Finding> findings_;
};

inline bool is_whole(const Layer& layer) { return layer.length >= layer.layout->octets; }
inline bool is_quoted(const Layer& layer) { return layer.depth > 0; }

// A datagram as far as it is there; its header must be whole.
struct FoundDatagram {
  Ipv4Header header;
  Bytes octets;         // up to its end, whatever is padded behind it
  Bytes header_octets;  // as many as the IHL says, or as there are
  bool header_whole;    // the IHL is possible and its octets are there
  bool whole;           // so are those of the total length
};
FoundDatagram datagram_at(const Dissection& packet, const Layer& ip);

// The IPv6 datagram whose headers or message the layer is one of; nullopt where it is not whole, or is IPv4.
std::optional<Ipv6Datagram> ipv6_around(const Dissection& packet, const Layer& layer);

std::string hex_text(std::uint16_t value);

// Each looks at layers of its kind and passes over all others.
void check_ipv4(Findings& findings, const Layer& layer);
void check_options(Findings& findings, const Layer& layer);
void check_icmp(Findings& findings, const Layer& layer);
void check_ipv6(Findings& findings, const Layer& layer);
void check_icmpv6(Findings& findings, const Layer& layer);
void check_extension(Findings& findings, const Layer& layer);

}  // namespace icmpwire
