#include "packet/reassembly.h"

#include <algorithm>
#include <bitset>
#include <cstring>
#include <vector>

#include "packet/checksum.h"

namespace icmpwire {
namespace {

constexpr std::size_t unit = 8;                       // RFC 791 3.1: fragment offsets count 8 octets
constexpr std::size_t most_units = 1U << 13;          // of 13 bits
constexpr std::size_t most_datagram_octets = 0xffff;  // of the 16 bits of total length
constexpr std::size_t most_header_octets = 15 * 4;    // of the 4 bits of IHL

// RFC 791 3.2: what the fragments of one datagram have in common.
struct Key {
  Ipv4Address source;
  Ipv4Address destination;
  std::uint16_t identification = 0;
  Protocol protocol{};
  friend bool operator==(const Key&, const Key&) = default;
};

Key key_of(const Ipv4Header& header) {
  return {header.source, header.destination, *header.identification, header.protocol};
}

// Where a fragment's data lies in its datagram, in octets.
struct Place {
  std::size_t begin;
  std::size_t end;
};

Place place_of(const Ipv4Datagram& fragment) {
  const std::size_t begin = fragment.header.fragment_offset * unit;
  return {begin, begin + fragment.payload.size()};
}

// Fragments that no datagram can have: without data, cut between units, or beyond the largest datagram.
bool is_impossible(const Ipv4Datagram& fragment) {
  return fragment.payload.empty() || fragment.truncated ||
         (fragment.header.more_fragments && fragment.payload.size() % unit != 0) ||
         place_of(fragment).end > most_datagram_octets - layout<Ipv4Header>.octets;
}

enum class Taken : std::uint8_t { incomplete, complete, overlapping, malformed };

// One datagram under reassembly. What has come is known by units of 8 octets and not as a list, so that
// hostile cuts cost no more memory or time than kind ones.
class Partial {
 public:
  // `storage` is taken over for its capacity.
  Partial(const Key& key, Nanos since, Octets storage)
      : key_(key), since_(since), octets_(std::move(storage)) {
    octets_.clear();
  }

  const Key& key() const { return key_; }
  Nanos since() const { return since_; }
  std::size_t held() const { return octets_.size(); }
  std::size_t held_with(const Ipv4Datagram& fragment) const {
    return std::max(octets_.size(), most_header_octets + place_of(fragment).end);
  }

  Taken add(const Ipv4Datagram& fragment);
  // Writes the header of the whole datagram, which must be complete. The octets stay where they are when
  // `release` moves them out.
  Bytes finish();
  Octets release() { return std::move(octets_); }

 private:
  bool fits_length(const Place& place, bool is_last);
  bool put(std::size_t at, Bytes data);
  bool is_complete() const { return length_ && units_ == (*length_ + unit - 1) / unit; }
  MutableBytes header() {
    return MutableBytes(octets_).subspan(most_header_octets - header_octets_, header_octets_);
  }

