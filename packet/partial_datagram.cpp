#include "packet/partial_datagram.h"

#include <algorithm>
#include <cstring>

#include "packet/checksum.h"

namespace icmpwire {
namespace {

constexpr std::size_t unit = 8;              // RFC 791 3.1, RFC 8200 4.5: fragment offsets count 8 octets
constexpr std::size_t most_length = 0xffff;  // of the 16 bits of total length and of payload length

// Room before the data: the 4 bits of IHL; of IPv6 no chain that is used has more (RFC 8504 5.3).
constexpr std::size_t most_head_octets(bool is_v4) { return is_v4 ? 15 * 4 : 512; }

// What the length field counts besides the data.
constexpr std::size_t counted_head_octets(bool is_v4, std::size_t head_octets) {
  return is_v4 ? head_octets : head_octets - layout<Ipv6Header>.octets;
}

}  // namespace

FragmentKey key_of(const IpDatagram& fragment) {
  return {fragment.source, fragment.destination, fragment.identification,
          fragment.is_v4() ? fragment.protocol : Protocol{}};
}

bool is_impossible(const IpDatagram& fragment) {
  const std::size_t least_head = fragment.is_v4() ? layout<Ipv4Header>.octets : layout<Ipv6Header>.octets;
  const std::size_t most_data = most_length - counted_head_octets(fragment.is_v4(), least_head);
  return fragment.fragment_data.empty() || fragment.truncated ||
         (fragment.more_fragments && fragment.fragment_data.size() % unit != 0) ||
         fragment.fragment_offset + fragment.fragment_data.size() > most_data ||
         fragment.fragment_head.size() > most_head_octets(fragment.is_v4());
}

PartialDatagram::PartialDatagram(const FragmentKey& key, Nanos since, Octets storage)
    : key_(key), since_(since), octets_(std::move(storage)) {
  octets_.clear();
}

std::size_t PartialDatagram::held_with(const IpDatagram& fragment) const {
  const std::size_t end = fragment.fragment_offset + fragment.fragment_data.size();
  return std::max(octets_.size(), most_head_octets(is_v4()) + end);
}

// The last fragment says where the datagram ends; no other may say otherwise.
bool PartialDatagram::fits_length(const Place& place, bool is_last) {
  end_ = std::max(end_, place.end);
  if (is_last && !length_) length_ = place.end;
  return !length_ || (end_ <= *length_ && (!is_last || place.end == *length_));
}

// RFC 8200 4.5: of IPv6 the same fragment may come twice, and nothing else may come again.
bool PartialDatagram::overlaps(const Place& place) const {
  const std::size_t first = place.begin / unit;
  const std::size_t behind = (place.end + unit - 1) / unit;
  std::size_t again = 0;
  for (std::size_t index = first; index < behind; ++index) again += there_[index] ? 1 : 0;
  if (again == 0) return false;
  if (again < behind - first || !begins_[first]) return true;
  for (std::size_t index = first + 1; index < behind; ++index) {
    if (begins_[index]) return true;
  }
  return behind < most_units && there_[behind] && !begins_[behind];
}

// False where octets that are there already are different ones.
bool PartialDatagram::put(const Place& place, Bytes data) {
  begins_[place.begin / unit] = true;
  for (std::size_t index = place.begin / unit; !data.empty(); ++index) {
    const Bytes next = first_at_most(data, unit);
    std::uint8_t* octets = octets_.data() + most_head_octets(is_v4()) + index * unit;
    if (!there_[index]) {
      std::memcpy(octets, next.data(), next.size());
      there_[index] = true;
      ++units_;
    } else if (std::memcmp(octets, next.data(), next.size()) != 0) {
      return false;
    }
    data = data.subspan(next.size());
  }
  return true;
}

void PartialDatagram::keep_head(const IpDatagram& fragment) {
  if (head_octets_ != 0) return;
  const Bytes head = fragment.fragment_head;
  head_octets_ = head.size();
  std::copy(head.begin(), head.end(),
            MutableBytes(octets_).subspan(most_head_octets(is_v4()) - head_octets_).begin());
  if (!is_v4())
    first_protocol_ = Protocol{fragment.octets[head.size()]};  // the fragment header's next header
}

bool PartialDatagram::is_complete() const { return length_ && units_ == (*length_ + unit - 1) / unit; }

bool PartialDatagram::is_too_long() const {
  return counted_head_octets(is_v4(), head_octets_) + *length_ > most_length;
}

PartialDatagram::Taken PartialDatagram::add(const IpDatagram& fragment) {
  const Place place{fragment.fragment_offset, fragment.fragment_offset + fragment.fragment_data.size()};
  if (!fits_length(place, !fragment.more_fragments)) return Taken::malformed;
  if (!is_v4() && overlaps(place)) return Taken::overlapping;
  octets_.resize(held_with(fragment));
  if (!put(place, fragment.fragment_data)) return Taken::overlapping;
  if (place.begin == 0) keep_head(fragment);
  if (!is_complete()) return Taken::incomplete;
  return is_too_long() ? Taken::malformed : Taken::complete;
}

void PartialDatagram::drop() {
  dropped_ = true;
  Octets().swap(octets_);
}

Bytes PartialDatagram::finish() {
  const MutableBytes datagram =
      MutableBytes(octets_).subspan(most_head_octets(is_v4()) - head_octets_, head_octets_ + *length_);
  if (is_v4()) {
    finish_ipv4(datagram);
  } else {
    finish_ipv6(datagram);
  }
  return datagram;
}

void PartialDatagram::finish_ipv4(MutableBytes datagram) const {
  constexpr std::size_t total_length_at = 2;
  constexpr std::size_t flags_and_offset_at = 6;
  constexpr std::size_t checksum_at = 10;
  constexpr std::uint16_t more_fragments_and_offset = 0x3fff;

  std::uint16_t checksum = read_u16(datagram, checksum_at);
  const auto rewrite = [&](std::size_t at, std::size_t value) {
    const auto after = static_cast<std::uint16_t>(value);
    checksum = updated_checksum(checksum, read_u16(datagram, at), after);
    write_u16(datagram, at, after);
  };
  rewrite(total_length_at, datagram.size());
  rewrite(flags_and_offset_at, read_u16(datagram, flags_and_offset_at) & ~more_fragments_and_offset);
  write_u16(datagram, checksum_at, checksum);
}

void PartialDatagram::finish_ipv6(MutableBytes datagram) const {
  constexpr std::size_t payload_length_at = 4;
  constexpr std::size_t next_header_at = 6;
  write_u16(datagram, payload_length_at,
            static_cast<std::uint16_t>(datagram.size() - layout<Ipv6Header>.octets));
  std::size_t place = next_header_at;
  ExtensionWalk walk(Protocol{datagram[next_header_at]},
                     datagram.subspan(layout<Ipv6Header>.octets, head_octets_ - layout<Ipv6Header>.octets));
  for (auto extension = walk.next(); extension && *extension; extension = walk.next()) {
    place = layout<Ipv6Header>.octets + std::size_t{(*extension)->at};
  }
  datagram[place] = static_cast<std::uint8_t>(first_protocol_);
}

}  // namespace icmpwire
