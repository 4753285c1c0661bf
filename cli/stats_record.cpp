#include "cli/stats_record.h"

#include "cli/instant.h"
#include "cli/json_record.h"

namespace icmpwire::cli {
namespace {

Json version_json(const VersionStatistics& version) {
  Json json = {{"requests", version.queries},      {"replied", version.replied},
               {"refused", version.refused},       {"unanswered", version.unanswered()},
               {"further_answers", version.again}, {"unmatched", version.unmatched}};
  json["errors"] = Json::array();
  for (const auto& [error, count] : version.errors)
    json["errors"].push_back({{"type", error.first}, {"code", error.second}, {"count", count}});
  json["options"] = Json::array();
  for (std::size_t type = 0; type < version.options.size(); ++type) {
    if (version.options[type] != 0)
      json["options"].push_back({{"type", type}, {"count", version.options[type]}});
  }
  return json;
}

Json frames_json(const CaptureStatistics& statistics) {
  const FrameCounts& frames = statistics.frames;
  Json json = {{"total", frames.frames},
               {"icmp", frames.icmp},
               {"other_protocols", frames.other_protocols},
               {"not_ip", frames.not_ip},
               {"malformed", frames.malformed},
               {"cut", frames.cut},
               {"copies", statistics.copies},
               {"incomplete_fragments", statistics.incomplete},
               {"other_icmp", statistics.other_icmp}};
  json["other_links"] = Json::object();
  for (const auto& [number, count] : frames.other_links) json["other_links"][link_name(number)] = count;
  json["tunnels"] = Json::object();
  for (std::size_t i = 0; i < tunnel_count; ++i) {
    if (frames.tunnels[i] != 0)
      json["tunnels"][std::string(to_text(static_cast<Tunnel>(i)))] = frames.tunnels[i];
  }
  return json;
}

Json round_trips_json(const RoundTripHistogram& round_trips) {
  Json json = {{"count", round_trips.count()}};
  if (round_trips.count() == 0) return json;
  json["min"] = round_trips.least().count();
  json["p50"] = round_trips.percentile(0.5).count();
  json["p90"] = round_trips.percentile(0.9).count();
  json["p99"] = round_trips.percentile(0.99).count();
  json["p999"] = round_trips.percentile(0.999).count();
  json["max"] = round_trips.most().count();
  json["mean"] = round_trips.mean().count();
  json["percentile_error"] = RoundTripHistogram::most_error;
  return json;
}

}  // namespace

std::string statistics_line(const std::string& path, const CaptureStatistics& statistics) {
  Json json = record("capture_statistics");
  json["file"] = path;
  if (statistics.first) {
    json["first"] = instant_text(*statistics.first);
    json["last"] = instant_text(*statistics.last);
  }
  json["frames"] = frames_json(statistics);
  json["ipv4"] = version_json(statistics.v4);
  json["ipv6"] = version_json(statistics.v6);
  json["round_trips"] = round_trips_json(statistics.round_trips);
  if (statistics.cut) json["stopped"] = statistics.cut->detail;
  return line_of(json);
}

}  // namespace icmpwire::cli
