#include "capture/replay_recording.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <unordered_map>

#include "capture/capture_file.h"
#include "capture/link.h"
#include "packet/icmp.h"
#include "packet/ipv4.h"
#include "packet/reassembly.h"

namespace icmpwire {
namespace {

// How an answer names its request: by who asked and the query's identifier and sequence; where an error
// quotes a later fragment, which has no ICMP header, by the IP identification. The destination is no part of
// it: source routes and broadcasts change it.
struct RequestName {
  Ipv4Address requester;
  IcmpType type{};
  std::uint32_t identifier_and_sequence = 0;
  std::uint32_t device = any_device;
  bool by_identification = false;  // then the IP identification stands in identifier_and_sequence

  static constexpr std::uint32_t any_device = std::numeric_limits<std::uint32_t>::max();
  friend bool operator==(const RequestName&, const RequestName&) = default;
};

struct HashOfName {
  std::size_t operator()(const RequestName& name) const {
    const std::uint64_t numbers = std::uint64_t{name.requester.value()} << 32 | name.identifier_and_sequence;
    const std::uint64_t rest = std::uint64_t{name.device} << 16 | static_cast<std::uint64_t>(name.type) << 1 |
                               (name.by_identification ? 1U : 0U);
    return std::hash<std::uint64_t>()(numbers * 0x9e3779b97f4a7c15U + rest);
  }
};

RequestName name_by_query(Ipv4Address requester, IcmpType type, Bytes message) {
  return {requester, type, read_u32(message, query_header_octets - 4), RequestName::any_device, false};
}

RequestName name_by_identification(const Ipv4Header& header) {
  return {header.source, IcmpType::echo_request, *header.identification, RequestName::any_device, true};
}

// The request that a whole datagram answers; nullopt where it answers none.
std::optional<RequestName> request_of(const Ipv4Datagram& datagram) {
  const Parsed<IcmpMessage> icmp = parse_icmp(datagram.payload);
  if (!icmp) return std::nullopt;
  if (const auto request = request_type(icmp->type())) {
    return name_by_query(datagram.header.destination, *request, icmp->octets);
  }
  if (!is_error(icmp->type())) return std::nullopt;
  const Parsed<Ipv4Datagram> quote = parse_quoted_ipv4(quoted_datagram(*icmp));
  if (!quote || quote->header.protocol != Protocol::icmp) return std::nullopt;
  if (quote->header.fragment_offset != 0) return name_by_identification(quote->header);
  if (quote->payload.size() < query_header_octets || !is_request(IcmpType{quote->payload[0]}))
    return std::nullopt;
  return name_by_query(quote->header.source, IcmpType{quote->payload[0]}, quote->payload);
}

// A datagram as it came, its time on the recording's clock.
struct Piece {
  Stored datagram;
  std::uint32_t original_size = 0;
  Nanos at{};
};

// The pieces of one datagram: one, unless it came in fragments.
using Pieces = std::span<const Piece>;

}  // namespace

// Takes the packets of a capture in their order.
class RecordingBuilder {
 public:
  explicit RecordingBuilder(std::string path) : path_(std::move(path)) {}
  Result<void> read(CaptureReader& capture);
  Recording finish();

 private:
  void take(const CapturedPacket& packet);
  void take_fragment(const Ipv4Datagram& fragment, const Piece& piece, std::uint32_t device);
  void take_whole(const Ipv4Datagram& datagram, const Stored& whole, Pieces pieces, std::uint32_t device);
  void add_request(const Ipv4Datagram& datagram, const Stored& whole, Pieces pieces, std::uint32_t device);
  void add_answer(std::uint32_t exchange, const Stored& whole, Pieces pieces);
  std::optional<std::uint32_t> latest(RequestName name, std::uint32_t device) const;
  Stored store(Bytes datagram);
  std::uint32_t device_of(const CapturedPacket& packet);

  static constexpr Nanos fragment_lifetime = std::chrono::seconds(60);  // RFC 1122 3.3.2
  static constexpr Reassembly::Limits reassembly_limits{1024, 64U << 20, fragment_lifetime};
  using FragmentKey = std::tuple<Ipv4Address, Ipv4Address, std::uint16_t>;

