#include "packet/fragment.h"

#include <algorithm>

#include "packet/ip.h"

namespace icmpwire {
namespace {

constexpr std::size_t unit = 8;            // RFC 791 3.1, RFC 8200 4.5: fragment offsets count 8 octets
constexpr std::size_t last_unit = 0x1fff;  // of 13 bits

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

// What an IPv4 datagram is cut into.
class Ipv4Pieces {
 public:
  Ipv4Pieces(const Ipv4Datagram& whole)
      : header_(whole.header),
        options_(*IpOptions::from_octets(whole.options)),
        whole_options_(whole.options) {
    header_.ihl.reset();
    header_.total_length.reset();
    header_.checksum.reset();  // a wrong one cannot be kept: each fragment's header is another
  }

  // Of the next piece.
  std::size_t header_octets() const { return layout<Ipv4Header>.octets + options_.padded_size(); }

  std::size_t write(Bytes data, std::size_t offset_units, bool more, MutableBytes out) {
    header_.fragment_offset = static_cast<std::uint16_t>(offset_units);
    header_.more_fragments = more;
    const std::size_t written = build_ipv4(header_, options_, data, out);
    options_ = copied_options(whole_options_);
    return written;
  }

 private:
  Ipv4Header header_;
  IpOptions options_;
  Bytes whole_options_;
};

// Where the fragment header goes, RFC 8200 4.5: behind the headers that nodes on the way read.
std::size_t unfragmentable_octets(const Ipv6Datagram& whole) {
  if (whole.fragment) return whole.fragment_at;
  std::size_t octets = 0;
  ExtensionWalk walk(whole.header.next_header, whole.extensions);
  for (auto extension = walk.next(); extension && *extension; extension = walk.next()) {
    const Protocol type = (*extension)->type;
    if (type == Protocol::hop_by_hop || type == Protocol::routing) octets = walk.at();
  }
  return layout<Ipv6Header>.octets + octets;
}

// Where, in the headers of a datagram, the kind of the header that begins at `at` is written.
std::size_t place_of_next_header(const Ipv6Datagram& whole, std::size_t at) {
  constexpr std::size_t in_fixed_header = 6;
  std::size_t place = in_fixed_header;
  ExtensionWalk walk(whole.header.next_header, whole.extensions);
  for (auto extension = walk.next(); extension && *extension; extension = walk.next()) {
    const std::size_t begin = layout<Ipv6Header>.octets + (*extension)->at;
    if (begin >= at) break;
    place = begin;
  }
  return place;
}

// What an IPv6 datagram is cut into.
class Ipv6Pieces {
 public:
  Ipv6Pieces(const Ipv6Datagram& whole, std::uint32_t identification)
      : head_(whole.octets.first(unfragmentable_octets(whole))),
        next_header_at_(place_of_next_header(whole, head_.size())) {
    header_.identification = identification;
    header_.next_header = Protocol{head_[next_header_at_]};
    if (whole.fragment) header_ = *whole.fragment;
  }

  std::size_t header_octets() const { return head_.size() + layout<Ipv6FragmentHeader>.octets; }

  std::size_t write(Bytes data, std::size_t offset_units, bool more, MutableBytes out) {
    constexpr std::size_t payload_length_at = 4;
    header_.fragment_offset = static_cast<std::uint16_t>(offset_units);
    header_.more_fragments = more;
    std::copy(head_.begin(), head_.end(), out.begin());
    out[next_header_at_] = static_cast<std::uint8_t>(Protocol::fragment);
    const std::size_t written = head_.size() + encode_message(header_, data, out.subspan(head_.size()));
    write_u16(out, payload_length_at, static_cast<std::uint16_t>(written - layout<Ipv6Header>.octets));
    return written;
  }

 private:
  Bytes head_;
  std::size_t next_header_at_;
  Ipv6FragmentHeader header_;
};

// What is to be cut, and what the pieces of it continue.
struct Cut {
  Bytes data;
  std::size_t offset_units = 0;
  bool more = false;
};

template <class Pieces>
Result<void> cut(Pieces pieces, Cut left, std::uint32_t mtu, std::size_t octets, Octets& out,
                 std::vector<std::size_t>& sizes) {
  const std::size_t most_header = pieces.header_octets();  // the first piece's: later ones have fewer options
  if (mtu < most_header + unit) {
    return tl::unexpected(
        too_big(octets, mtu, "no room for its header and 8 octets of data", an_mtu_of(most_header + unit)));
  }
  if (left.offset_units + (left.data.size() - 1) / unit > last_unit) {
    return tl::unexpected(too_big(octets, mtu, "it reaches beyond the largest fragment offset", {}));
  }
  const std::size_t least_room = (mtu - most_header) / unit * unit;
  out.resize(left.data.size() + (left.data.size() / least_room + 1) * most_header);

  std::size_t written = 0;
  while (!left.data.empty()) {
    const std::size_t room = mtu - pieces.header_octets();
    const bool is_last = left.data.size() <= room;
    const Bytes data = first_at_most(left.data, is_last ? room : room / unit * unit);
    sizes.push_back(
        pieces.write(data, left.offset_units, !is_last || left.more, MutableBytes(out).subspan(written)));
    written += sizes.back();
    left.data = left.data.subspan(data.size());
    left.offset_units += data.size() / unit;
  }
  out.resize(written);
  return {};
}

Failure unreadable(Bytes datagram, std::uint32_t mtu, const Malformed& error) {
  return too_big(datagram.size(), mtu, std::string(to_text(error.why)),
                 "needs a readable IP header to be cut by");
}

Result<void> cut_ipv4(Bytes datagram, std::uint32_t mtu, Octets& out, std::vector<std::size_t>& sizes) {
  const Parsed<Ipv4Datagram> whole = parse_ipv4(datagram);
  if (!whole) return tl::unexpected(unreadable(datagram, mtu, whole.error()));
  const std::size_t octets = whole->octets.size();
  if (whole->header.dont_fragment) {
    return tl::unexpected(too_big(octets, mtu, "DF forbids to fragment it", an_mtu_of(octets)));
  }
  const Cut all{whole->payload, whole->header.fragment_offset, whole->header.more_fragments};
  return cut(Ipv4Pieces(*whole), all, mtu, octets, out, sizes);
}

Result<void> cut_ipv6(Bytes datagram, std::uint32_t mtu, std::uint32_t identification, Octets& out,
                      std::vector<std::size_t>& sizes) {
  const Parsed<Ipv6Datagram> whole = parse_ipv6(datagram);
  if (!whole) return tl::unexpected(unreadable(datagram, mtu, whole.error()));
  Cut all{whole->octets.subspan(unfragmentable_octets(*whole))};
  if (whole->fragment) {
    all = {all.data.subspan(layout<Ipv6FragmentHeader>.octets), whole->fragment->fragment_offset,
           whole->fragment->more_fragments};
  }
  return cut(Ipv6Pieces(*whole, identification), all, mtu, whole->octets.size(), out, sizes);
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

Result<void> fragment(Bytes datagram, std::uint32_t mtu, Octets& out, std::vector<std::size_t>& sizes,
                      std::uint32_t identification) {
  out.clear();
  sizes.clear();
  if (datagram.size() <= mtu) {
    out.assign(datagram.begin(), datagram.end());
    sizes.push_back(datagram.size());
    return {};
  }
  const bool is_ipv6 = datagram[0] >> 4 == 6;
  return is_ipv6 ? cut_ipv6(datagram, mtu, identification, out, sizes) : cut_ipv4(datagram, mtu, out, sizes);
}

}  // namespace icmpwire
