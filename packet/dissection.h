// A packet as a flat list of layers, as far as it can be read.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "packet/layout.h"
#include "packet/link_type.h"

namespace icmpwire {

// One header, option, slot, or run of octets. Layers of a depth follow each other; deeper ones lie inside.
struct Layer {
  const Layout* layout;
  std::uint32_t offset;  // from the start of the packet
  std::uint32_t
      length;  // octets; more than layout->octets where layers lie inside, less where its end is missing
  std::uint8_t depth;  // 0 the outermost; options lie one below their header, a quote one below its error
  bool part = false;   // a piece of the layer around it, drawn with it: an option, a slot, its padding
};

// Every octet of the packet belongs to the deepest layer that covers it: to one of its fields, or, where its
// layout has no fields, to its run of octets. A layer holds whole fields only.
struct Dissection {
  Bytes octets;  // the packet; somebody else's
  std::vector<Layer> layers;
  std::optional<Malformed>
      stopped;  // why and where reading ended early; `at` counts from the start of the packet

  Bytes octets_of(const Layer& layer) const { return octets.subspan(layer.offset, layer.length); }
};

// Reads whatever the octets are; wrong values are values, and what cannot be read is not understood.
Dissection dissect(Bytes octets, LinkType link);

// Layouts of runs without fields: nothing but octets.
extern const Layout payload_layout;            // what the last header carries
extern const Layout fragment_layout;           // what a fragment carries that is not the first one
extern const Layout option_data_layout;        // behind the type and length of an option without a table
extern const Layout later_option_data_layout;  // behind what a table says of an IPv6 or discovery option
extern const Layout routing_data_layout;       // behind the first four octets of an IPv6 routing header
extern const Layout tag_value_layout;          // behind the type and length of a PPPoE tag
extern const Layout integrity_value_layout;    // at the end of an authentication header
extern const Layout object_data_layout;        // the contents of an ICMP extension object without a table
extern const Layout interface_name_layout;     // of an interface in an ICMP extension
extern const Layout record_data_layout;        // behind the sources of a multicast address record
extern const Layout padding_layout;            // behind End of Option List, a quote or the datagram
extern const Layout not_understood_layout;     // where reading stopped

}  // namespace icmpwire