  Key key_;
  Nanos since_;
  Octets octets_;  // the data begins at most_header_octets, the header ends there
  std::bitset<most_units> there_;
  std::size_t units_ = 0;              // of there_
  std::size_t end_ = 0;                // of the data seen
  std::optional<std::size_t> length_;  // of the data; the last fragment tells
  std::size_t header_octets_ = 0;      // 0 until the fragment at offset 0 has come
};

// The last fragment says where the datagram ends; no other may say otherwise.
bool Partial::fits_length(const Place& place, bool is_last) {
  end_ = std::max(end_, place.end);
  if (is_last && !length_) length_ = place.end;
  return !length_ || (end_ <= *length_ && (!is_last || place.end == *length_));
}

// False where octets that are there already are different ones.
bool Partial::put(std::size_t at, Bytes data) {
  for (std::size_t index = at / unit; !data.empty(); ++index) {
    const Bytes next = first_at_most(data, unit);
    std::uint8_t* place = octets_.data() + most_header_octets + index * unit;
    if (!there_[index]) {
      std::memcpy(place, next.data(), next.size());
      there_[index] = true;
      ++units_;
    } else if (std::memcmp(place, next.data(), next.size()) != 0) {
      return false;
    }
    data = data.subspan(next.size());
  }
  return true;
}

Taken Partial::add(const Ipv4Datagram& fragment) {
  const Place place = place_of(fragment);
  if (!fits_length(place, !fragment.header.more_fragments)) return Taken::malformed;
  octets_.resize(held_with(fragment));
  if (!put(place.begin, fragment.payload)) return Taken::overlapping;
  if (place.begin == 0 && header_octets_ == 0) {
    header_octets_ = fragment.header_octets.size();
    std::copy(fragment.header_octets.begin(), fragment.header_octets.end(), header().begin());
  }
  if (!is_complete()) return Taken::incomplete;
  return header_octets_ + *length_ <= most_datagram_octets ? Taken::complete : Taken::malformed;
}

Bytes Partial::finish() {
  constexpr std::size_t total_length_at = 2;
  constexpr std::size_t flags_and_offset_at = 6;
  constexpr std::size_t checksum_at = 10;
  constexpr std::uint16_t more_fragments_and_offset = 0x3fff;

  const MutableBytes octets = header();
  std::uint16_t checksum = read_u16(octets, checksum_at);
  const auto rewrite = [&](std::size_t at, std::size_t value) {
    const auto after = static_cast<std::uint16_t>(value);
    checksum = updated_checksum(checksum, read_u16(octets, at), after);
    write_u16(octets, at, after);
  };
  rewrite(total_length_at, header_octets_ + *length_);
  rewrite(flags_and_offset_at, read_u16(octets, flags_and_offset_at) & ~more_fragments_and_offset);
  write_u16(octets, checksum_at, checksum);
  return Bytes(octets_).subspan(most_header_octets - header_octets_, header_octets_ + *length_);
}

}  // namespace

struct Reassembly::State {
  Limits limits;
  Counters counters;
  std::vector<Partial> partials;  // the one whose last fragment is oldest first
  Octets completed;               // what add() gave last; storage for the next datagram

  std::size_t held_octets() const {
    std::size_t sum = 0;
    for (const Partial& partial : partials) sum += partial.held();
    return sum;
  }

  void expire(Nanos now) {
    counters.expired += std::erase_if(
        partials, [&](const Partial& partial) { return now - partial.since() > limits.lifetime; });
  }

  // The datagram that the fragment belongs to, out of `partials`; a new one where there is none.
  Partial take(const Ipv4Datagram& fragment, Nanos now) {
    const Key key = key_of(fragment.header);
    const auto found = std::find_if(partials.begin(), partials.end(),
                                    [&](const Partial& partial) { return partial.key() == key; });
    if (found == partials.end()) return Partial(key, now, std::move(completed));
    Partial taken = std::move(*found);
    partials.erase(found);
    return taken;
  }

  // Room for one more datagram of so many octets; false where the limits do not allow it even alone.
  bool make_room(std::size_t octets) {
    if (limits.datagrams == 0 || octets > limits.octets) {
      ++counters.evicted;
      return false;
    }
    while (partials.size() >= limits.datagrams || held_octets() + octets > limits.octets) {
      partials.erase(partials.begin());
      ++counters.evicted;
    }
    return true;
  }
};

Reassembly::Reassembly() : Reassembly(Limits{}) {}
Reassembly::Reassembly(const Limits& limits) : state_(std::make_unique<State>()) { state_->limits = limits; }
Reassembly::~Reassembly() = default;
Reassembly::Reassembly(Reassembly&&) noexcept = default;
Reassembly& Reassembly::operator=(Reassembly&&) noexcept = default;

std::optional<Bytes> Reassembly::add(const Ipv4Datagram& fragment, Nanos at) {
  State& state = *state_;
  state.expire(at);
  if (is_impossible(fragment)) {
    ++state.counters.malformed;
    return std::nullopt;
  }
  Partial partial = state.take(fragment, at);
  if (!state.make_room(partial.held_with(fragment))) return std::nullopt;

  switch (partial.add(fragment)) {
    case Taken::incomplete:
      state.partials.push_back(std::move(partial));
      break;
    case Taken::overlapping:
      ++state.counters.overlapping;
      break;
    case Taken::malformed:
      ++state.counters.malformed;
      break;
    case Taken::complete:
      ++state.counters.completed;
      const Bytes whole = partial.finish();
      state.completed = partial.release();
      return whole;
  }
  return std::nullopt;
}

std::size_t Reassembly::held_datagrams() const { return state_->partials.size(); }
std::size_t Reassembly::held_octets() const { return state_->held_octets(); }
const Reassembly::Counters& Reassembly::counters() const { return state_->counters; }

}  // namespace icmpwire
