// A capture told in its order: what each packet says, of those before it too.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "packet/exchanges.h"
#include "packet/meaning.h"

namespace icmpwire {

struct Chapter {
  PacketRole role;
  Meaning meaning;
};

// Remembers the last requests and fragments only, so that its memory is bounded whatever a capture's length.
class Story {
 public:
  // `frame` counts from 1 and grows; where it does not, another capture begins. `at` counts from 1970. The
  // packet must outlive the chapter.
  Chapter add(const Dissection& packet, std::uint64_t frame, std::optional<Nanos> at);

 private:
  struct Request {
    std::uint64_t frame;
    std::optional<Nanos> at;
    Octets octets;
    std::vector<Layer> layers;
  };
  struct Fragments {
    std::vector<SeenFragment> seen;
    std::optional<std::uint32_t> end;  // of the datagram's data, once its last fragment was seen
  };
  using FragmentKey = std::tuple<IpAddress, IpAddress, std::uint32_t>;  // source, destination, identification

  void remember(const Dissection& packet, std::uint64_t frame, std::optional<Nanos> at);
  void tell_fragments(Meaning& meaning, const FragmentKey& key, std::uint64_t frame);

  Exchanges exchanges_;
  std::uint64_t last_frame_ = 0;
  std::size_t place_ = 0;                    // of the packet at hand, as the exchanges count
  std::map<std::size_t, Request> requests_;  // by their place
  std::map<FragmentKey, Fragments> fragments_;
  std::deque<FragmentKey> oldest_fragments_;  // first
};

}  // namespace icmpwire
