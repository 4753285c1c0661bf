// `icmpwire trace` as text.
#include <algorithm>

#include "cli/path_words.h"
#include "cli/ping_words.h"
#include "cli/trace_report.h"
#include "packet/recorded_text.h"
#include "packet/text.h"

namespace icmpwire::cli {
namespace {

constexpr std::size_t least_address_width = 15;
constexpr std::size_t notes_indent = 5;

std::size_t address_width(const Trace& trace) {
  std::size_t width = least_address_width;
  for (const Hop* hop : trace.hops()) {
    for (const IpAddress& address : hop->addresses()) width = std::max(width, to_text(address).size());
  }
  return width;
}

std::string number_text(std::size_t ttl) {
  const std::string text = std::to_string(ttl);
  return std::string(3 - std::min<std::size_t>(3, text.size()), ' ') + text + "  ";
}

// The times of one address of a hop; on the hop's first line the requests without an answer as well.
std::string times_text(const Hop& hop, const IpAddress& address, bool first) {
  std::string text;
  for (const HopProbe& probe : hop.probes) {
    if (probe.answer && probe.answer->from == address)
      text += (text.empty() ? "" : "  ") + milliseconds_text(probe.answer->round_trip);
  }
  text += " ms";
  if (!first) return text;
  for (const HopProbe& probe : hop.probes) text += probe.answer ? "" : "  *";
  return text;
}

// What is to be said of the first answer of an address.
std::string notes_text(const Hop& hop, const IpAddress& address) {
  const auto first = std::find_if(hop.probes.begin(), hop.probes.end(), [&](const HopProbe& probe) {
    return probe.answer && probe.answer->from == address;
  });
  const std::string words = answer_words(*first->answer);
  std::string text;
  if (!words.empty()) append_hanging(text, std::string(notes_indent, ' '), words);
  return text + extension_text(*first->answer);
}

std::string hop_text(const Hop& hop, std::size_t width) {
  std::string text;
  bool first = true;
  for (const IpAddress& address : hop.addresses()) {
    append_hanging(text,
                   (first ? number_text(hop.ttl) : std::string(notes_indent, ' ')) +
                       padded(to_text(address), width) + "  ",
                   times_text(hop, address, first));
    text += notes_text(hop, address);
    first = false;
  }
  if (first) {
    text = number_text(hop.ttl) + "*";
    for (std::size_t i = 1; i < hop.probes.size(); ++i) text += "  *";
    text += "\n";
  }
  return text;
}

// The hops behind the last one that answered say nothing but how many they are.
std::size_t talking_hops(const std::vector<const Hop*>& hops) {
  const auto last =
      std::find_if(hops.rbegin(), hops.rend(), [](const Hop* hop) { return hop->answers() > 0; });
  return static_cast<std::size_t>(hops.rend() - last);
}

std::string silence_text(const std::vector<const Hop*>& hops, std::size_t talking) {
  if (talking == hops.size()) return {};
  const unsigned first = hops[talking]->ttl, last = hops.back()->ttl;
  const std::string others = first == last ? "" : ", nor from any hop up to " + std::to_string(last);
  return number_text(first) + "no answer" + others + "\n";
}

// What the target's reply recorded.
std::string recorded_block(const Trace& trace) {
  const HopProbe* const end = trace.ending_probe();
  if (end == nullptr || !end->answer->from.is_v4() || end->answer->options().empty()) return {};
  return recorded_text(read_recorded(end->answer->options()), end->answer->from.v4());
}

}  // namespace

std::string trace_head_text(const TracePlan& plan) {
  const std::string hops = "up to " + std::to_string(plan.settings.last) + " hops, ";
  return path_title("TRACE", plan.target, hops + counted(plan.settings.probes, "request") + " each",
                    plan.wire);
}

std::string trace_text(const TracePlan&, const Trace& trace, const SurveyCosts& costs) {
  const std::vector<const Hop*> hops = trace.hops();
  const std::size_t talking = talking_hops(hops), width = address_width(trace);
  std::string text;
  for (std::size_t i = 0; i < talking; ++i) text += hop_text(*hops[i], width);
  text += silence_text(hops, talking) + recorded_block(trace);
  for (const PathChange& change : path_changes(trace)) append_hanging(text, "", to_text(change));
  return text + to_text(costs) + "\n";
}

}  // namespace icmpwire::cli
