#include "cli/ping_words.h"

#include <cstdio>

#include "packet/icmp_names.h"
#include "packet/icmpv6_names.h"
#include "packet/text.h"

namespace icmpwire::cli {
namespace {

constexpr std::size_t title_width = 5;
constexpr std::size_t part_width = 9;

std::string_view title_of(OptionType type) {
  switch (type) {
    case OptionType::loose_source_route:
      return "LSRR:";
    case OptionType::strict_source_route:
      return "SSRR:";
    default:
      return "RR:";
  }
}

// Lines of a block: the title before the first one, the part's name before the first of each part.
class Block {
 public:
  explicit Block(std::string_view title) : title_(title) {}

  void add(std::string_view part, std::string_view text) {
    const bool goes_on = part == last_part_ && !text_.empty();
    text_ += padded(text_.empty() ? title_ : "", title_width) + padded(goes_on ? "" : part, part_width);
    text_.append(text).append("\n");
    last_part_ = part;
  }
  void add(std::string_view part, std::span<const Ipv4Address> hops) {
    for (const Ipv4Address& hop : hops) add(part, to_text(hop));
  }
  std::string take() { return std::move(text_); }

 private:
  std::string_view title_;
  std::string_view last_part_;
  std::string text_;
};

std::string slots_text(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " slot" : " slots");
}

std::string route_text(const RecordedRoute& route, const Ipv4Address& target) {
  Block block(title_of(route.type));
  if (route.type != OptionType::record_route) {
    block.add("back by", route.hops);
    return block.take();
  }
  const RouteParts parts = split_at(route.hops, target);
  block.add("forward", parts.forward);
  block.add("turn", parts.turn);
  block.add("return", parts.back);
  if (route.free > 0) {
    block.add("free", slots_text(route.free));
  } else {
    block.add("full", "what came after this is not recorded");
  }
  return block.take();
}

std::string time_of_day(std::uint32_t milliseconds) {
  char text[16];
  const unsigned seconds = milliseconds / 1000;
  std::snprintf(text, sizeof text, "%02u:%02u:%02u.%03u", seconds / 3600 % 100, seconds / 60 % 60,
                seconds % 60, milliseconds % 1000);
  return text;
}

std::string time_text(const RecordedTime& time, const RecordedTime* before) {
  std::string text = time.address ? padded(to_text(*time.address), 17) : "";
  if (!time.is_standard()) return text + std::to_string(time.value & 0x7fffffffU) + " of no standard";
  text += time_of_day(time.value);
  if (before != nullptr && before->is_standard()) {
    const auto step = static_cast<std::int64_t>(time.value) - static_cast<std::int64_t>(before->value);
    text += (step < 0 ? "  " : "  +") + std::to_string(step) + " ms";
  }
  return text;
}

std::string times_text(const RecordedTimes& times) {
  Block block("TS:");
  const RecordedTime* before = nullptr;
  for (const RecordedTime& time : times.times) {
    block.add("UT", time_text(time, before));
    before = &time;
  }
  if (times.free > 0) block.add("free", slots_text(times.free));
  if (times.overflow > 0) block.add("full", std::to_string(times.overflow) + " more found no slot");
  return block.take();
}

}  // namespace

std::string milliseconds_text(Nanos time) {
  const long long nanoseconds = time.count();
  char text[32];
  if (nanoseconds % 1000 == 0) {
    std::snprintf(text, sizeof text, "%lld.%03lld", nanoseconds / 1000000, nanoseconds / 1000 % 1000);
  } else {
    std::snprintf(text, sizeof text, "%lld.%06lld", nanoseconds / 1000000, nanoseconds % 1000000);
  }
  return text;
}

std::string seconds_text(Nanos instant) {
  constexpr long long unit = 1'000'000'000;
  char text[32];
  std::snprintf(text, sizeof text, "%lld.%09lld", static_cast<long long>(instant.count()) / unit,
                static_cast<long long>(instant.count()) % unit);
  return text;
}

ErrorNames error_names(const Reception& error) {
  if (error.from.is_v4())
    return {icmp_type_name(error.type), icmp_code_name(IcmpType{error.type}, error.code)};
  return {icmpv6_type_name(error.type), icmpv6_code_name(Icmpv6Type{error.type}, error.code)};
}

std::string error_text(const Reception& error) {
  const ErrorNames names = error_names(error);
  std::string text = names.type.empty() ? "type " + std::to_string(error.type) : std::string(names.type);
  if (!names.code.empty()) {
    text.append(": ").append(names.code);
  } else if (error.code != 0) {
    text += ": code " + std::to_string(error.code);
  }
  if (error.pointer) text += ", octet " + std::to_string(*error.pointer);
  if (error.mtu != 0) text += ", MTU " + std::to_string(error.mtu);
  return text;
}

std::string recorded_text(const Recorded& recorded, const Ipv4Address& target) {
  std::string text;
  for (const RecordedRoute& route : recorded.routes) text += route_text(route, target);
  if (recorded.times) text += times_text(*recorded.times);
  return text;
}

}  // namespace icmpwire::cli
