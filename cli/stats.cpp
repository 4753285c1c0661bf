// `icmpwire stats`: the ICMP exchanges of captures, counted.
#include <algorithm>
#include <cstdio>

#include "capture/capture_statistics.h"
#include "cli/commands.h"
#include "cli/instant.h"
#include "cli/path_words.h"
#include "cli/stats_record.h"
#include "packet/icmp_names.h"
#include "packet/icmpv6_names.h"
#include "packet/ip_options.h"
#include "packet/protocol.h"

namespace icmpwire::cli {
namespace {

std::string in_milliseconds(Nanos time) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", static_cast<double>(time.count()) / 1e6);
  return text;
}

std::string percent(std::uint64_t part, std::uint64_t whole) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g%%", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
  return text;
}

std::string named(std::string_view name, unsigned number) {
  return name.empty() ? "number " + std::to_string(number) : std::string(name);
}

std::string error_name(bool is_v4, std::uint8_t type, std::uint8_t code) {
  const std::string_view type_name = is_v4 ? icmp_type_name(type) : icmpv6_type_name(type);
  const std::string_view code_name =
      is_v4 ? icmp_code_name(IcmpType{type}, code) : icmpv6_code_name(Icmpv6Type{type}, code);
  return named(type_name, type) + ": " +
         (code_name.empty() ? "code " + std::to_string(code) : std::string(code_name));
}

std::string version_text(const VersionStatistics& version, bool is_v4) {
  const std::string name = is_v4 ? "IPv4" : "IPv6";
  std::string text;
  if (version.queries + version.unmatched + version.errors.size() == 0) return text;
  text += name + ": " + counted(version.queries, "request") + ", " + std::to_string(version.replied) +
          " replied, " + std::to_string(version.refused) + " answered by an error, " +
          std::to_string(version.unanswered()) + " unanswered";
  if (version.queries != 0) text += " (" + percent(version.unanswered(), version.queries) + ")";
  text += "\n";
  if (version.again != 0)
    text += "  " + counted(version.again, "further answer") + " to requests that had one\n";
  if (version.unmatched != 0) text += "  " + counted(version.unmatched, "answer") + " without a request\n";
  for (const auto& [error, count] : version.errors)
    text += "  " + std::to_string(count) + " " + error_name(is_v4, error.first, error.second) + "\n";
  for (unsigned type = 0; type < version.options.size(); ++type) {
    if (version.options[type] == 0) continue;
    const std::string_view option = is_v4 ? option_name(type) : protocol_name(type);
    text += "  " + std::to_string(version.options[type]) + " with " + named(option, type) + "\n";
  }
  return text;
}

std::string round_trip_text(const RoundTripHistogram& round_trips) {
  if (round_trips.count() == 0) return {};
  const auto at = [&](double share) { return in_milliseconds(round_trips.percentile(share)); };
  return "round trips of " + counted(round_trips.count(), "answered request") + ", in ms:\n  min " +
         in_milliseconds(round_trips.least()) + "  p50 " + at(0.5) + "  p90 " + at(0.9) + "  p99 " +
         at(0.99) + "  p99.9 " + at(0.999) + "  max " + in_milliseconds(round_trips.most()) + "  mean " +
         in_milliseconds(round_trips.mean()) + "\n  (percentiles to within 0.4%)\n";
}

std::string frames_text(const std::string& path, const CaptureStatistics& statistics) {
  const FrameCounts& frames = statistics.frames;
  std::string text = path + ": " + counted(frames.frames, "frame");
  if (statistics.first) {
    const std::chrono::duration<double> lasted = *statistics.last - *statistics.first;
    char seconds[32];
    std::snprintf(seconds, sizeof seconds, "%.6f", lasted.count());
    text += ", " + instant_text(*statistics.first) + " and " + seconds + " s from there";
  }
  text += "\n" + std::to_string(frames.icmp) + " ICMP, " + std::to_string(frames.other_protocols) +
          " of other protocols, " + std::to_string(frames.not_ip) + " not IP, " +
          std::to_string(frames.malformed) + " malformed, " + std::to_string(frames.cut) +
          " cut by the capture\n";
  if (const std::string passed_over = passed_over_text(frames); !passed_over.empty())
    text += "passed over: " + passed_over + "\n";
  if (statistics.copies != 0)
    text += counted(statistics.copies, "packet") + " captured again on another interface\n";
  if (statistics.incomplete != 0)
    text += counted(statistics.incomplete, "fragment") + " of datagrams that are not whole\n";
  if (statistics.other_icmp != 0)
    text += counted(statistics.other_icmp, "ICMP message") + " of no exchange\n";
  return text;
}

}  // namespace

Result<int> stats(const StatsOptions& options, Streams streams) {
  int status = exit_success;
  for (const std::string& path : options.operands) {
    const auto capture = CaptureReader::open(path);
    if (!capture) return tl::unexpected(capture.error());
    const auto statistics = read_statistics(**capture);
    if (!statistics) return tl::unexpected(statistics.error());
    const CaptureStatistics& all = **statistics;
    write(streams.out, options.json ? statistics_line(path, all)
                                    : frames_text(path, all) + version_text(all.v4, true) +
                                          version_text(all.v6, false) + round_trip_text(all.round_trips));
    if (!all.cut) continue;
    status = exit_failure;
    write(streams.error, "icmpwire: " + to_text(*all.cut) + "\n");
  }
  return status;
}

}  // namespace icmpwire::cli
