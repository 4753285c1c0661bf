// What follows the quote in an ICMP error, or an extended echo request (RFC 4884, 4950, 5837, 8335).
#include <algorithm>

#include "packet/dissector.h"
#include "packet/icmp_extension.h"
#include "packet/icmp_interface.h"

namespace icmpwire {
namespace {

enum ObjectClass : std::uint8_t {
  mpls_label_stack = 1,
  interface_information = 2,
  interface_identification = 3
};

constexpr std::uint16_t ipv4_family = 1, ipv6_family = 2;  // IANA's address family numbers

}  // namespace

void Dissector::extension(Stretch rest) {
  if (!header(layout<IcmpExtensionHeader>, rest)) return;
  while (rest.size() > 0) {
    Stretch object = rest;
    if (rest.size() >= layout<IcmpExtensionObject>.octets) {
      const std::uint32_t length = read<IcmpExtensionObject>(rest.at).length;
      if (length < layout<IcmpExtensionObject>.octets || length > rest.size()) {
        header(layout<IcmpExtensionObject>, rest);
        return run(not_understood_layout, rest);
      }
      object.end = rest.at + length;
    }
    extension_object(object);
    rest.at = object.end;
  }
}

void Dissector::extension_object(Stretch object) {
  const std::uint32_t start = object.at;
  if (object.size() < layout<IcmpExtensionObject>.octets) {
    header(layout<IcmpExtensionObject>, object);
    return;
  }
  const auto about = read<IcmpExtensionObject>(start);
  const bool of_interface = about.class_number == interface_information;
  header(of_interface ? layout<InterfaceInformation> : layout<IcmpExtensionObject>, object);
  packet_.layers.back().length = object.end - start;
  const Stretch contents{object.at, object.end, static_cast<std::uint8_t>(object.depth + 1), true};
  if (of_interface) return interface_parts(contents, start);
  if (about.class_number == mpls_label_stack && about.c_type == 1) return label_stack(contents);
  if (about.class_number == interface_identification) return interface_identity(contents, about.c_type);
  run(object_data_layout, contents);
}

void Dissector::label_stack(Stretch rest) {
  while (rest.size() > 0) {
    if (!header(layout<MplsLabelEntry>, rest)) return;
  }
}

// RFC 5837 4.1: what is there stands in the order of the bits.
void Dissector::interface_parts(Stretch rest, std::uint32_t object) {
  const auto about = read<InterfaceInformation>(object);
  if (about.has_index && !header(layout<InterfaceIndex>, rest)) return;
  if (about.has_address && !interface_address(rest)) return;
  if (about.has_name && !interface_name(rest)) return;
  if (about.has_mtu && !header(layout<InterfaceMtu>, rest)) return;
  run(not_understood_layout, rest);
}

bool Dissector::interface_address(Stretch& rest) {
  const std::uint32_t start = rest.at;
  if (!header(layout<InterfaceAddressHeader>, rest)) return false;
  const std::size_t around = packet_.layers.size() - 1;
  const bool whole = address_of_family(rest, read<InterfaceAddressHeader>(start).family);
  packet_.layers[around].length = rest.at - start;
  return whole;
}

// Goes behind the address; of an unknown family it is all that is left.
bool Dissector::address_of_family(Stretch& rest, std::uint16_t family) {
  const bool known = family == ipv4_family || family == ipv6_family;
  const Layout& address = family == ipv4_family ? layout<InterfaceIpv4Address> : layout<InterfaceIpv6Address>;
  Stretch inside = rest;
  inside.depth = static_cast<std::uint8_t>(rest.depth + 1);
  if (known && rest.size() >= address.octets) {
    inside.end = rest.at + address.octets;
    header(address, inside);
    rest.at = inside.end;
    return true;
  }
  run(not_understood_layout, inside);
  rest.at = rest.end;
  return false;
}

// A length of 0 would not even hold itself.
bool Dissector::interface_name(Stretch& rest) {
  const std::uint32_t start = rest.at;
  if (!header(layout<InterfaceNameHeader>, rest)) return false;
  const std::uint32_t length = std::max<std::uint32_t>(1, read<InterfaceNameHeader>(start).length);
  const std::uint32_t end = std::min(rest.end, start + length);
  packet_.layers.back().length = end - start;
  run(interface_name_layout, {rest.at, end, static_cast<std::uint8_t>(rest.depth + 1), true});
  rest.at = end;
  return true;
}

// RFC 8335 2.1: by name, by number, by address.
void Dissector::interface_identity(Stretch contents, std::uint8_t c_type) {
  enum Identity : std::uint8_t { by_name = 1, by_index = 2, by_address = 3 };
  if (c_type == by_name) return run(interface_name_layout, contents);
  if (c_type == by_index) {
    if (header(layout<InterfaceIndex>, contents)) run(not_understood_layout, contents);
    return;
  }
  if (c_type != by_address) return run(object_data_layout, contents);
  const std::uint32_t start = contents.at;
  if (!header(layout<IdentifiedAddressHeader>, contents)) return;
  packet_.layers.back().length = contents.end - start;
  address_of_family(contents, read<IdentifiedAddressHeader>(start).family);
  contents.depth = static_cast<std::uint8_t>(contents.depth + 1);
  run(padding_layout, contents);
}

std::string_view extension_class_name(std::uint64_t class_number) {
  switch (class_number) {
    case mpls_label_stack:
      return "MPLS label stack";  // RFC 4950
    case interface_information:
      return "interface information";  // RFC 5837
    case interface_identification:
      return "interface identification";  // RFC 8335
    default:
      return {};
  }
}

std::string_view interface_role_name(std::uint64_t role) {  // RFC 5837 4.1
  switch (role) {
    case 0:
      return "incoming";
    case 1:
      return "sub-IP component of incoming";
    case 2:
      return "outgoing";
    case 3:
      return "next hop";
    default:
      return {};
  }
}

std::string_view address_family_name(std::uint64_t family) {
  return family == ipv4_family ? "IPv4" : family == ipv6_family ? "IPv6" : "";
}

}  // namespace icmpwire
