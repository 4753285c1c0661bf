#include "capture/recorded_exchange.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "capture/link.h"
#include "capture/unfragmented_header.h"

namespace icmpwire {
namespace {

bool same_datagram(const IpDatagram& left, const IpDatagram& right) {
  return left.identification == right.identification && left.source == right.source &&
         left.destination == right.destination;
}

}  // namespace

Result<void> ExchangeReader::read(const IndexedQuery& query, RecordedExchange& exchange) {
  if (Result<void> result = load(query, false, exchange); !result) return result;
  sort_fragments();
  sort_sightings();
  if (take_query(exchange)) take_answers(exchange);
  return {};
}

Result<void> ExchangeReader::read_head(const IndexedQuery& query, RecordedExchange& exchange) {
  if (Result<void> result = load(query, true, exchange); !result) return result;
  exchange.query_ = pieces_.front().datagram;
  return {};
}

Result<void> ExchangeReader::load(const IndexedQuery& query, bool head_only, RecordedExchange& exchange) {
  exchange.store_.clear();
  exchange.answers_.clear();
  exchange.strays_.clear();
  pieces_.clear();
  for (std::uint32_t number = query.first; number != IndexedPacket::none;) {
    if (pieces_.size() >= limits_.packets || exchange.store_.size() >= limits_.octets) {
      return tl::unexpected(Failure(
          "replay", "an exchange of the capture file", Reason::no_resources,
          "it has more than " + std::to_string(pieces_.size()) + " packets: more than fits into memory", {},
          "fewer frames of it: replay:FILE?frames=1-" + std::to_string(limits_.packets)));
    }
    const IndexedPacket& packet = index_.packet(number);
    if (Result<void> result = load_piece(packet, exchange); !result) return result;
    number = head_only ? IndexedPacket::none : packet.next;
  }
  exchange.store_.reserve(2 * exchange.store_.size() + 64);  // whole datagrams follow, and nothing may move
  for (Piece& piece : pieces_) piece.datagram = *parse_quoted_ip(exchange.octets(piece.stored));
  exchange.at_ = pieces_.front().at;
  device_ = pieces_.front().device;
  exchange.device_ = index_.device(device_);
  return {};
}

Result<void> ExchangeReader::load_piece(const IndexedPacket& packet, RecordedExchange& exchange) {
  const Result<CapturedPacket> captured = capture_.packet_at(packet.position());
  if (!captured) return tl::unexpected(captured.error());
  const auto at = datagram_offset(captured->octets, captured->link);
  const auto datagram = parse_quoted_ip(at ? captured->octets.subspan(*at) : Bytes());
  if (!datagram) {
    return tl::unexpected(Failure("replay", "a packet of the capture file", Reason::bad_file,
                                  "it has changed since it was read"));
  }
  Piece piece;
  piece.stored = {static_cast<std::uint32_t>(exchange.store_.size()),
                  static_cast<std::uint32_t>(datagram->octets.size())};
  piece.original_size =
      static_cast<std::uint32_t>(datagram->header_octets.size() + datagram->stated_payload());
  piece.at = captured->at;
  piece.device = packet.device;
  piece.digest = packet.digest;
  exchange.store_.insert(exchange.store_.end(), datagram->octets.begin(), datagram->octets.end());
  pieces_.push_back(piece);
  return {};
}

// Equal for the fragments of one datagram.
ExchangeReader::DatagramKey ExchangeReader::key_of(std::size_t number) const {
  const Piece& piece = pieces_[number];
  const Bytes source = piece.datagram.source.octets(), destination = piece.datagram.destination.octets();
  DatagramKey key{piece.device, static_cast<std::uint8_t>(source.size())};
  write_u32(key, 2, piece.datagram.identification);
  std::copy(source.begin(), source.end(), key.begin() + 6);
  std::copy(destination.begin(), destination.end(), key.begin() + 22);
  return key;
}

void ExchangeReader::sort_fragments() {
  fragments_.clear();
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    if (pieces_[i].datagram.is_fragment) fragments_.push_back(i);
  }
  std::sort(fragments_.begin(), fragments_.end(), [this](std::size_t left, std::size_t right) {
    return std::pair(key_of(left), left) < std::pair(key_of(right), right);
  });
}

// The pieces of the datagram that `first`, its first one, is one of, into together_; it alone unless it is a
// fragment.
void ExchangeReader::gather(std::size_t first) {
  together_.assign(1, first);
  if (!pieces_[first].datagram.is_fragment) return;
  together_.clear();
  const auto key = key_of(first);
  auto at =
      std::lower_bound(fragments_.begin(), fragments_.end(), key,
                       [this](std::size_t piece, const auto& wanted) { return key_of(piece) < wanted; });
  for (; at != fragments_.end() && key_of(*at) == key; ++at) {
    if (!pieces_[*at].used) together_.push_back(*at);
  }
}

