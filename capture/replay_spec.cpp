#include "capture/replay_spec.h"

#include "capture/spec_values.h"

namespace icmpwire {
namespace {

std::optional<Pairing> pairing_of(std::string_view text) {
  if (text == "relaxed") return Pairing::relaxed;
  if (text == "loop") return Pairing::loop;
  if (text == "exact") return Pairing::exact;
  return std::nullopt;
}

std::optional<IpAddress> address_of(std::string_view text) {
  if (const auto v4 = parse_ipv4_address(text)) return IpAddress(*v4);
  if (const auto v6 = parse_ipv6_address(text)) return IpAddress(*v6);
  return std::nullopt;
}

// "10", "10-20", "10-" or "-20".
bool read_frames(std::string_view text, FrameChoice& choice) {
  const std::size_t dash = text.find('-');
  const std::string_view first = text.substr(0, dash);
  const std::string_view last = dash == std::string_view::npos ? first : text.substr(dash + 1);
  if (!first.empty()) {
    const auto number = spec_number(first);
    if (!number) return false;
    choice.first_frame = *number;
  }
  if (!last.empty()) {
    const auto number = spec_number(last);
    if (!number) return false;
    choice.last_frame = *number;
  }
  return !(first.empty() && last.empty()) && choice.first_frame >= 1 &&
         choice.first_frame <= choice.last_frame;
}

Result<void> read_rules(SpecReader& keys, ReplaySpec& replay) {
  if (const auto mode = keys.take("mode")) {
    const auto pairing = pairing_of(*mode);
    if (!pairing) return keys.refuse("mode", *mode, "relaxed, loop or exact");
    replay.rules.pairing = *pairing;
  }
  if (const auto strict = keys.take("keys")) {
    if (*strict != "strict") return keys.refuse("keys", *strict, "strict");
    if (replay.rules.pairing != Pairing::exact)
      return keys.refuse("keys", *strict, "nothing without mode=exact");
    replay.rules.strict_keys = true;
  }
  if (const auto missing = keys.take("missing")) {
    if (*missing != "timeout") return keys.refuse("missing", *missing, "timeout");
    replay.missing_times_out = true;
  }
  return {};
}

}  // namespace

Result<FrameChoice> take_frame_choice(WireSpec& spec) {
  SpecReader keys(spec);
  FrameChoice choice;
  if (const auto host = keys.take("host")) {
    choice.host = address_of(*host);
    if (!choice.host) return keys.refuse("host", *host, "an address");
  }
  if (const auto frames = keys.take("frames")) {
    if (!read_frames(*frames, choice))
      return keys.refuse("frames", *frames, "numbers from 1 on, as 10 or 10-20 or 10-");
  }
  if (const auto interface = keys.take("interface")) choice.interface = *interface;
  return choice;
}

Result<ReplaySpec> read_replay_spec(WireSpec spec) {
  SpecReader keys(spec);
  ReplaySpec replay;
  replay.path = spec.name;
  if (Result<void> result = read_rules(keys, replay); !result)
    return tl::unexpected(std::move(result).error());
  const Result<double> speed = take_speed(spec);
  if (!speed) return tl::unexpected(speed.error());
  replay.speed = *speed;
  Result<FrameChoice> choice = take_frame_choice(spec);
  if (!choice) return tl::unexpected(std::move(choice).error());
  replay.choice = std::move(*choice);
  if (Result<void> result = spec.refuse_unknown_keys(); !result)
    return tl::unexpected(std::move(result).error());
  if (replay.path.empty()) {
    return tl::unexpected(
        Failure("open the wire", spec.kind, Reason::bad_spec, "no capture file is named", {}, "replay:FILE"));
  }
  return replay;
}

Result<void> refuse_other_links(const ReplayIndex& index, const std::string& path) {
  const FrameCounts& frames = index.frames();
  if (frames.frames == 0 || frames.on_other_links() != frames.frames) return {};
  return tl::unexpected(
      Failure("replay the capture file", path, Reason::unsupported,
              "it holds nothing but " + passed_over_text(frames),
              "needs frames of Ethernet, raw IP, BSD loopback, Linux cooked capture, PPP or PPPoE",
              "a capture of the IP device behind it | --wire sim"));
}

}  // namespace icmpwire
