#include "capture/simulated_fragments.h"

#include <algorithm>

#include "packet/checksum.h"
#include "packet/ipv4.h"

namespace icmpwire {
namespace {

constexpr std::size_t unit = 8;  // RFC 791 3.1: fragment offsets count 8 octets

// Recording 35: the area keeps its length, so that all fragments carry as much data.
void blank_uncopied_options(MutableBytes area) {
  OptionWalk walk(area);
  for (auto option = walk.next(); option && *option; option = walk.next()) {
    const OptionView& view = **option;
    if (view.type == OptionType::end_of_list || is_copied(view.type)) continue;
    const MutableBytes octets = area.subspan(view.at, view.octets.size());
    std::fill(octets.begin(), octets.end(), static_cast<std::uint8_t>(OptionType::no_operation));
  }
}

}  // namespace

std::vector<Octets> linux_fragments(Bytes datagram, std::uint32_t mtu) {
  const Ipv4Datagram whole = *parse_ipv4(datagram);
  const std::size_t header_size = whole.header_octets.size();
  if (mtu < header_size + unit) return {};
  const std::size_t most_data = (mtu - header_size) / unit * unit;

  std::vector<Octets> fragments;
  Octets header(whole.header_octets.begin(), whole.header_octets.end());
  for (std::size_t at = 0; at < whole.payload.size(); at += most_data) {
    const Bytes data = first_at_most(whole.payload.subspan(at), most_data);
    Ipv4Header fixed = whole.header;
    fixed.total_length = static_cast<std::uint16_t>(header_size + data.size());
    fixed.fragment_offset = static_cast<std::uint16_t>(whole.header.fragment_offset + at / unit);
    fixed.more_fragments = whole.header.more_fragments || at + data.size() < whole.payload.size();
    encode(fixed, header);
    write_header_checksum(header);
    Octets& fragment = fragments.emplace_back(header);
    fragment.insert(fragment.end(), data.begin(), data.end());
    if (at == 0) blank_uncopied_options(MutableBytes(header).subspan(layout<Ipv4Header>.octets));
  }
  return fragments;
}

void write_header_checksum(MutableBytes header) {
  constexpr std::size_t checksum_at = 10;
  write_u16(header, checksum_at, 0);
  write_u16(header, checksum_at, internet_checksum(header));
}

}  // namespace icmpwire
