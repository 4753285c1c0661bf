// `icmpwire pmtu` as text.
#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "cli/path_words.h"
#include "cli/ping_words.h"
#include "cli/pmtu_report.h"
#include "packet/text.h"

namespace icmpwire::cli {
namespace {

using SizeProbe = PathMtuSearch::SizeProbe;
using Limit = PathMtuSearch::Limit;

// The request of a size that tells most: a reply, else an error, else silence.
const SizeProbe& better(const SizeProbe& left, const SizeProbe& right) {
  if (left.passed() != right.passed()) return left.passed() ? left : right;
  return right.answer && !left.answer ? right : left;
}

// What became of a size, without times.
std::string outcome_text(const SizeProbe& probe) {
  if (probe.passed()) return "passes";
  if (probe.refused()) return to_text(probe.answer->from) + ": " + error_text(*probe.answer);
  return probe.ending == Ending::not_sent ? "not sent: more than what was told" : "no answer";
}

// Neighbouring sizes of which the same is to be said.
struct Sizes {
  std::uint32_t most, least;
  std::string outcome;
  std::optional<Nanos> round_trip;  // of a single one
};

std::string sizes_text(const Sizes& sizes) {
  constexpr std::size_t width = 6;
  const std::string most = std::to_string(sizes.most);
  std::string head = std::string(width - std::min(width, most.size()), ' ') + most;
  if (sizes.least != sizes.most) head += " to " + std::to_string(sizes.least);
  std::string text;
  append_hanging(
      text, head + "  ",
      sizes.outcome + (sizes.round_trip ? ", " + milliseconds_text(*sizes.round_trip) + " ms" : ""));
  return text;
}

// From the largest to the least; those whose answer was not waited for are left out.
std::vector<Sizes> all_sizes(const PathMtuSearch& search) {
  std::map<std::uint32_t, const SizeProbe*, std::greater<>> by_size;
  for (const SizeProbe& probe : search.probes()) {
    if (probe.ending == Ending::pending) continue;
    const SizeProbe*& known = by_size[probe.octets];
    known = known == nullptr ? &probe : &better(*known, probe);
  }
  std::vector<Sizes> all;
  for (const auto& [octets, probe] : by_size) {
    std::string outcome = outcome_text(*probe);
    if (all.empty() || all.back().outcome != outcome) {
      all.push_back({octets, octets, std::move(outcome), std::nullopt});
      if (probe->answer) all.back().round_trip = probe->answer->round_trip;
    } else {
      all.back().least = octets;
      all.back().round_trip.reset();
    }
  }
  return all;
}

std::string finding_text(const PathTarget& target, const PathMtuSearch& search) {
  const PathMtuSearch::Finding found = search.finding();
  if (found.mtu == 0) {
    const Reception* const refusal = search.refusal();
    if (refusal == nullptr) return to_text(target.address) + " does not answer, however small the request";
    return to_text(refusal->from) + " answers, however small the request: " + error_text(*refusal);
  }
  const std::string mtu = "path MTU " + std::to_string(found.mtu);
  if (found.limit - found.mtu > 1)
    return mtu + " or more: larger ones up to " + std::to_string(found.limit - 1) +
           " were not tried to the end";
  if (found.by == Limit::own_link) return mtu + ", that of our own link: nothing on the way takes less";
  if (found.by == Limit::told) return mtu + ", says " + to_text(found.teller->answer->from);
  const auto place = search.black_hole();
  const std::string where = place ? between(place->after, place->before) : "at no place that could be told";
  return mtu + ", a black hole: larger ones are lost " + where + ", and nobody says so";
}

}  // namespace

std::string pmtu_head_text(const PathTarget& target, const std::string& wire) {
  return path_title("PMTU", target, "our own link takes " + std::to_string(target.mtu) + " octets", wire);
}

std::string pmtu_text(const PathTarget& target, const PathMtuSearch& search, const SurveyCosts& costs) {
  std::string text;
  for (const Sizes& sizes : all_sizes(search)) text += sizes_text(sizes);
  append_hanging(text, "", finding_text(target, search));
  return text + to_text(costs) + "\n";
}

}  // namespace icmpwire::cli
