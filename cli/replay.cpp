// `icmpwire replay`: the exchanges of a capture, listed or given to a command.
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "capture/fault_spec.h"
#include "capture/recorded_exchange.h"
#include "capture/replay_spec.h"
#include "cli/commands.h"
#include "cli/json_lines.h"
#include "cli/path_words.h"
#include "cli/replay_record.h"
#include "packet/ip.h"

namespace icmpwire::cli {
namespace {

// "/run/a%b.pcap?mode=loop" as the wire's specification; a file's name may hold anything but a question mark.
std::string spec_of(const std::string& operand) { return "replay:" + operand; }

Failure cannot_run(const std::string& command, int error) {
  return Failure("run", command, Reason::system, std::generic_category().message(error));
}

// Told before the command begins, which may say less, or never ask.
Result<void> require_icmp(const std::string& path) {
  if (std::filesystem::is_fifo(path)) return {};  // what is read of a pipe is gone
  const auto capture = CaptureReader::open(path);
  if (!capture) return tl::unexpected(capture.error());
  FrameCounts frames;
  for (;;) {
    const auto packet = (*capture)->next();
    if (!packet) return tl::unexpected(packet.error());
    if (!*packet) break;
    const auto octets = frames.take_frame(**packet);
    if (octets && frames.take_datagram(parse_quoted_ip(*octets))) return {};
  }
  std::string detail = "it holds no ICMP";
  if (const std::string passed_over = passed_over_text(frames); !passed_over.empty())
    detail += "; passed over: " + passed_over;
  return tl::unexpected(
      Failure("replay", path, Reason::nothing_recorded, detail, "needs a capture that holds ICMP requests"));
}

// Does not return where the command can be run.
Failure run_command(const std::string& spec, std::span<const std::string> words) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  if (setenv("ICMPWIRE", spec.c_str(), 1) != 0) return cannot_run(words.front(), errno);
  execvp(arguments.front(), arguments.data());
  return cannot_run(words.front(), errno);
}

// What is not in the list, and why.
std::string closing_text(const ReplayIndex& index, std::size_t exchanges) {
  const ExchangeCounts& counts = index.exchanges();
  std::string text = counted(exchanges, "exchange") + " in " + counted(index.frames().frames, "frame");
  const auto add = [&](std::uint64_t count, std::string_view what, std::string_view further) {
    if (count != 0) text += "; " + counted(count, what) + std::string(further);
  };
  add(counts.unmatched, "answer", " without a request");
  add(counts.copies, "packet", " captured again on another interface");
  add(counts.incomplete, "fragment", " of datagrams that are not whole");
  add(index.frames().cut, "frame", " cut by the capture");
  if (const std::string passed_over = passed_over_text(index.frames()); !passed_over.empty())
    text += "; passed over: " + passed_over;
  return text + "\n";
}

Result<int> list(const ReplaySpec& replay, bool json, Streams streams) {
  const auto capture = CaptureReader::open_seekable(replay.path);
  if (!capture) return tl::unexpected(capture.error());
  const auto index = ReplayIndex::read(**capture, replay.path, replay.choice);
  if (!index) return tl::unexpected(index.error());
  if (Result<void> result = refuse_other_links(*index, replay.path); !result)
    return tl::unexpected(std::move(result).error());
  ExchangeReader reader(**capture, *index);
  RecordedExchange exchange;
  std::uint64_t number = 0;
  const std::vector<IndexedQuery> queries = index->queries_as_recorded();
  for (const IndexedQuery& query : queries) {
    if (Result<void> result = reader.read(query, exchange); !result)
      return tl::unexpected(std::move(result).error());
    ++number;
    write(streams.out,
          json ? exchange_line(exchange, number) : exchange_text(exchange, number, index->epoch()));
  }
  if (!json) write(streams.out, closing_text(*index, queries.size()));
  if (!index->cut()) return exit_success;
  write(streams.error, "icmpwire: " + to_text(*index->cut()) + "\n");
  return exit_failure;
}

}  // namespace

Result<int> replay(const ReplayOptions& options, Streams streams) {
  const std::string spec = spec_of(options.operands.front());
  Result<WireSpec> wire = parse_wire_spec(spec);
  if (!wire) return tl::unexpected(std::move(wire).error());
  const Result<std::optional<FaultSpec>> faults = FaultSpec::take_from(*wire);
  if (!faults) return tl::unexpected(faults.error());
  const Result<ReplaySpec> replay = read_replay_spec(std::move(*wire));
  if (!replay) return tl::unexpected(replay.error());
  const auto command = std::span(options.operands).subspan(1);
  if (command.empty()) return list(*replay, options.json, streams);
  if (Result<void> result = require_icmp(replay->path); !result)
    return tl::unexpected(std::move(result).error());
  return tl::unexpected(run_command(spec, command));
}

}  // namespace icmpwire::cli
