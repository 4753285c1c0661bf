#include "packet/story.h"

#include <algorithm>

namespace icmpwire {
namespace {

constexpr std::size_t most_requests = 4096;
constexpr std::size_t most_request_octets = 1600;  // a quote is seldom longer than a frame
constexpr std::size_t most_fragmented = 256;       // datagrams

std::optional<IpDatagram> datagram_of(const Dissection& packet) {
  const PacketPart part = datagram_part(packet);
  if (part.layers.empty()) return std::nullopt;
  const Parsed<IpDatagram> datagram = parse_quoted_ip(packet.octets.subspan(part.layers.front().offset));
  return datagram ? std::optional(*datagram) : std::nullopt;
}

// The layers of the packet's first octets.
std::vector<Layer> layers_within(const Dissection& packet, std::size_t end) {
  std::vector<Layer> layers;
  for (Layer layer : packet.layers) {
    if (layer.offset >= end) continue;
    layer.length = static_cast<std::uint32_t>(std::min<std::size_t>(layer.length, end - layer.offset));
    layers.push_back(layer);
  }
  return layers;
}

// Whether the fragments cover all octets before `end`.
bool cover(std::vector<SeenFragment> fragments, std::uint32_t end) {
  std::sort(fragments.begin(), fragments.end(),
            [](const SeenFragment& left, const SeenFragment& right) { return left.first < right.first; });
  std::uint32_t covered = 0;
  for (const SeenFragment& fragment : fragments) {
    if (fragment.first > covered) return false;
    covered = std::max(covered, fragment.end);
  }
  return covered >= end;
}

}  // namespace

Chapter Story::add(const Dissection& packet, std::uint64_t frame, std::optional<Nanos> at) {
  if (frame <= last_frame_) *this = Story();
  last_frame_ = frame;
  Chapter chapter;
  chapter.role = exchanges_.add(packet);
  const auto request = chapter.role.answers ? requests_.find(*chapter.role.answers) : requests_.end();
  if (request == requests_.end()) {
    chapter.meaning = meaning_of(packet, nullptr);
  } else {
    const Dissection asked{request->second.octets, request->second.layers, std::nullopt};
    chapter.meaning = meaning_of(packet, &asked);
    const bool timed = at && request->second.at;
    chapter.meaning.answers = {request->second.frame,
                               timed ? std::optional(*at - *request->second.at) : std::nullopt};
  }
  if (chapter.meaning.fragment) {
    const FragmentPart& part = *chapter.meaning.fragment;
    tell_fragments(chapter.meaning, {*chapter.role.source, *chapter.role.destination, part.identification},
                   frame);
  }
  remember(packet, frame, at);
  ++place_;
  return chapter;
}

void Story::remember(const Dissection& packet, std::uint64_t frame, std::optional<Nanos> at) {
  const std::optional<IpDatagram> datagram = datagram_of(packet);
  if (!datagram || !echo_request_in(*datagram)) return;
  const Bytes octets = first_at_most(packet.octets, most_request_octets);
  requests_[place_] = {frame, at, Octets(octets.begin(), octets.end()), layers_within(packet, octets.size())};
  if (requests_.size() > most_requests) requests_.erase(requests_.begin());
}

void Story::tell_fragments(Meaning& meaning, const FragmentKey& key, std::uint64_t frame) {
  if (fragments_.find(key) == fragments_.end()) {
    oldest_fragments_.push_back(key);
    if (oldest_fragments_.size() > most_fragmented) {
      fragments_.erase(oldest_fragments_.front());
      oldest_fragments_.pop_front();
    }
  }
  constexpr std::size_t most_of_one = 64;
  Fragments& datagram = fragments_[key];
  const FragmentPart& part = *meaning.fragment;
  meaning.other_fragments = datagram.seen;
  if (!part.more) datagram.end = part.end;
  if (datagram.seen.size() < most_of_one) datagram.seen.push_back({frame, part.first, part.end});
  meaning.all_fragments_seen = datagram.end && cover(datagram.seen, *datagram.end);
}

}  // namespace icmpwire
