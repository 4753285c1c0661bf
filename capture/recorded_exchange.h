// An exchange of a capture, read back from the file: a query and what came for it.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "capture/query_name.h"
#include "capture/replay_index.h"

namespace icmpwire {

// Octets in an exchange's store.
struct Stored {
  std::uint32_t at = 0;
  std::uint32_t size = 0;
};

// One datagram of an answer as it came; an answer in fragments has several.
struct RecordedPart {
  Stored datagram;
  std::uint32_t original_size = 0;  // more than the datagram's size where the capture cut it
  Nanos after{};                    // the query's departure, 0 or more
};

struct RecordedAnswer {
  Stored message;  // the ICMP message, put together where it came in fragments
  IcmpRole role = IcmpRole::reply;
  std::vector<RecordedPart> parts;
};

// A list whose answers keep their memory from one exchange to the next.
class RecordedAnswers {
 public:
  std::span<const RecordedAnswer> all() const { return std::span(answers_).first(count_); }
  // Behind the others, to be filled.
  RecordedAnswer& add() {
    if (answers_.size() == count_) answers_.emplace_back();
    answers_[count_].parts.clear();
    return answers_[count_++];
  }
  void clear() { count_ = 0; }

 private:
  std::vector<RecordedAnswer> answers_;
  std::size_t count_ = 0;
};

// Reused from one exchange to the next: its memory is kept.
class RecordedExchange {
 public:
  // The whole query; its spans are valid until the next read.
  const IpDatagram& query() const { return query_; }
  // The datagrams in which it left: one, or its fragments in their order.
  std::span<const Stored> query_parts() const { return query_parts_; }
  std::span<const RecordedAnswer> answers() const { return answers_.all(); }
  // Replies of whom the query asked, behind it, with the identifier of nobody's query: they answer nothing.
  std::span<const RecordedAnswer> strays() const { return strays_.all(); }
  Bytes octets(const Stored& stored) const { return Bytes(store_).subspan(stored.at, stored.size); }
  Nanos at() const { return at_; }  // the departure, since 1970
  const Device& device() const { return device_; }

 private:
  friend class ExchangeReader;
  Octets store_;
  IpDatagram query_;
  std::vector<Stored> query_parts_;
  RecordedAnswers answers_;
  RecordedAnswers strays_;
  Nanos at_{};
  Device device_;
};

// What an exchange may take of memory: all of one is there at once. A flood of answers to one broadcast fits;
// a file made to exhaust us does not.
struct ExchangeLimits {
  std::size_t packets = std::size_t{1} << 20;
  std::size_t octets = std::size_t{256} << 20;  // of the datagrams together
};

// Reads exchanges of an index back from its file, each whole or not at all. Not thread-safe.
class ExchangeReader {
 public:
  // Both must outlive the reader.
  ExchangeReader(CaptureReader& capture, const ReplayIndex& index, ExchangeLimits limits = {})
      : capture_(capture), index_(index), limits_(limits) {}

  // Reason::bad_file where the file has changed since it was indexed; no_resources where the exchange is
  // beyond the limits. Answers that were captured on several devices are there once: as the query's own
  // device saw them, where it did.
  Result<void> read(const IndexedQuery& query, RecordedExchange& exchange);

  // Only the first packet of the query: for what its header says.
  Result<void> read_head(const IndexedQuery& query, RecordedExchange& exchange);

 private:
  struct Piece {
    IpDatagram datagram;
    Stored stored;
    Nanos at{};
    std::uint32_t original_size = 0;
    std::uint16_t digest = 0;
    std::uint8_t device = 0;
    bool used = false;
  };
  Result<void> load(const IndexedQuery& query, bool head_only, RecordedExchange& exchange);
  Result<void> load_piece(const IndexedPacket& packet, RecordedExchange& exchange);
  // What is known of the packets with one digest.
  struct Sighting {
    std::uint16_t digest = 0;
    bool on_own_device = false;     // the query's
    std::uint8_t first_device = 0;  // of the first packet
    std::size_t other_at = 0;       // the first piece of another device than that
  };
  using DatagramKey = std::array<std::uint8_t, 38>;
  DatagramKey key_of(std::size_t number) const;
  void sort_fragments();
  void sort_sightings();
  void gather(std::size_t first);
  Stored join(RecordedExchange& exchange);
  static Stored payload_of(const Piece& piece);
  bool take_query(RecordedExchange& exchange);
  void take_answers(RecordedExchange& exchange);
  void take_answer(RecordedExchange& exchange);
  static bool is_answer(const Piece& piece);
  bool is_seen_elsewhere(std::size_t number) const;

  CaptureReader& capture_;
  const ReplayIndex& index_;
  const ExchangeLimits limits_;
  std::vector<Piece> pieces_;
  std::vector<std::size_t>
      fragments_;                      // pieces that are some, those of one datagram together, in their order
  std::vector<Sighting> sightings_;    // by digest; empty where all pieces are of the query's own device
  std::vector<std::size_t> order_;     // for sorting
  std::vector<std::size_t> together_;  // pieces of one datagram
  std::uint8_t device_ = 0;
};

}  // namespace icmpwire
