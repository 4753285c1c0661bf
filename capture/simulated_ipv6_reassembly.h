// Reassembly of IPv6 datagrams at a simulated node, refusing fragments as Linux does.
#pragma once

#include <optional>
#include <vector>

#include "capture/simulated_ipv6_transit.h"
#include "packet/icmpv6_headers.h"
#include "packet/result.h"

namespace icmpwire {

class SimulatedIpv6Reassembly {
 public:
  static constexpr Nanos lifetime = std::chrono::seconds(60);  // RFC 8200 4.5

  // Takes a fragment whose next header is its fragment header. The whole datagram where this was the last one
  // missing, read as far as the fragment header, at the time of the last one; nullopt where more are missing
  // or what came is dropped in silence: with fragments that overlap (RFC 5722), or that contradict each other
  // on where the datagram ends. The error is to be reported.
  tl::expected<std::optional<Ipv6Transit>, Icmpv6ParameterProblem> add(Ipv6Transit fragment);

  // Gives up what has waited for its lifetime. Of each such datagram the first fragment, where it came: the
  // one that a Time Exceeded is about.
  std::vector<Ipv6Transit> expire(Nanos now);

 private:
  // Of the fragmentable part; `end` is the octet behind the last one.
  struct Range {
    std::size_t start;
    std::size_t end;
  };
  struct Waiting {
    Ipv6Address source;
    Ipv6Address destination;
    std::uint32_t identification;
    Nanos since;
    std::optional<Ipv6Transit> first;  // the fragment at offset 0
    Octets data;                       // as far as it is known to go
    std::size_t octets = 0;            // of it that came
    bool end_is_known = false;
    std::vector<Range> runs;  // of fragments that came in order, by their place

    bool is_complete() const { return first && end_is_known && octets == data.size(); }
  };
  enum class Fit { fits, known, contradicts };

  std::vector<Waiting>::iterator place_of(const Ipv6Header& header, std::uint32_t identification, Nanos at);
  static Fit fit(Waiting& waiting, const Range& range, bool last);
  static Fit fit_between(std::vector<Range>& runs, const Range& range);
  static std::optional<Ipv6Transit> put_together(Waiting waiting, Nanos at);

  std::vector<Waiting> waiting_;  // the oldest first
};

}  // namespace icmpwire
