#include "capture/capture_statistics.h"

#include "capture/recent_queries.h"
#include "packet/ip_options.h"
#include "packet/ipv6_extensions.h"

namespace icmpwire {
namespace {

// An ICMP message with all that is counted of it.
struct Message {
  bool is_v4;
  QueryName name;
  std::uint64_t name_by_identification;
  std::uint16_t digest;
  std::uint16_t interface;
  Nanos begun, at;  // first fragment, and last
};

class Counter {
 public:
  explicit Counter(CaptureStatistics& statistics) : statistics_(statistics) {}

  void take(const CapturedPacket& packet);
  void finish() { statistics_.incomplete = fragments_.given_up() + fragments_.waiting(); }

 private:
  VersionStatistics& of(bool is_v4) { return is_v4 ? statistics_.v4 : statistics_.v6; }
  void count_error(const IpDatagram& datagram);
  void count_options(const IpDatagram& datagram);
  void take_message(const Message& message);
  void take_query(const Message& message);
  void take_answer(const Message& message);

  CaptureStatistics& statistics_;
  RecordedFragments fragments_;
  RecentQueries recent_;
};

void Counter::take(const CapturedPacket& packet) {
  if (!statistics_.first) statistics_.first = packet.at;
  statistics_.last = packet.at;
  const std::optional<Bytes> octets = statistics_.frames.take_frame(packet);
  if (!octets) return;
  const Parsed<IpDatagram> datagram = parse_quoted_ip(*octets);
  if (!statistics_.frames.take_datagram(datagram)) return;
  if (!datagram->extras.empty()) count_options(*datagram);
  if (datagram->fragment_offset == 0) count_error(*datagram);
  const auto interface = static_cast<std::uint16_t>(packet.interface);
  if (!datagram->is_fragment) {
    return take_message({datagram->is_v4(), query_name(*datagram), 0, packet_digest(*datagram), interface,
                         packet.at, packet.at});
  }
  const auto whole = fragments_.take(*datagram, {packet.position, 0}, packet.at);
  if (!whole) return;
  take_message({whole->source.is_v4(), whole->name, whole->name_by_identification,
                static_cast<std::uint16_t>(whole->identification), interface, whole->begun, packet.at});
}

void Counter::count_error(const IpDatagram& datagram) {
  if (datagram.payload.size() < 2 || !is_error_type(datagram.payload[0], datagram.is_v4())) return;
  ++of(datagram.is_v4()).errors[{datagram.payload[0], datagram.payload[1]}];
}

void Counter::count_options(const IpDatagram& datagram) {
  auto& counts = of(datagram.is_v4()).options;
  if (datagram.is_v4()) {
    OptionWalk walk(datagram.extras);
    for (auto option = walk.next(); option && *option; option = walk.next())
      ++counts[static_cast<std::uint8_t>((*option)->type)];
  } else {
    constexpr std::size_t next_header_at = 6;
    ExtensionWalk walk(Protocol{datagram.header_octets[next_header_at]}, datagram.extras);
    for (auto header = walk.next(); header && *header; header = walk.next())
      ++counts[static_cast<std::uint8_t>((*header)->type)];
  }
}

void Counter::take_message(const Message& message) {
  switch (message.name.role) {
    case IcmpRole::query:
      return take_query(message);
    case IcmpRole::reply:
    case IcmpRole::error:
      return take_answer(message);
    case IcmpRole::other:
      ++statistics_.other_icmp;
  }
}

void Counter::take_query(const Message& message) {
  const RecentQuery* known = recent_.find(message.name.hash);
  if (known != nullptr && known->digest == message.digest && known->interface != message.interface) {
    ++statistics_.copies;
    return;
  }
  ++of(message.is_v4).queries;
  RecentQuery query;
  query.name = message.name.hash;
  query.at = message.begun;
  query.digest = message.digest;
  query.interface = message.interface;
  recent_.put(query);
  if (message.name_by_identification == 0) return;
  query.name = message.name_by_identification;
  recent_.put(query);
}

void Counter::take_answer(const Message& message) {
  VersionStatistics& version = of(message.is_v4);
  RecentQuery* query = recent_.find(message.name.hash);
  if (query == nullptr) {
    ++version.unmatched;
    return;
  }
  if (query->answered && query->answer_digest == message.digest &&
      query->answer_interface != message.interface) {
    ++statistics_.copies;
    return;
  }
  query->answer_digest = message.digest;
  query->answer_interface = message.interface;
  if (query->answered) {
    ++version.again;
    return;
  }
  query->answered = true;
  ++(message.name.role == IcmpRole::reply ? version.replied : version.refused);
  statistics_.round_trips.add(message.at - query->at);
}

}  // namespace

Result<std::unique_ptr<CaptureStatistics>> read_statistics(CaptureReader& capture) {
  auto statistics = std::make_unique<CaptureStatistics>();
  Counter counter(*statistics);
  for (;;) {
    const Result<std::optional<CapturedPacket>> packet = capture.next();
    if (!packet && statistics->frames.frames == 0) return tl::unexpected(packet.error());
    if (!packet) statistics->cut = packet.error();
    if (!packet || !*packet) break;
    counter.take(**packet);
  }
  counter.finish();
  return statistics;
}

}  // namespace icmpwire
