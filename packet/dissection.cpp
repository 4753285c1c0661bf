#include "packet/dissection.h"

#include <algorithm>

#include "packet/dissector.h"

namespace icmpwire {
namespace {

constexpr Layout run_of_octets(std::string_view name, std::string_view title, std::string_view purpose,
                               std::string_view source) {
  return {name, title, purpose, source, 0, {}};
}

// How many of the layout's octets are whole fields when there are `available` of them.
std::uint32_t whole_fields(const Layout& layout, std::uint32_t available) {
  std::uint32_t whole = 0;
  for (const FieldInfo& field : layout.fields) {
    const unsigned end = field.bit + unsigned{field.width};
    if (end % 8 == 0 && end / 8 <= available) whole = end / 8;
  }
  return whole;
}

}  // namespace

const Layout payload_layout = run_of_octets("payload", "Payload", "what the headers before it carry", "");
const Layout fragment_layout =
    run_of_octets("fragment", "Part of a Datagram",
                  "a further fragment of a datagram whose first fragment holds the headers", "RFC 791 3.2");
const Layout option_data_layout =
    run_of_octets("data", "Option Data", "what the option carries", "RFC 791 3.1");
const Layout later_option_data_layout = run_of_octets("data", "Option Data", "what the option carries", "");
const Layout routing_data_layout =
    run_of_octets("data", "Type-specific Data", "what the routing type says it is", "RFC 8200 4.4");
const Layout tag_value_layout = run_of_octets("value", "Tag Value", "what the tag says", "RFC 2516 4");
const Layout integrity_value_layout = run_of_octets("integrity_check_value", "Integrity Check Value",
                                                    "proof that nothing was changed", "RFC 4302 2.6");
const Layout object_data_layout =
    run_of_octets("data", "Object Data", "what the object carries", "RFC 4884 8");
const Layout interface_name_layout = run_of_octets(
    "name", "Name", "what the interface is called, in UTF-8, filled up with zeros", "RFC 5837 4.3");
const Layout record_data_layout =
    run_of_octets("data", "Auxiliary Data", "nobody has said yet what it is", "RFC 3810 5.2.10");
const Layout padding_layout =
    run_of_octets("padding", "Padding", "fills up to a length that is asked for; without meaning", "");
const Layout not_understood_layout =
    run_of_octets("not_understood", "Not Understood", "octets that could not be read", "");

bool Dissector::header(const Layout& layout, Stretch& stretch) {
  const std::uint32_t length = whole_fields(layout, stretch.size());
  if (length > 0) packet_.layers.push_back({&layout, stretch.at, length, stretch.depth, stretch.part});
  stretch.at += length;
  if (length == layout.octets) return true;
  run(not_understood_layout, stretch);
  return false;
}

void Dissector::run(const Layout& layout, const Stretch& stretch) {
  if (stretch.size() == 0) return;
  packet_.layers.push_back({&layout, stretch.at, stretch.size(), stretch.depth, stretch.part});
}

void Dissector::stop(Why why, std::size_t at) {
  if (!packet_.stopped)
    packet_.stopped = Malformed{why, static_cast<std::uint16_t>(std::min<std::size_t>(at, 0xffff))};
}

Dissection dissect(Bytes octets, LinkType link) {
  Dissector dissector(octets);
  dissector.frame(link);
  return dissector.take();
}

}  // namespace icmpwire
