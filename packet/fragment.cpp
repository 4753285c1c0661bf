#include "packet/fragment.h"

#include <algorithm>

#include "packet/ipv4.h"

namespace icmpwire {
namespace {

constexpr std::size_t unit = 8;                     // RFC 791 3.1: fragment offsets count 8 octets
constexpr std::size_t last_unit = 0x1fff;           // of 13 bits
constexpr std::size_t most_header_octets = 15 * 4;  // RFC 791 3.1: IHL has 4 bits

Failure too_big(std::size_t octets, std::uint32_t mtu, std::string detail, std::string needs) {
  Failure failure;
  failure.operation = "send";
  failure.object =
      "a datagram of " + std::to_string(octets) + " octets where the MTU is " + std::to_string(mtu);
  failure.reason = Reason::too_big;
  failure.detail = std::move(detail);
  failure.needs = std::move(needs);
  failure.mtu = mtu;
  return failure;
}

std::string an_mtu_of(std::size_t octets) { return "needs an MTU of at least " + std::to_string(octets); }

// Why a datagram larger than the MTU cannot be cut.
Result<void> cuttable(const Ipv4Datagram& datagram, std::uint32_t mtu) {
  const std::size_t octets = datagram.octets.size();
  if (datagram.header.dont_fragment) {
    return tl::unexpected(too_big(octets, mtu, "DF forbids to fragment it", an_mtu_of(octets)));
  }
  const std::size_t least = datagram.header_octets.size() + unit;
  if (mtu < least) {
    return tl::unexpected(
        too_big(octets, mtu, "no room for its header and 8 octets of data", an_mtu_of(least)));
  }
  if (datagram.header.fragment_offset + (datagram.payload.size() - 1) / unit > last_unit) {
    return tl::unexpected(too_big(octets, mtu, "it reaches beyond the largest fragment offset", {}));
  }
  return {};
}

}  // namespace

IpOptions copied_options(Bytes area) {
  IpOptions copied;
  OptionWalk walk(area);
  for (auto option = walk.next(); option && *option; option = walk.next()) {
    if (is_copied((*option)->type) && !copied.append((*option)->octets)) break;
  }
  return copied;
}

Result<void> fragment(Bytes datagram, std::uint32_t mtu, Octets& out, std::vector<std::size_t>& sizes) {
  out.clear();
  sizes.clear();
  if (datagram.size() <= mtu) {
    out.assign(datagram.begin(), datagram.end());
    sizes.push_back(datagram.size());
    return {};
  }
  const Parsed<Ipv4Datagram> whole = parse_ipv4(datagram);
  if (!whole) {
    return tl::unexpected(too_big(datagram.size(), mtu, std::string(to_text(whole.error().why)),
                                  "needs a readable IPv4 header to be cut by"));
  }
  if (Result<void> possible = cuttable(*whole, mtu); !possible) return possible;

  Ipv4Header header = whole->header;
  header.ihl.reset();
  header.total_length.reset();
  header.checksum.reset();  // a wrong one cannot be kept: each fragment's header is another
  IpOptions options = *IpOptions::from_octets(whole->options);
  const std::size_t most = (mtu - whole->header_octets.size()) / unit * unit;
  out.resize(whole->payload.size() + (whole->payload.size() / most + 1) * most_header_octets);

  std::size_t written = 0;
  for (Bytes rest = whole->payload; !rest.empty();) {
    const std::size_t room = (mtu - layout<Ipv4Header>.octets - options.padded_size()) / unit * unit;
    const bool is_last = rest.size() <= mtu - layout<Ipv4Header>.octets - options.padded_size();
    const Bytes data = first_at_most(rest, is_last ? rest.size() : room);
    header.more_fragments = !is_last || whole->header.more_fragments;
    sizes.push_back(build_ipv4(header, options, data, MutableBytes(out).subspan(written)));
    written += sizes.back();
    rest = rest.subspan(data.size());
    header.fragment_offset = static_cast<std::uint16_t>(header.fragment_offset + data.size() / unit);
    if (sizes.size() == 1) options = copied_options(whole->options);
  }
  out.resize(written);
  return {};
}

}  // namespace icmpwire
