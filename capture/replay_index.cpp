#include "capture/replay_index.h"

#include <algorithm>

#include "capture/query_table.h"
#include "packet/cooked.h"

namespace icmpwire {
namespace {

constexpr std::uint64_t most_position = std::uint64_t{1} << 40;
constexpr std::size_t most_devices = 255;
constexpr std::size_t most_strays = 64;  // of a query

// Who asked how often: of the first so many requesters.
class Requesters {
 public:
  void add(const IpAddress& address, const Device& device) {
    if (last_ != nullptr && last_address_ == address) {
      ++last_->queries;
      return;
    }
    if (counts_.size() >= most && counts_.find(address) == counts_.end()) return;
    const auto [entry, is_new] = counts_.try_emplace(address);
    if (is_new) entry->second.device = device;
    ++entry->second.queries;
    last_ = &entry->second;
    last_address_ = address;
  }
  std::optional<Requester> usual(bool is_v4) const {
    const std::pair<const IpAddress, Count>* found = nullptr;
    for (const auto& entry : counts_) {
      if (entry.first.is_v4() != is_v4) continue;
      if (found == nullptr || entry.second.queries > found->second.queries) found = &entry;
    }
    if (found == nullptr) return std::nullopt;
    return Requester{found->first, found->second.device};
  }

 private:
  static constexpr std::size_t most = 1024;
  struct Count {
    std::uint64_t queries = 0;
    Device device;
  };
  std::map<IpAddress, Count> counts_;
  Count* last_ = nullptr;  // of the address that asked last, which mostly asks next
  IpAddress last_address_;
};

}  // namespace

bool FrameChoice::takes(const CapturedPacket& packet, std::uint64_t number) const {
  if (number < first_frame || number > last_frame) return false;
  return interface.empty() || interface == packet.interface_name ||
         interface == std::to_string(packet.interface);
}

// Takes the packets of a capture in their order.
class ReplayIndexBuilder {
 public:
  explicit ReplayIndexBuilder(const FrameChoice& choice) : choice_(choice) {}
  Result<void> read(CaptureReader& capture, const std::string& path);
  ReplayIndex finish();

 private:
  void take(const CapturedPacket& packet);
  void take_whole(const IpDatagram& datagram, const PacketPlace& place);
  void take_gathered(const GatheredDatagram& datagram);
  struct Message {
    const IpAddress& source;
    const IpAddress& destination;
    QueryName name;
    std::uint64_t name_by_identification;
    std::uint16_t digest;
    std::span<const PacketPlace> places;
    std::optional<std::uint16_t> identifier{};  // of whole ones
  };
  // The query before this packet, where it is whole.
  struct Asked {
    std::uint32_t query;
    IpAddress source, destination;
    std::uint16_t identifier;
    std::size_t strays = 0;  // behind it
  };
  void take_message(const Message& message);
  void add_query(const Message& message);
  bool is_copy(const Message& message, std::uint32_t query) const;
  bool is_stray(const Message& message) const;
  void append(IndexedQuery& query, const Message& message);
  std::uint32_t add_packet(const PacketPlace& place, std::uint16_t digest);
  std::uint8_t device_of(const CapturedPacket& packet);

