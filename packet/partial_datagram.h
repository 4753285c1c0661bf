// One datagram under reassembly: which of its octets have come, and its header made whole at the end.
#pragma once

#include <bitset>

#include "packet/ip.h"
#include "packet/time.h"

namespace icmpwire {

// What the fragments of one datagram have in common: RFC 791 3.2; RFC 8200 4.5 has no protocol in it.
struct FragmentKey {
  IpAddress source;
  IpAddress destination;
  std::uint32_t identification = 0;
  Protocol protocol{};
  friend bool operator==(const FragmentKey&, const FragmentKey&) = default;
};

FragmentKey key_of(const IpDatagram& fragment);

// Fragments that no datagram can have: without data, cut between units, beyond the largest datagram, or with
// more headers before the data than is kept.
bool is_impossible(const IpDatagram& fragment);

// What has come is known by units of 8 octets and not as a list, so that hostile cuts cost no more memory or
// time than kind ones.
class PartialDatagram {
 public:
  enum class Taken : std::uint8_t { incomplete, complete, overlapping, malformed };

  // `storage` is taken over for its capacity.
  PartialDatagram(const FragmentKey& key, Nanos since, Octets storage);

  const FragmentKey& key() const { return key_; }
  Nanos since() const { return since_; }
  std::size_t held() const { return octets_.size(); }
  std::size_t held_with(const IpDatagram& fragment) const;

  Taken add(const IpDatagram& fragment);

  // RFC 5722: an IPv6 datagram with an overlap is dropped with all fragments of it still to come.
  bool must_be_remembered() const { return !key_.source.is_v4(); }
  bool is_dropped() const { return dropped_; }
  void drop();

  // Writes the header of the whole datagram, which must be complete. The octets stay where they are when
  // `release` moves them out.
  Bytes finish();
  Octets release() { return std::move(octets_); }

 private:
  static constexpr std::size_t most_units = 1U << 13;  // fragment offsets have 13 bits

  struct Place {  // of a fragment's data in its datagram, in octets
    std::size_t begin;
    std::size_t end;
  };

  bool is_v4() const { return key_.source.is_v4(); }
  bool fits_length(const Place& place, bool is_last);
  bool overlaps(const Place& place) const;
  bool put(const Place& place, Bytes data);
  void keep_head(const IpDatagram& fragment);
  bool is_complete() const;
  bool is_too_long() const;
  void finish_ipv4(MutableBytes datagram) const;
  void finish_ipv6(MutableBytes datagram) const;

  FragmentKey key_;
  Nanos since_;
  bool dropped_ = false;
  Octets octets_;  // the headers end, and the data begins, where there is room for the most of headers
  std::bitset<most_units> there_;
  std::bitset<most_units> begins_;     // the units that a fragment begins with
  std::size_t units_ = 0;              // of there_
  std::size_t end_ = 0;                // of the data seen
  std::optional<std::size_t> length_;  // of the data; the last fragment tells
  std::size_t head_octets_ = 0;        // 0 until the fragment at offset 0 has come
  Protocol first_protocol_{};          // IPv6: what the data begins with
};

}  // namespace icmpwire
