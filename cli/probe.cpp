// `icmpwire probe`: options -> surveys, one for each target -> report.
#include "cli/commands.h"
#include "cli/option_probe.h"
#include "cli/probe_matrix.h"
#include "cli/refusal.h"

namespace icmpwire::cli {
namespace {

Result<int> probe_targets(PathSession& session, const ProbeOptions& options, Streams streams) {
  bool decided = true;
  for (const std::string& name : options.operands) {
    if (session.interrupted()) break;
    const auto probed = probe_target(session, options, name, option_lines(options));
    if (!probed) return tl::unexpected(probed.error());
    write(streams.out,
          options.json ? option_probe_json(*probed) : option_probe_text(*probed, session.wire()));
    decided = decided && is_decided(*probed);
  }
  return decided ? exit_success : exit_no_answer;
}

std::string results_path(const ProbeOptions& options) {
  return options.results.empty() ? options.matrix + ".jsonl" : options.results;
}

// The lines of the matrix that are still to be tried on the target.
std::vector<IpOptionSwitches::Given> lines_to_do(const ProbeMatrix& matrix, const MatrixCells& done,
                                                 const std::string& target) {
  std::vector<IpOptionSwitches::Given> lines;
  for (const std::string& line : matrix.lines) {
    if (done.count({target, line}) == 0) lines.push_back({line});
  }
  return lines;
}

Result<int> probe_matrix(PathSession& session, const ProbeOptions& options, Streams streams) {
  const auto matrix = read_matrix(options.matrix);
  if (!matrix) return tl::unexpected(matrix.error());
  const std::string results = results_path(options);
  const auto done = done_cells(results);
  if (!done) return tl::unexpected(done.error());
  bool decided = true;
  for (const std::string& target : matrix->targets) {
    const auto lines = lines_to_do(*matrix, *done, target);
    if (lines.empty() || session.interrupted()) continue;
    const auto probed = probe_target(session, options, target, lines);
    if (!probed) return tl::unexpected(probed.error());
    if (probed->costs.interrupted) break;
    std::string records = option_probe_json(*probed);
    if (auto added = add_results(results, records); !added) return tl::unexpected(std::move(added.error()));
    write(streams.out, options.json ? records : option_probe_text(*probed, session.wire()));
    decided = decided && is_decided(*probed);
  }
  return decided ? exit_success : exit_no_answer;
}

}  // namespace

Result<int> probe(const ProbeOptions& options, Streams streams) {
  const bool by_matrix = !options.matrix.empty();
  if (by_matrix != options.operands.empty()) {
    return refusal("probe", by_matrix ? options.operands.front() : "nothing",
                   by_matrix ? "the matrix names the targets" : "no target is named",
                   "icmpwire probe TARGET | icmpwire probe --matrix FILE");
  }
  auto session = PathSession::open(options, true);
  if (!session) return tl::unexpected(std::move(session.error()));
  return by_matrix ? probe_matrix(**session, options, streams) : probe_targets(**session, options, streams);
}

}  // namespace icmpwire::cli