  const std::string path_;
  Recording recording_;
  bool begun_ = false;
  Reassembly reassembly_{reassembly_limits};
  std::map<FragmentKey, std::vector<Piece>> fragments_;                // of datagrams that are not whole yet
  std::unordered_map<RequestName, std::uint32_t, HashOfName> latest_;  // exchange of that name
};

Result<void> RecordingBuilder::read(CaptureReader& capture) {
  constexpr std::size_t most_stored = 0xffffffffU - 0xffffU;  // a datagram more still has a 32-bit place
  for (;;) {
    const Result<std::optional<CapturedPacket>> packet = capture.next();
    if (!packet) return tl::unexpected(packet.error());
    if (!*packet) return {};
    if (!begun_) recording_.epoch_ = (*packet)->at;
    begun_ = true;
    take(**packet);
    if (recording_.store_.size() > most_stored) {
      Failure failure;
      failure.operation = "replay the capture file";
      failure.object = path_;
      failure.reason = Reason::no_resources;
      failure.detail = "it holds more than 4 GiB of ICMP datagrams";
      failure.instead = "cut it in pieces with Wireshark's editcap -c";
      return tl::unexpected(std::move(failure));
    }
  }
}

void RecordingBuilder::take(const CapturedPacket& packet) {
  const auto offset = datagram_offset(packet.octets, packet.link);
  if (!offset) return;
  const Parsed<Ipv4Datagram> datagram = parse_quoted_ipv4(packet.octets.subspan(*offset));
  if (!datagram || datagram->header.protocol != Protocol::icmp) return;
  Piece piece;
  piece.datagram = store(datagram->octets);
  piece.original_size = std::max(piece.datagram.size, std::uint32_t{*datagram->header.total_length});
  piece.at = packet.at - recording_.epoch_;
  const std::uint32_t device = device_of(packet);
  if (datagram->header.is_fragment()) {
    take_fragment(*datagram, piece, device);
  } else {
    take_whole(*datagram, piece.datagram, Pieces(&piece, 1), device);
  }
}

void RecordingBuilder::take_fragment(const Ipv4Datagram& fragment, const Piece& piece, std::uint32_t device) {
  const Ipv4Header& header = fragment.header;
  const FragmentKey key{header.source, header.destination, *header.identification};
  std::vector<Piece>& pieces = fragments_[key];
  if (!pieces.empty() && piece.at - pieces.front().at > fragment_lifetime) pieces.clear();
  pieces.push_back(piece);
  const std::optional<Bytes> octets = reassembly_.add(fragment, piece.at);
  if (!octets) return;
  if (const Parsed<Ipv4Datagram> whole = parse_ipv4(*octets)) {
    take_whole(*whole, store(whole->octets), pieces, device);
  }
  fragments_.erase(key);
}

void RecordingBuilder::take_whole(const Ipv4Datagram& datagram, const Stored& whole, Pieces pieces,
                                  std::uint32_t device) {
  if (datagram.payload.size() < query_header_octets) return;
  if (is_request(IcmpType{datagram.payload[0]})) {
    add_request(datagram, whole, pieces, device);
  } else if (const auto name = request_of(datagram)) {
    if (const auto exchange = latest(*name, device)) add_answer(*exchange, whole, pieces);
  }
}

void RecordingBuilder::add_request(const Ipv4Datagram& datagram, const Stored& whole, Pieces pieces,
                                   std::uint32_t device) {
  const auto number = static_cast<std::uint32_t>(recording_.exchanges_.size());
  recording_.exchanges_.push_back({whole, pieces.front().at, 0, 0, device});
  const auto remember = [&](RequestName name) {
    latest_[name] = number;
    name.device = device;
    latest_[name] = number;
  };
  remember(name_by_query(datagram.header.source, IcmpType{datagram.payload[0]}, datagram.payload));
  if (pieces.size() > 1) remember(name_by_identification(datagram.header));
}

void RecordingBuilder::add_answer(std::uint32_t exchange, const Stored& whole, Pieces pieces) {
  const auto first_part = static_cast<std::uint32_t>(recording_.parts_.size());
  const Nanos departure = recording_.exchanges_[exchange].at;
  for (const Piece& piece : pieces) {
    recording_.parts_.push_back(
        {piece.datagram, piece.original_size, std::max(piece.at - departure, Nanos{})});
  }
  recording_.answers_.push_back({whole, exchange, first_part, static_cast<std::uint32_t>(pieces.size())});
}

// The last request of the name before now: of the same device, where a capture of several shows a packet more
// than once, else of any.
std::optional<std::uint32_t> RecordingBuilder::latest(RequestName name, std::uint32_t device) const {
  for (const std::uint32_t where : {device, RequestName::any_device}) {
    name.device = where;
    if (const auto found = latest_.find(name); found != latest_.end()) return found->second;
  }
  return std::nullopt;
}

Stored RecordingBuilder::store(Bytes datagram) {
  const Stored stored{static_cast<std::uint32_t>(recording_.store_.size()),
                      static_cast<std::uint32_t>(datagram.size())};
  recording_.store_.insert(recording_.store_.end(), datagram.begin(), datagram.end());
  return stored;
}

std::uint32_t RecordingBuilder::device_of(const CapturedPacket& packet) {
  const DeviceName name(packet.interface_name.empty() ? "replay" : packet.interface_name);
  const std::uint32_t index = packet.interface + 1;
  auto& devices = recording_.devices_;
  const auto found = std::find_if(devices.begin(), devices.end(), [&](const Device& device) {
    return device.index == index && device.name.view() == name.view();
  });
  const auto number = static_cast<std::uint32_t>(found - devices.begin());
  if (found == devices.end()) devices.push_back({index, name});
  return number;
}

Recording RecordingBuilder::finish() {
  auto& answers = recording_.answers_;
  const auto by_exchange = [](const RecordedAnswer& left, const RecordedAnswer& right) {
    return left.exchange < right.exchange;
  };
  std::stable_sort(answers.begin(), answers.end(), by_exchange);
  for (std::uint32_t i = 0; i < answers.size(); ++i) {
    RecordedExchange& exchange = recording_.exchanges_[answers[i].exchange];
    if (exchange.answers++ == 0) exchange.first_answer = i;
  }
  return std::move(recording_);
}

Result<Recording> Recording::read(const std::string& path) {
  Result<std::unique_ptr<CaptureReader>> capture = CaptureReader::open(path);
  if (!capture) return tl::unexpected(std::move(capture).error());
  RecordingBuilder builder(path);
  if (Result<void> result = builder.read(**capture); !result)
    return tl::unexpected(std::move(result).error());
  return builder.finish();
}

}  // namespace icmpwire
