// Reassembly of fragmented datagrams (RFC 791 3.2, RFC 815, RFC 8200 4.5) within fixed limits of number,
// octets and time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "packet/ip.h"
#include "packet/time.h"

namespace icmpwire {

// A datagram is put together once every octet of it has come. The first fragment's headers head it, with
// length and flags made to fit and the fragment header left out; an IPv4 checksum that was wrong stays wrong
// (RFC 1624). Fragments that contradict each other on where it ends drop the datagram. Of IPv4, overlapping
// octets drop it where they differ and are passed over where they do not. Of IPv6 any overlap but the very
// same fragment drops it, with all that is still to come of it for the lifetime (RFC 5722, RFC 8200 4.5). Not
// thread-safe.
class Reassembly {
 public:
  struct Limits {
    std::size_t datagrams = 64;  // under reassembly at the same time; the one that waits longest makes room
    std::size_t octets = 4U << 20;  // held in all, gaps and room for headers included
    Nanos lifetime =
        std::chrono::seconds(60);  // from the first fragment to come; RFC 1122 3.3.2: 60 to 120 s
  };
  struct Counters {
    std::uint64_t completed = 0;
    std::uint64_t expired = 0;
    std::uint64_t overlapping = 0;  // datagrams dropped for overlapping fragments
    std::uint64_t evicted = 0;      // datagrams dropped for the limits
    std::uint64_t malformed = 0;  // fragments that no datagram can have; datagrams whose end is contradicted
  };

  Reassembly();
  explicit Reassembly(const Limits& limits);
  ~Reassembly();
  Reassembly(Reassembly&&) noexcept;
  Reassembly& operator=(Reassembly&&) noexcept;

  // Takes one fragment (is_fragment) of either version; the whole datagram's octets when it was the last
  // missing one, valid until the next call. `at` is the fragment's wire time; what is older than the lifetime
  // is forgotten first.
  std::optional<Bytes> add(const IpDatagram& fragment, Nanos at);

  std::size_t held_datagrams() const;
  std::size_t held_octets() const;
  const Counters& counters() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace icmpwire
