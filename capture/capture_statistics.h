// Statistics of a capture's ICMP exchanges, in one pass and constant memory.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <tuple>

#include "capture/frame_counts.h"
#include "capture/recorded_fragments.h"
#include "capture/round_trip_histogram.h"

namespace icmpwire {

// What is counted of one IP version.
struct VersionStatistics {
  std::uint64_t queries = 0;    // requests of any type
  std::uint64_t replied = 0;    // of these, answered by a reply first
  std::uint64_t refused = 0;    // answered by an error first
  std::uint64_t again = 0;      // further answers to a query that was answered already
  std::uint64_t unmatched = 0;  // answers whose query is not there, or is too long ago to be remembered
  std::map<std::pair<std::uint8_t, std::uint8_t>, std::uint64_t> errors;  // by type and code
  std::array<std::uint64_t, 256> options{};  // ICMP datagrams by IPv4 option, or by IPv6 extension header
  std::uint64_t unanswered() const { return queries - replied - refused; }
};

struct CaptureStatistics {
  FrameCounts frames;
  VersionStatistics v4, v6;
  std::uint64_t other_icmp = 0;      // ICMP that is no part of an exchange
  std::uint64_t copies = 0;          // packets that were captured again on another interface
  std::uint64_t incomplete = 0;      // fragments of datagrams that are not whole, or come twice
  RoundTripHistogram round_trips;    // of the first answer, reply or error
  std::optional<Nanos> first, last;  // times of packets, since 1970
  std::optional<Failure> cut;        // the file ends early, or is damaged there
};

// Reads all of the capture. Of the queries the last hundred thousand or so are remembered: an answer that
// comes later is unmatched. Reason::bad_file where nothing stands before the damage.
Result<std::unique_ptr<CaptureStatistics>> read_statistics(CaptureReader& capture);

}  // namespace icmpwire
