#include "packet/recorded_text.h"

#include "packet/text.h"

namespace icmpwire {
namespace {

constexpr std::size_t title_width = 5;
constexpr std::size_t part_width = 9;
constexpr std::size_t address_width = 17;

std::string title_of(OptionType type) {
  switch (type) {
    case OptionType::loose_source_route:
      return "LSRR";
    case OptionType::strict_source_route:
      return "SSRR";
    default:
      return "RR";
  }
}

// Lines with the name of their part before the first of each.
class Parts {
 public:
  explicit Parts(std::string title) : block_{std::move(title), {}} {}

  void add(std::string_view part, std::string_view text) {
    block_.lines.push_back(padded(part == last_part_ ? "" : part, part_width) + std::string(text));
    last_part_ = part;
  }
  void add(std::string_view part, std::span<const Ipv4Address> hops) {
    for (const Ipv4Address& hop : hops) add(part, to_text(hop));
  }
  void add_slots(std::size_t count) {
    if (count > 0) add("free", std::to_string(count) + (count == 1 ? " slot" : " slots"));
  }
  TitledLines take() { return std::move(block_); }

 private:
  std::string_view last_part_;
  TitledLines block_;
};

std::string time_of_day(std::uint32_t milliseconds) {
  const std::uint32_t seconds = milliseconds / 1000;
  return zero_padded(seconds / 3600, 2) + ":" + zero_padded(seconds / 60 % 60, 2) + ":" +
         zero_padded(seconds % 60, 2) + "." + zero_padded(milliseconds % 1000, 3);
}

std::string time_text(const RecordedTime& time, const RecordedTime* before) {
  std::string text = time.address ? padded(to_text(*time.address), address_width) : "";
  if (!time.is_standard())
    return text + std::to_string(time.value & 0x7fffffffU) + ", not UT: no standard time";
  text += time_of_day(time.value);
  const auto step = before == nullptr ? std::nullopt : milliseconds_between(*before, time);
  if (step) text += (*step < 0 ? "  " : "  +") + std::to_string(*step) + " ms";
  return text;
}

RouteParts parts_of(const RecordedRoute& route, const Turn& turn) {
  return turn ? split_at(route.hops, *turn) : RouteParts{route.hops, {}, {}};
}

}  // namespace

std::string_view what_is_missing(const RecordedRoute& route, const Turn& turn) {
  if (!route.is_full()) return {};
  const RouteParts parts = parts_of(route, turn);
  if (parts.turn.empty()) return "route full: who came after this is not recorded";
  return parts.back.empty() ? "route full: the way back is not recorded"
                            : "route full: more of the way back is not recorded";
}

TitledLines route_lines(const RecordedRoute& route, const Turn& turn) {
  Parts parts(title_of(route.type));
  if (!route.is_record()) {
    parts.add(turn && route.ahead.empty() ? "back by" : "passed", route.hops);
    parts.add("ahead", route.ahead);
    if (route.reversed) parts.add("which is", "the route of the request, reversed (RFC 1122 3.2.1.8)");
    return parts.take();
  }
  const RouteParts ways = parts_of(route, turn);
  parts.add("forward", ways.forward);
  parts.add("turn", ways.turn);
  parts.add("return", ways.back);
  parts.add_slots(route.free);
  if (route.is_full()) parts.add("full", what_is_missing(route, turn));
  return parts.take();
}

TitledLines times_lines(const RecordedTimes& times) {
  Parts parts("TS");
  const RecordedTime* before = nullptr;
  for (const RecordedTime& time : times.times) {
    parts.add("UT", time_text(time, before));
    before = &time;
  }
  parts.add("not yet", times.waiting);
  parts.add_slots(times.free);
  if (times.overflow > 0) {
    parts.add("full", std::to_string(times.overflow) + (times.overflow == 1 ? " hop" : " hops") +
                          " could not be recorded");
  }
  return parts.take();
}

std::string recorded_text(const Recorded& recorded, const Turn& turn) {
  std::string text;
  const auto append = [&](const TitledLines& block) {
    std::string_view title = block.title;
    for (const std::string& line : block.lines) {
      text += padded(title.empty() ? "" : std::string(title) + ":", title_width);
      text += (block.title.size() + 1 >= title_width ? " " : "") + line + "\n";
      title = {};
    }
  };
  for (const RecordedRoute& route : recorded.routes) append(route_lines(route, turn));
  if (recorded.times) append(times_lines(*recorded.times));
  return text;
}

}  // namespace icmpwire
