// Fragments of a capture, until all of a datagram's have been met: where they stand, not what they hold.
#pragma once

#include <map>
#include <tuple>
#include <vector>

#include "capture/query_name.h"
#include "packet/time.h"

namespace icmpwire {

// A packet of the capture, as an index remembers it.
struct PacketPlace {
  std::uint64_t position = 0;  // see CapturedPacket
  std::uint8_t device = 0;
};

// A datagram whose fragments are all there, in the order in which they came.
struct GatheredDatagram {
  IpAddress source, destination;
  std::uint32_t identification = 0;
  QueryName name;  // of the first fragment's message
  std::uint64_t name_by_identification = 0;
  Nanos begun{};  // the time of the fragment that came first
  std::vector<PacketPlace> places;
};

// At most `most_datagrams` at a time, each for a minute (RFC 1122 3.3.2). Fragments that come twice are
// passed over; a datagram whose fragments overlap otherwise is given up (RFC 5722). Not thread-safe.
class RecordedFragments {
 public:
  std::optional<GatheredDatagram> take(const IpDatagram& fragment, const PacketPlace& place, Nanos at);

  std::uint64_t given_up() const { return given_up_; }  // fragments of datagrams that never were whole
  std::uint64_t waiting() const;                        // fragments of those that are not whole yet

 private:
  static constexpr std::size_t most_datagrams = 1024;
  static constexpr Nanos lifetime = std::chrono::seconds(60);
  using Key = std::tuple<IpAddress, IpAddress, std::uint32_t>;
  struct Waiting {
    GatheredDatagram datagram;
    std::map<std::size_t, std::size_t> pieces;  // octets from, to
    std::optional<std::size_t> end;             // octets of the whole payload
  };
  void make_room(Nanos at);
  static bool is_whole(const Waiting& waiting);

  std::map<Key, Waiting> waiting_;
  std::uint64_t given_up_ = 0;
};

}  // namespace icmpwire
