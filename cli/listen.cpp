// `icmpwire listen`: ICMP as it passes, a line a packet or whole.
#include "capture/open_wire.h"
#include "capture/query_name.h"
#include "capture/recorded_passage.h"
#include "capture/recorder.h"
#include "cli/commands.h"
#include "cli/craft_line.h"
#include "cli/instant.h"
#include "cli/json_lines.h"
#include "cli/refusal.h"
#include "cli/signals.h"
#include "packet/exchanges.h"
#include "packet/explain.h"
#include "packet/text.h"

namespace icmpwire::cli {
namespace {

Result<std::string> wire_of(const ListenOptions& options) {
  if (options.operands.size() > 1) {
    return refusal("listen on", options.operands[1], "it listens on one device or on all",
                   "icmpwire listen, on all devices | icmpwire listen DEV");
  }
  WireSwitches switches = options;
  if (!options.operands.empty()) switches.interface = options.operands.front();
  return choose_wire(switches);
}

// A live wire is heard by its device, a recording as it is.
Result<std::unique_ptr<Wire>> open_to_listen(const std::string& spec) {
  auto parsed = parse_wire_spec(spec);
  if (!parsed) return tl::unexpected(std::move(parsed.error()));
  if (parsed->kind == "listen") return open_wire(spec);
  if (parsed->kind != "live" && parsed->kind != "replay") {
    return refusal("listen on", spec, "what passes it is what its only user sends",
                   "icmpwire ping -vv --wire " + spec + " | --wire replay:FILE");
  }
  if (auto known = parsed->refuse_unknown_keys(); !known) return tl::unexpected(std::move(known.error()));
  if (parsed->kind == "replay") return open_recorded_passage(parsed->name);
  return open_wire("listen:" + (parsed->name.empty() ? "any" : parsed->name));
}

// The kernel's filter lets pass whatever has an extension header.
bool carries_icmp(const Frame& frame) {
  const auto datagram = parse_quoted_ip(frame.datagram());
  return datagram && datagram->is_icmp();
}

// "18:38:35.459831000" of "2026-11-22T18:38:35.459831000Z".
std::string time_of_day(Nanos since_1970) {
  const std::string instant = instant_text(since_1970);
  const std::size_t time = instant.find('T') + 1;
  return instant.substr(time, instant.size() - time - 1);
}

constexpr std::uint64_t most_remembered = 100'000;  // packets among which answers find their requests

class Listening {
 public:
  Listening(const ListenOptions& options, Wire& wire, SignalWatch& signals, Streams streams)
      : options_(options), wire_(wire), signals_(signals), streams_(streams) {}

  Result<void> run() {
    if (!options_.json) write(streams_.error, "Listening; Ctrl-C ends it.\n");
    while (!signals_.stop() && (!options_.count || heard_ < *options_.count)) {
      auto frame = wire_.receive(forever);
      if (!frame) return tl::unexpected(std::move(frame.error()));
      if (*frame) {
        if (!carries_icmp(**frame)) continue;
        ++heard_;
        show(**frame);
      } else if (!signals_.take_snapshot()) {
        break;  // Ctrl-C, or the end of a recording
      } else {
        show_count();
      }
    }
    show_count();
    return {};
  }

 private:
  void show(const Frame& frame) {
    const Dissection packet = dissect(frame.octets, frame.link);
    const Nanos at = wire_.epoch() + frame.at;
    if (options_.json) {
      const CapturedPacket captured = captured_packet(frame, wire_.epoch());
      return write(streams_.out,
                   packet_line(packet, frame.link, heard_, &captured, meaning_of(packet, nullptr)));
    }
    std::string text = line_of(frame, packet, at);
    if (options_.verbosity == 1) text += "\n" + summary(packet) + "\n";
    if (options_.verbosity > 1) text += "\n" + explained(packet, frame.link) + "\n";
    write(streams_.out, text);
  }

  // When, where, from whom to whom, and what.
  std::string line_of(const Frame& frame, const Dissection& packet, Nanos at) {
    if (heard_ - before_window_ > most_remembered) {
      exchanges_ = Exchanges();
      before_window_ = heard_ - 1;
    }
    const PacketRole role = exchanges_.add(packet);
    std::string head = time_of_day(at);
    if (!frame.device.name.view().empty())
      head.append(" ")
          .append(frame.device.name.view())
          .append(frame.direction == Direction::outbound ? " out" : " in");
    if (role.source && role.destination)
      head += "  " + to_text(*role.source) + " > " + to_text(*role.destination);
    std::string what = headline(packet) + ", " + octet_count(frame.datagram().size());
    if (role.answers) what += ", answers packet " + std::to_string(before_window_ + *role.answers + 1);
    const std::size_t wrong = check(packet).size();
    if (wrong != 0) what += ", " + std::to_string(wrong) + (wrong == 1 ? " finding" : " findings");
    std::string line;
    append_hanging(line, head + "  ", what, 2);
    return line;
  }

  void show_count() {
    const std::uint64_t dropped = wire_.dropped();
    if (options_.json) return write(streams_.out, heard_line(heard_, dropped));
    write(streams_.out, "\n" + std::to_string(heard_) + (heard_ == 1 ? " packet" : " packets") + ", " +
                            std::to_string(dropped) + " dropped by the kernel\n");
  }

  const ListenOptions& options_;
  Wire& wire_;
  SignalWatch& signals_;
  Streams streams_;
  Exchanges exchanges_;  // of the packets behind the first `before_window_`
  std::uint64_t before_window_ = 0;
  std::uint64_t heard_ = 0;
};

}  // namespace

Result<int> listen(const ListenOptions& options, Streams streams) {
  const auto spec = wire_of(options);
  if (!spec) return tl::unexpected(spec.error());
  const HeldSignals held;  // before any thread of a wire
  auto wire = open_to_listen(*spec);
  if (wire && !options.save.empty()) wire = record(std::move(*wire), options.save);
  if (!wire) return tl::unexpected(std::move(wire.error()));
  SignalWatch signals(**wire);
  if (auto done = Listening(options, **wire, signals, streams).run(); !done)
    return tl::unexpected(std::move(done.error()));
  return exit_success;
}

}  // namespace icmpwire::cli