// What the pieces in together_ carry, as far as it is there without a gap.
Stored ExchangeReader::join(RecordedExchange& exchange) {
  std::vector<std::size_t> ordered = together_;
  std::sort(ordered.begin(), ordered.end(), [this](std::size_t left, std::size_t right) {
    return pieces_[left].datagram.fragment_offset < pieces_[right].datagram.fragment_offset;
  });
  const auto begin = static_cast<std::uint32_t>(exchange.store_.size());
  Stored joined{begin, 0};
  for (const std::size_t number : ordered) {
    const IpDatagram& datagram = pieces_[number].datagram;
    if (datagram.fragment_offset != joined.size) break;
    const Stored& stored = pieces_[number].stored;
    const auto from =
        exchange.store_.begin() + stored.at + static_cast<std::ptrdiff_t>(datagram.header_octets.size());
    exchange.store_.resize(exchange.store_.size() + datagram.payload.size());
    std::copy(from, from + static_cast<std::ptrdiff_t>(datagram.payload.size()),
              exchange.store_.end() - static_cast<std::ptrdiff_t>(datagram.payload.size()));
    joined.size += static_cast<std::uint32_t>(datagram.payload.size());
    if (datagram.truncated) break;
  }
  return joined;
}

Stored ExchangeReader::payload_of(const Piece& piece) {
  const auto header = static_cast<std::uint32_t>(piece.datagram.header_octets.size());
  return {piece.stored.at + header, static_cast<std::uint32_t>(piece.datagram.payload.size())};
}

// False where the query's first fragment is missing.
bool ExchangeReader::take_query(RecordedExchange& exchange) {
  gather(0);
  exchange.query_parts_.clear();
  for (const std::size_t number : together_) {
    pieces_[number].used = true;
    exchange.query_parts_.push_back(pieces_[number].stored);
  }
  exchange.query_ = pieces_.front().datagram;
  if (!exchange.query_.is_fragment) return true;
  const auto head = std::find_if(together_.begin(), together_.end(), [this](std::size_t number) {
    return pieces_[number].datagram.fragment_offset == 0;
  });
  if (head == together_.end()) return false;
  const auto begin = static_cast<std::uint32_t>(exchange.store_.size());
  std::size_t stated = 0;
  for (const std::size_t number : together_) stated += pieces_[number].datagram.stated_payload();
  append_unfragmented_header(pieces_[*head].datagram, stated, exchange.store_);
  const Stored payload = join(exchange);
  const std::uint32_t size = payload.at + payload.size - begin;
  exchange.query_ = *parse_quoted_ip(exchange.octets({begin, size}));
  return true;
}

void ExchangeReader::take_answers(RecordedExchange& exchange) {
  for (std::size_t i = 1; i < pieces_.size(); ++i) {
    Piece& piece = pieces_[i];
    if (piece.used) continue;
    gather(i);
    for (const std::size_t number : together_) pieces_[number].used = true;
    if (same_datagram(piece.datagram, exchange.query_) && !is_answer(piece)) continue;
    if (is_seen_elsewhere(i)) continue;
    take_answer(exchange);
  }
}

// The query itself, captured again, is none.
bool ExchangeReader::is_answer(const Piece& piece) {
  const IcmpRole role = query_name(piece.datagram).role;
  return !piece.datagram.is_fragment && role != IcmpRole::query;
}

void ExchangeReader::take_answer(RecordedExchange& exchange) {
  const IpDatagram& first = pieces_[together_.front()].datagram;
  const Stored message = together_.size() == 1 ? payload_of(pieces_[together_.front()]) : join(exchange);
  const Bytes octets = exchange.octets(message);
  if (octets.size() < icmp_header_octets) return;
  if (is_query_type(octets[0], first.is_v4())) return;  // the query on another device
  const bool is_error = is_error_type(octets[0], first.is_v4());
  const bool is_stray = !is_error && exchange.query_.payload.size() >= icmp_header_octets &&
                        message_identifier(octets) != message_identifier(exchange.query_.payload);
  RecordedAnswer& answer = (is_stray ? exchange.strays_ : exchange.answers_).add();
  answer.message = message;
  answer.role = is_error ? IcmpRole::error : IcmpRole::reply;
  for (const std::size_t number : together_) {
    const Piece& piece = pieces_[number];
    answer.parts.push_back({piece.stored, piece.original_size, std::max(piece.at - exchange.at_, Nanos{})});
  }
}

// An answer that was captured on several devices counts where the query left, or else where it was seen
// first.
bool ExchangeReader::is_seen_elsewhere(std::size_t number) const {
  const Piece& piece = pieces_[number];
  if (piece.device == device_) return false;
  const auto seen = std::lower_bound(
      sightings_.begin(), sightings_.end(), piece.digest,
      [](const Sighting& sighting, std::uint16_t digest) { return sighting.digest < digest; });
  return seen->on_own_device || seen->first_device != piece.device || seen->other_at < number;
}

// Of all pieces but the first, which is the query.
void ExchangeReader::sort_sightings() {
  sightings_.clear();
  const auto is_elsewhere = [this](const Piece& piece) { return piece.device != device_; };
  if (std::none_of(pieces_.begin(), pieces_.end(), is_elsewhere)) return;
  order_.resize(pieces_.size() - 1);
  std::iota(order_.begin(), order_.end(), std::size_t{1});
  std::sort(order_.begin(), order_.end(), [this](std::size_t left, std::size_t right) {
    return std::pair(pieces_[left].digest, left) < std::pair(pieces_[right].digest, right);
  });
  for (const std::size_t number : order_) {
    const Piece& piece = pieces_[number];
    if (sightings_.empty() || sightings_.back().digest != piece.digest)
      sightings_.push_back({piece.digest, false, piece.device, pieces_.size()});
    Sighting& sighting = sightings_.back();
    if (!is_elsewhere(piece)) sighting.on_own_device = true;
    if (piece.device != sighting.first_device) sighting.other_at = std::min(sighting.other_at, number);
  }
}

}  // namespace icmpwire
