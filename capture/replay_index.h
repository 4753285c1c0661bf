// Where the exchanges of a capture stand: each recorded query with what came back for it, as places in the
// file.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "capture/capture_file.h"
#include "capture/frame_counts.h"
#include "capture/recorded_fragments.h"
#include "capture/wire.h"

namespace icmpwire {

// Which packets of a capture count.
struct FrameChoice {
  std::optional<IpAddress> host;  // queries to or from it, with their answers
  std::uint64_t first_frame = 1;  // counted from 1, as Wireshark does
  std::uint64_t last_frame = UINT64_MAX;
  std::string interface;  // by name, or by number from 0; empty: all

  bool takes(const CapturedPacket& packet, std::uint64_t number) const;
};

// A packet of an exchange in 12 octets. Those of an exchange are a list in the order of the capture: the
// query, its answers, and strays, which are replies of whom it asked with the identifier of nobody's query.
struct IndexedPacket {
  std::uint32_t position_low = 0;
  std::uint8_t position_high = 0;
  std::uint8_t device = 0;
  std::uint16_t digest = 0;  // of what stays the same where a packet is captured twice on its way
  std::uint32_t next = 0;

  static constexpr std::uint32_t none = UINT32_MAX;
  std::uint64_t position() const { return std::uint64_t{position_high} << 32 | position_low; }
};

// A recorded query in 12 octets more.
struct IndexedQuery {
  std::uint32_t first = 0;             // its packet, or that of its first fragment
  std::uint32_t last = 0;              // of the exchange
  std::uint32_t destination_hash = 0;  // see destination_hash_of
};

// Who asked, and on which device.
struct Requester {
  IpAddress address;
  Device device;
};

// What became of the ICMP messages of a capture; with FrameCounts every frame is accounted for.
struct ExchangeCounts {
  std::uint64_t queries = 0;        // datagrams
  std::uint64_t query_frames = 0;   // frames of theirs
  std::uint64_t answer_frames = 0;  // of replies and errors whose query is in the capture
  std::uint64_t copies = 0;         // queries that were captured again on another interface
  std::uint64_t unmatched = 0;      // answers without a query in the capture, strays among them
  std::uint64_t other_icmp = 0;     // no part of any exchange: router advertisements, ...
  std::uint64_t incomplete = 0;     // fragments of datagrams that are not whole, or come twice
  std::uint64_t not_chosen = 0;     // by the FrameChoice
};

// Does not change once it is made.
class ReplayIndex {
 public:
  // Reads all of the capture. A file that is cut gives what stands before the cut; `cut` says so. `path` is
  // for failures: Reason::bad_file where there is nothing before the damage; no_resources beyond 2^32 packets
  // or 2^40 octets.
  static Result<ReplayIndex> read(CaptureReader& capture, const std::string& path, const FrameChoice& choice);

  // By destination hash, then in the order of the capture.
  std::span<const IndexedQuery> queries() const { return queries_; }
  // All of them in the order of the capture.
  std::vector<IndexedQuery> queries_as_recorded() const;
  // Those to one destination, and by accident to others.
  std::span<const IndexedQuery> queries_to(const IpAddress& destination) const;

  const IndexedPacket& packet(std::uint32_t number) const { return packets_[number]; }
  const FrameCounts& frames() const { return frames_; }
  const ExchangeCounts& exchanges() const { return counts_; }
  const std::optional<Failure>& cut() const { return cut_; }
  Nanos epoch() const { return epoch_; }  // of the first packet, since 1970
  // The address that asked most; where none of the version did, the source of its first ICMP datagram.
  // nullopt: there is none either.
  const std::optional<Requester>& usual_requester(bool is_v4) const { return is_v4 ? usual_v4_ : usual_v6_; }
  const Device& device(std::uint8_t number) const { return devices_[number]; }
  std::size_t memory() const;  // octets

 private:
  friend class ReplayIndexBuilder;
  std::vector<IndexedPacket> packets_;
  std::vector<IndexedQuery> queries_;
  std::vector<Device> devices_;
  FrameCounts frames_;
  ExchangeCounts counts_;
  std::optional<Failure> cut_;
  std::optional<Requester> usual_v4_, usual_v6_;
  Nanos epoch_{};
};

}  // namespace icmpwire
