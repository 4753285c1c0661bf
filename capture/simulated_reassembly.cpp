#include "capture/simulated_reassembly.h"

#include <algorithm>
#include <utility>

#include "capture/simulated_fragments.h"

namespace icmpwire {
namespace {

// RFC 791 3.2: what the fragments of one datagram have in common.
bool are_of_one_datagram(const Ipv4Header& left, const Ipv4Header& right) {
  return left.source == right.source && left.destination == right.destination &&
         left.identification == right.identification && left.protocol == right.protocol;
}

std::uint64_t refused(const Reassembly::Counters& counters) {
  return counters.overlapping + counters.malformed;
}

}  // namespace

std::optional<Transit> SimulatedReassembly::add(Transit fragment) {
  const Ipv4Datagram datagram = *parse_ipv4(fragment.octets);
  const Nanos at = fragment.at;
  const std::uint64_t refused_before = refused(reassembly_.counters());
  const std::optional<Bytes> whole = reassembly_.add(datagram, at);
  const Place place = place_of(fragment);
  if (refused(reassembly_.counters()) != refused_before) {
    waiting_.erase(place);
    return std::nullopt;
  }
  if (datagram.header.fragment_offset == 0 && !place->first) place->first = std::move(fragment);
  if (!whole) return std::nullopt;
  Transit complete = *std::move(place->first);
  waiting_.erase(place);
  complete.at = at;
  complete.octets.assign(whole->begin(), whole->end());
  write_header_checksum(
      complete.header_octets());  // anew, as Linux does: the first fragment may have been stamped
  return complete;
}

std::vector<Transit> SimulatedReassembly::expire(Nanos now) {
  std::vector<Transit> firsts;
  const auto alive = std::find_if(waiting_.begin(), waiting_.end(),
                                  [&](const Waiting& waiting) { return waiting.since + lifetime > now; });
  for (auto place = waiting_.begin(); place != alive; ++place) {
    if (place->first) firsts.push_back(*std::move(place->first));
  }
  waiting_.erase(waiting_.begin(), alive);
  return firsts;
}

SimulatedReassembly::Place SimulatedReassembly::place_of(const Transit& fragment) {
  const Ipv4Header header = fragment.header();
  const auto found = std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting& waiting) {
    return are_of_one_datagram(waiting.header, header);
  });
  if (found != waiting_.end()) return found;
  if (waiting_.size() == Reassembly::Limits{}.datagrams) waiting_.erase(waiting_.begin());
  return waiting_.insert(waiting_.end(), {header, fragment.at, std::nullopt});
}

}  // namespace icmpwire
