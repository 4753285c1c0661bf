// The hand that writes a dissection: one function a kind of header, each passing on what it carries.
#pragma once

#include "packet/dissection.h"
#include "packet/ethernet.h"
#include "packet/icmp.h"
#include "packet/protocol.h"

namespace icmpwire {

// Octets still to be read, and where the layers found there belong.
struct Stretch {
  std::uint32_t at;   // from the start of the packet
  std::uint32_t end;  // one behind the last octet
  std::uint8_t depth;
  bool part = false;  // see Layer::part
  std::uint32_t size() const { return end - at; }
};

class Dissector {
 public:
  explicit Dissector(Bytes octets) : packet_{octets, {}, std::nullopt} {}

  void frame(LinkType link);
  Dissection take() { return std::move(packet_); }

 private:
  enum class Reading : std::uint8_t {
    received,
    quoted
  };  // a quote may be cut, its total length may be wrong
  enum class Version : std::uint8_t { ipv4, ipv6 };

  void ethernet(Stretch frame);
  void sll(Stretch frame);
  void sll2(Stretch frame);
  void loopback(Stretch frame);
  void ppp_frame(Stretch frame);
  void ppp(Stretch frame);
  void pppoe(Stretch frame);
  void pppoe_tags(Stretch area);
  void link_payload(EtherType type, Stretch rest);
  void arp(Stretch rest);
  void ip_of_either_version(Stretch rest);

  void ipv4(Stretch stretch, Reading reading);
  std::uint32_t datagram_end(Stretch stretch, Reading reading);
  void ipv4_payload(Stretch payload, Reading reading, Bytes header);

  void ipv6(Stretch stretch, Reading reading);
  void ipv6_payload(Stretch rest, Protocol next, Reading reading);
  void extension_header(Stretch extension, Protocol type);
  void ipv6_options(Stretch area);
  void option_with_data(const Layout& layout, Stretch option);

  void options(Stretch area);
  void option(Stretch option);
  void slots(Stretch rest, Bytes option);

  void icmp(Stretch message);
  void icmpv6(Stretch message);
  void router_addresses(Stretch area);
  void multicast_records(Stretch area);
  void ndp_options(Stretch area);
  void ndp_option(Stretch option);
  bool icmp_header(const Layout& layout, Stretch& message);
  void open_inside(std::uint32_t start, Stretch& rest);
  void icmp_error(Stretch body, std::size_t stated_quote_length, Version version);
  void extension(Stretch rest);
  void extension_object(Stretch object);
  void label_stack(Stretch rest);
  void interface_parts(Stretch rest, std::uint32_t object);
  bool interface_address(Stretch& rest);
  bool address_of_family(Stretch& rest, std::uint16_t family);
  bool interface_name(Stretch& rest);
  void interface_identity(Stretch contents, std::uint8_t c_type);

  // Adds a layer of the header's fields that lie whole in the stretch, and goes behind them. False: the
  // header ends before its fixed part does; what is left of it was not understood.
  bool header(const Layout& layout, Stretch& stretch);
  // Adds a layer without fields over all of the stretch; none where it is empty.
  void run(const Layout& layout, const Stretch& stretch);
  // The first reason counts.
  void stop(Why why, std::size_t at);

  Bytes octets_of(const Stretch& stretch) const { return packet_.octets.subspan(stretch.at, stretch.size()); }
  // The header at `at`, of which header() said that it is whole.
  template <class Header>
  Header read(std::uint32_t at) const {
    return decode_fixed<Header>(packet_.octets.subspan(at));
  }

  Dissection packet_;
};

}  // namespace icmpwire
