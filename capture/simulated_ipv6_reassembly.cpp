#include "capture/simulated_ipv6_reassembly.h"

#include <algorithm>
#include <utility>

#include "capture/simulated_ipv6_errors.h"

namespace icmpwire {
namespace {

constexpr std::size_t fixed_octets = layout<Ipv6Header>.octets;
constexpr std::size_t fragment_header_octets = layout<Ipv6FragmentHeader>.octets;
constexpr std::size_t payload_length_at = 4;
constexpr std::size_t most_payload = 65535;
constexpr std::size_t most_waiting = 64;

}  // namespace

tl::expected<std::optional<Ipv6Transit>, Icmpv6ParameterProblem> SimulatedIpv6Reassembly::add(
    Ipv6Transit fragment) {
  const auto header = decode_fixed<Ipv6FragmentHeader>(fragment.rest());
  const Bytes data = fragment.rest().subspan(fragment_header_octets);
  const std::size_t start = header.fragment_offset * std::size_t{8};
  const Range range{start, start + data.size()};
  if (range.end > most_payload) {
    constexpr std::size_t offset_at = 2;
    return tl::unexpected(parameter_problem(Ipv6Problem::wrong_field, fragment.next_at + offset_at));
  }
  const Nanos at = fragment.at;
  const auto place = place_of(fragment.header(), header.identification, at);
  if (header.more_fragments && range.end % 8 != 0) {
    return tl::unexpected(parameter_problem(Ipv6Problem::wrong_field, payload_length_at));
  }
  const Fit fitting = data.empty() ? Fit::contradicts : fit(*place, range, !header.more_fragments);
  if (fitting == Fit::contradicts) waiting_.erase(place);
  if (fitting != Fit::fits) return std::nullopt;
  std::copy(data.begin(), data.end(), place->data.begin() + static_cast<std::ptrdiff_t>(start));
  place->octets += data.size();
  if (start == 0) place->first = std::move(fragment);
  if (!place->is_complete()) return std::nullopt;
  Waiting complete = std::move(*place);
  waiting_.erase(place);
  return put_together(std::move(complete), at);
}

std::vector<Ipv6Transit> SimulatedIpv6Reassembly::expire(Nanos now) {
  std::vector<Ipv6Transit> firsts;
  const auto alive = std::find_if(waiting_.begin(), waiting_.end(),
                                  [&](const Waiting& waiting) { return waiting.since + lifetime > now; });
  for (auto place = waiting_.begin(); place != alive; ++place) {
    if (place->first) firsts.push_back(*std::move(place->first));
  }
  waiting_.erase(waiting_.begin(), alive);
  return firsts;
}

std::vector<SimulatedIpv6Reassembly::Waiting>::iterator SimulatedIpv6Reassembly::place_of(
    const Ipv6Header& header, std::uint32_t identification, Nanos at) {
  const auto found = std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting& waiting) {
    return waiting.identification == identification && waiting.source == header.source &&
           waiting.destination == header.destination;
  });
  if (found != waiting_.end()) return found;
  if (waiting_.size() == most_waiting) waiting_.erase(waiting_.begin());
  Waiting waiting;
  waiting.source = header.source;
  waiting.destination = header.destination;
  waiting.identification = identification;
  waiting.since = at;
  return waiting_.insert(waiting_.end(), std::move(waiting));
}

SimulatedIpv6Reassembly::Fit SimulatedIpv6Reassembly::fit(Waiting& waiting, const Range& range, bool last) {
  const std::size_t end = waiting.data.size();
  if (last && (range.end < end || (waiting.end_is_known && range.end != end))) return Fit::contradicts;
  if (range.end > end) {
    if (waiting.end_is_known) return Fit::contradicts;
    waiting.data.resize(range.end);
  }
  waiting.end_is_known = waiting.end_is_known || last;
  return fit_between(waiting.runs, range);
}

// What lies in one run altogether came already; any other overlap is an attack (RFC 5722 3).
SimulatedIpv6Reassembly::Fit SimulatedIpv6Reassembly::fit_between(std::vector<Range>& runs,
                                                                  const Range& range) {
  if (!runs.empty() && runs.back().end == range.start) {
    runs.back().end = range.end;
    return Fit::fits;
  }
  for (const Range& run : runs) {
    if (range.end <= run.start || range.start >= run.end) continue;
    const bool within = range.start >= run.start && range.end <= run.end;
    return within ? Fit::known : Fit::contradicts;
  }
  const auto behind =
      std::find_if(runs.begin(), runs.end(), [&](const Range& run) { return run.start >= range.end; });
  runs.insert(behind, range);
  return Fit::fits;
}

// The first fragment's headers, without the fragment header, before all the data.
std::optional<Ipv6Transit> SimulatedIpv6Reassembly::put_together(Waiting waiting, Nanos at) {
  Ipv6Transit whole = *std::move(waiting.first);
  const std::size_t payload_length = whole.next_at - fixed_octets + waiting.data.size();
  if (payload_length > most_payload) return std::nullopt;
  whole.octets[whole.named_at] = whole.octets[whole.next_at];
  whole.octets.resize(whole.next_at);
  whole.octets.insert(whole.octets.end(), waiting.data.begin(), waiting.data.end());
  write_u16(whole.octets, payload_length_at, static_cast<std::uint16_t>(payload_length));
  whole.at = at;
  return whole;
}

}  // namespace icmpwire
