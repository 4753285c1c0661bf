#include "icmp/path_mtu_search.h"

#include <algorithm>
#include <array>

#include "packet/icmp_headers.h"
#include "packet/ipv4.h"
#include "packet/ipv6.h"

namespace icmpwire {
namespace {

// Usual sizes: RFC 1191 7, and those of today's tunnels.
constexpr std::array<std::uint32_t, 20> usual_sizes = {68,   296,  508,  576,  1006,  1280, 1400,
                                                       1420, 1450, 1472, 1480, 1492,  1500, 2002,
                                                       4352, 8166, 9000, 9216, 17914, 32000};
constexpr std::uint32_t sizes_at_once = 8;
constexpr Nanos least_patience = std::chrono::milliseconds(20);
constexpr int round_trips_of_patience = 3;
constexpr std::uint32_t largest_datagram = 65535;

std::uint32_t headers_octets(const Request& request) {
  const std::size_t ip = request.to.is_v4() ? layout<Ipv4Header>.octets + request.options.padded_size()
                                            : layout<Ipv6Header>.octets;
  return static_cast<std::uint32_t>(ip + layout<IcmpEcho>.octets);
}

}  // namespace

PathMtuSearch::PathMtuSearch(const Settings& settings) : settings_(settings) {
  settings_.request.dont_fragment = true;
  settings_.request.beyond_path_mtu = true;
  settings_.first_hop = std::min(settings_.first_hop, largest_datagram);
  data_.resize(settings_.first_hop);
  for (std::size_t i = 0; i < data_.size(); ++i) data_[i] = static_cast<std::uint8_t>(i);
  const std::uint32_t least = least_octets(settings_.request.to.is_v4());
  for (const std::uint32_t octets : usual_sizes) {
    if (octets >= least && octets < settings_.first_hop) queue_.push_back(octets);
  }
  queue_.push_back(settings_.first_hop);
}

Request PathMtuSearch::request_of(std::uint32_t octets) {
  Request request = settings_.request;
  const std::uint32_t headers = headers_octets(request);
  request.data = first_at_most(data_, octets > headers ? octets - headers : 0);
  return request;
}

// Until somebody has answered, there is no telling how long it takes.
Nanos PathMtuSearch::patience() const {
  Nanos longest{};
  for (const SizeProbe& probe : probes_) {
    if (probe.answer) longest = std::max(longest, probe.answer->round_trip);
  }
  if (longest == Nanos{}) return forever;
  return std::max(least_patience, round_trips_of_patience * longest);
}

bool PathMtuSearch::is_suspected(const SizeProbe& probe) const {
  if (probe.answer || probe.ending == Ending::not_sent) return false;
  return probe.ending == Ending::timed_out || now_ - probe.given >= patience();
}

// Octets of the least datagram that an error says not to pass. An MTU that is told is believed unless larger
// ones have passed.
std::uint32_t PathMtuSearch::limit_told(const SizeProbe& probe, std::uint32_t passed) const {
  const std::uint32_t least = std::max(passed, least_octets(settings_.request.to.is_v4()));
  const std::uint32_t told = probe.answer->mtu;
  return told >= least && told < probe.octets ? told + 1 : probe.octets;
}

PathMtuSearch::Finding PathMtuSearch::finding() const {
  Finding found;
  for (const SizeProbe& probe : probes_) {
    if (probe.passed()) found.mtu = std::max(found.mtu, probe.octets);
  }
  found.limit = settings_.first_hop + 1;
  for (const SizeProbe& probe : probes_) {
    if (probe.octets <= found.mtu) continue;
    const bool told = probe.refused();
    if (!told && !is_suspected(probe)) continue;
    const std::uint32_t limit = told ? limit_told(probe, found.mtu) : probe.octets;
    const bool says_more = limit == found.limit && told && found.by == Limit::silence;
    if (limit >= found.limit && !says_more) continue;
    found.limit = limit;
    found.by = told ? Limit::told : Limit::silence;
    found.teller = told ? &probe : nullptr;
  }
  return found;
}

// Sent or not, its answer would tell nothing new.
bool PathMtuSearch::is_moot(std::uint32_t octets) const {
  const Finding found = finding();
  return octets <= found.mtu || (found.by == Limit::told && octets >= found.limit);
}

std::size_t PathMtuSearch::given(std::uint32_t octets) const {
  return static_cast<std::size_t>(std::count_if(
      probes_.begin(), probes_.end(), [&](const SizeProbe& probe) { return probe.octets == octets; }));
}

void PathMtuSearch::plan() {
  const Finding found = finding();
  if (found.mtu == 0 || refusal() != nullptr) return;
  if (found.limit - found.mtu > 1) return plan_between(found);
  if (found.by == Limit::silence) confirm(found);
}

// What was told is tried as it is; else the gap is cut into parts, all at once.
void PathMtuSearch::plan_between(const Finding& found) {
  const bool waits = std::any_of(probes_.begin(), probes_.end(), [&](const SizeProbe& probe) {
    return probe.ending == Ending::pending && probe.octets > found.mtu && probe.octets < found.limit;
  });
  if (waits) return;
  if (found.by == Limit::told && given(found.limit - 1) == 0) {
    queue_.push_back(found.limit - 1);
    return;
  }
  const std::uint32_t between = found.limit - found.mtu - 1;
  const std::uint32_t parts = std::min(between, sizes_at_once);
  for (std::uint32_t i = 1; i <= parts; ++i) {
    const std::uint32_t octets = found.mtu + (between + 1) * i / (parts + 1);
    if (given(octets) < settings_.repeats) queue_.push_back(octets);
  }
}

void PathMtuSearch::confirm(const Finding& found) {
  for (std::size_t count = given(found.limit); count < settings_.repeats; ++count)
    queue_.push_back(found.limit);
  look_for_black_hole(found);
}

void PathMtuSearch::look_for_black_hole(const Finding& found) {
  if (!black_holes_.empty() && black_holes_.back().lost == found.limit) return;
  Trace::Settings settings;
  settings.request = request_of(found.mtu);
  settings.last = settings_.last_ttl;
  settings.probes = settings_.repeats;
  const std::vector<Request> larger = {request_of(found.limit)};
  black_holes_.push_back({found.limit, std::make_unique<ControlledTraces>(settings, larger), 0});
}

std::optional<Request> PathMtuSearch::next_of_traces() {
  if (black_holes_.empty()) return std::nullopt;
  BlackHole& hole = black_holes_.back();
  auto request = hole.traces->next(now_);
  if (request) origins_.push_back({hole.traces.get(), hole.given++});
  return request;
}

std::optional<Request> PathMtuSearch::next(Nanos now) {
  now_ = now;
  if (queue_.empty()) plan();
  while (!queue_.empty() && is_moot(queue_.back())) queue_.pop_back();
  if (queue_.empty()) return next_of_traces();
  SizeProbe probe;
  probe.octets = queue_.back();
  probe.given = now;
  queue_.pop_back();
  origins_.push_back({nullptr, probes_.size()});
  probes_.push_back(probe);
  return request_of(probe.octets);
}

Nanos PathMtuSearch::resumes_at() const {
  Nanos first = forever;
  const Nanos wait = patience();
  if (wait != forever) {
    for (const SizeProbe& probe : probes_) {
      const Nanos suspected = probe.given + wait;
      if (probe.ending == Ending::pending && suspected > now_) first = std::min(first, suspected);
    }
  }
  return black_holes_.empty() ? first : std::min(first, black_holes_.back().traces->resumes_at());
}

void PathMtuSearch::take(std::size_t number, const Outcome& outcome, Bytes sent, Nanos now) {
  now_ = now;
  const Origin& origin = origins_[number];
  if (origin.survey != nullptr) return origin.survey->take(origin.number, outcome, sent, now);
  SizeProbe& probe = probes_[origin.number];
  probe.ending = outcome.ending;
  probe.departure = outcome.departure;
  if (outcome.reception_count > 0) probe.answer = outcome.receptions.front();
}

// An error about the least of all sizes is no matter of sizes.
const Reception* PathMtuSearch::refusal() const {
  const auto smaller = [](const SizeProbe& left, const SizeProbe& right) {
    return left.octets < right.octets;
  };
  const auto least = std::min_element(probes_.begin(), probes_.end(), smaller);
  for (const SizeProbe& probe : probes_) {
    if (probe.passed()) return nullptr;
  }
  for (const SizeProbe& probe : probes_) {
    if (probe.refused() && probe.octets == least->octets) return &*probe.answer;
  }
  return nullptr;
}

bool PathMtuSearch::finished() const {
  if (!queue_.empty()) return false;
  const bool all_ended = std::none_of(probes_.begin(), probes_.end(),
                                      [](const SizeProbe& probe) { return probe.ending == Ending::pending; });
  const Finding found = finding();
  if (found.mtu == 0) return all_ended;
  if (found.limit - found.mtu > 1) return false;
  if (found.by != Limit::silence) return true;
  const bool confirmed = std::all_of(probes_.begin(), probes_.end(), [&](const SizeProbe& probe) {
    return probe.octets != found.limit || probe.ending != Ending::pending;
  });
  if (!confirmed || black_holes_.empty() || black_holes_.back().lost != found.limit) return false;
  return given(found.limit) >= settings_.repeats && black_holes_.back().traces->finished();
}

std::optional<LossPlace> PathMtuSearch::black_hole() const {
  if (black_holes_.empty() || black_holes_.back().lost != finding().limit) return std::nullopt;
  const ControlledTraces& traces = *black_holes_.back().traces;
  if (traces.others().empty()) return std::nullopt;
  const Trace* const control = &traces.control();
  return lost_between(*traces.others().front(), std::span(&control, 1));
}

}  // namespace icmpwire