  const FrameChoice choice_;
  ReplayIndex index_;
  RecordedFragments fragments_;
  QueryTable latest_;  // query of that name
  std::optional<Asked> last_asked_;
  Requesters requesters_;
  std::uint8_t last_device_ = 0;
};

Result<void> ReplayIndexBuilder::read(CaptureReader& capture, const std::string& path) {
  for (;;) {
    const Result<std::optional<CapturedPacket>> packet = capture.next();
    if (!packet) {
      if (index_.frames_.frames == 0) return tl::unexpected(packet.error());
      index_.cut_ = packet.error();
      return {};
    }
    if (!*packet) return {};
    if (index_.frames_.frames == 0) index_.epoch_ = (*packet)->at;
    take(**packet);
    if ((*packet)->position >= most_position || index_.packets_.size() >= IndexedPacket::none - 65536U) {
      return tl::unexpected(Failure("replay the capture file", path, Reason::no_resources,
                                    "it is larger than 1 TiB, or holds more than 2^32 ICMP packets", {},
                                    "cut it in pieces with Wireshark's editcap -c"));
    }
  }
}

void ReplayIndexBuilder::take(const CapturedPacket& packet) {
  const std::optional<Bytes> octets = index_.frames_.take_frame(packet);
  if (!octets) return;
  const Parsed<IpDatagram> datagram = parse_quoted_ip(*octets);
  if (!index_.frames_.take_datagram(datagram)) return;
  if (!choice_.takes(packet, index_.frames_.frames)) {
    ++index_.counts_.not_chosen;
    return;
  }
  const PacketPlace place{packet.position, device_of(packet)};
  std::optional<Requester>& first = datagram->is_v4() ? index_.usual_v4_ : index_.usual_v6_;
  if (!first) first = Requester{datagram->source, index_.devices_[place.device]};
  if (!datagram->is_fragment) return take_whole(*datagram, place);
  if (const auto gathered = fragments_.take(*datagram, place, packet.at)) take_gathered(*gathered);
}

void ReplayIndexBuilder::take_whole(const IpDatagram& datagram, const PacketPlace& place) {
  Message message{datagram.source,         datagram.destination, query_name(datagram), 0,
                  packet_digest(datagram), std::span(&place, 1)};
  const IcmpRole role = message.name.role;
  if (role == IcmpRole::query || role == IcmpRole::reply)
    message.identifier = message_identifier(datagram.payload);
  take_message(message);
}

void ReplayIndexBuilder::take_gathered(const GatheredDatagram& datagram) {
  const auto digest = static_cast<std::uint16_t>(datagram.identification ^ datagram.identification >> 16);
  take_message({datagram.source, datagram.destination, datagram.name, datagram.name_by_identification, digest,
                datagram.places});
}

void ReplayIndexBuilder::take_message(const Message& message) {
  ExchangeCounts& counts = index_.counts_;
  const std::uint64_t frames = message.places.size();
  switch (message.name.role) {
    case IcmpRole::query:
      counts.query_frames += frames;
      return add_query(message);
    case IcmpRole::reply:
    case IcmpRole::error:
      if (const auto query = latest_.find(message.name.hash)) {
        counts.answer_frames += frames;
        append(index_.queries_[*query], message);
      } else {
        counts.unmatched += frames;
        if (!is_stray(message)) return;
        append(index_.queries_[last_asked_->query], message);
        ++last_asked_->strays;
      }
      return;
    case IcmpRole::other:
      counts.other_icmp += frames;
  }
}

void ReplayIndexBuilder::add_query(const Message& message) {
  if (choice_.host && *choice_.host != message.source && *choice_.host != message.destination) {
    index_.counts_.query_frames -= message.places.size();
    index_.counts_.not_chosen += message.places.size();
    return;
  }
  if (const auto known = latest_.find(message.name.hash); known && is_copy(message, *known)) {
    ++index_.counts_.copies;
    return append(index_.queries_[*known], message);
  }
  ++index_.counts_.queries;
  const auto number = static_cast<std::uint32_t>(index_.queries_.size());
  IndexedQuery query{IndexedPacket::none, IndexedPacket::none, destination_hash_of(message.destination)};
  append(query, message);
  index_.queries_.push_back(query);
  requesters_.add(message.source, index_.devices_[message.places.front().device]);
  last_asked_.reset();
  if (message.identifier) last_asked_ = {number, message.source, message.destination, *message.identifier};
  latest_.put(message.name.hash, number);
  if (message.name_by_identification != 0) latest_.put(message.name_by_identification, number);
}

// The same packet on another device: a router's capture shows it on its way in and on its way out.
bool ReplayIndexBuilder::is_copy(const Message& message, std::uint32_t query) const {
  const IndexedPacket& known = index_.packets_[index_.queries_[query].first];
  return known.device != message.places.front().device && known.digest == message.digest;
}

// Whom the last query asked replies to who asked, but by an identifier of nobody's. With that query's own it
// would be a late reply, to a query that the capture does not have.
bool ReplayIndexBuilder::is_stray(const Message& message) const {
  return message.name.role == IcmpRole::reply && message.identifier && last_asked_ &&
         last_asked_->strays < most_strays && *message.identifier != last_asked_->identifier &&
         message.source == last_asked_->destination && message.destination == last_asked_->source;
}

void ReplayIndexBuilder::append(IndexedQuery& query, const Message& message) {
  for (const PacketPlace& place : message.places) {
    const std::uint32_t number = add_packet(place, message.digest);
    if (query.first == IndexedPacket::none) {
      query.first = number;
    } else {
      index_.packets_[query.last].next = number;
    }
    query.last = number;
  }
}

std::uint32_t ReplayIndexBuilder::add_packet(const PacketPlace& place, std::uint16_t digest) {
  index_.packets_.push_back({static_cast<std::uint32_t>(place.position),
                             static_cast<std::uint8_t>(place.position >> 32), place.device, digest,
                             IndexedPacket::none});
  return static_cast<std::uint32_t>(index_.packets_.size() - 1);
}

// A capture on all devices (SLL2) names the device in each packet; others by the interface.
std::uint8_t ReplayIndexBuilder::device_of(const CapturedPacket& packet) {
  std::uint32_t number = packet.interface + 1;
  if (packet.link == LinkType::linux_sll2) {
    if (const auto header = decode<Sll2Header>(packet.octets)) number = header->interface_index;
  }
  const std::string_view name = packet.interface_name.empty() ? "replay" : packet.interface_name;
  auto& devices = index_.devices_;
  const auto is_it = [&](const Device& device) { return device.index == number && device.name.holds(name); };
  if (last_device_ < devices.size() && is_it(devices[last_device_])) return last_device_;
  const auto found = std::find_if(devices.begin(), devices.end(), is_it);
  if (found == devices.end() && devices.size() < most_devices) {
    devices.push_back({number, DeviceName(name)});
    return last_device_ = static_cast<std::uint8_t>(devices.size() - 1);
  }
  last_device_ =
      static_cast<std::uint8_t>(std::min<std::ptrdiff_t>(found - devices.begin(), most_devices - 1));
  return last_device_;
}

ReplayIndex ReplayIndexBuilder::finish() {
  index_.counts_.incomplete = fragments_.given_up() + fragments_.waiting();
  if (const auto usual = requesters_.usual(true)) index_.usual_v4_ = usual;
  if (const auto usual = requesters_.usual(false)) index_.usual_v6_ = usual;
  index_.packets_.shrink_to_fit();
  index_.queries_.shrink_to_fit();
  std::sort(index_.queries_.begin(), index_.queries_.end(),
            [](const IndexedQuery& left, const IndexedQuery& right) {
              return std::pair(left.destination_hash, left.first) <
                     std::pair(right.destination_hash, right.first);
            });
  return std::move(index_);
}

Result<ReplayIndex> ReplayIndex::read(CaptureReader& capture, const std::string& path,
                                      const FrameChoice& choice) {
  ReplayIndexBuilder builder(choice);
  if (Result<void> result = builder.read(capture, path); !result)
    return tl::unexpected(std::move(result).error());
  return builder.finish();
}

std::vector<IndexedQuery> ReplayIndex::queries_as_recorded() const {
  std::vector<IndexedQuery> queries = queries_;
  std::sort(queries.begin(), queries.end(),
            [](const IndexedQuery& left, const IndexedQuery& right) { return left.first < right.first; });
  return queries;
}

std::span<const IndexedQuery> ReplayIndex::queries_to(const IpAddress& destination) const {
  IndexedQuery wanted;
  wanted.destination_hash = destination_hash_of(destination);
  const auto [first, last] = std::equal_range(queries_.begin(), queries_.end(), wanted,
                                              [](const IndexedQuery& left, const IndexedQuery& right) {
                                                return left.destination_hash < right.destination_hash;
                                              });
  return {first, last};
}

std::size_t ReplayIndex::memory() const {
  return packets_.capacity() * sizeof(IndexedPacket) + queries_.capacity() * sizeof(IndexedQuery) +
         devices_.capacity() * sizeof(Device);
}

}  // namespace icmpwire
