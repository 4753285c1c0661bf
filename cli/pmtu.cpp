// `icmpwire pmtu`: options -> survey -> report.
#include "cli/commands.h"
#include "cli/path_session.h"
#include "cli/pmtu_report.h"
#include "cli/refusal.h"

namespace icmpwire::cli {

Result<int> pmtu(const PmtuOptions& options, Streams streams) {
  if (options.operands.size() > 1)
    return refusal("search", options.operands[1], "it is a second target", "one target at a time");
  auto session = PathSession::open(options);
  if (!session) return tl::unexpected(std::move(session.error()));
  const auto target = (*session)->find(options.operands.front());
  if (!target) return tl::unexpected(target.error());

  PathMtuSearch::Settings settings;
  settings.request = (*session)->request_to(target->address);
  settings.first_hop = target->mtu;
  settings.repeats = options.probes;
  settings.last_ttl = options.last_ttl;
  PathMtuSearch search(settings);

  if (!options.json) write(streams.out, pmtu_head_text(*target, (*session)->wire()));
  const auto costs = (*session)->run(search);
  if (!costs) return tl::unexpected(costs.error());
  write(streams.out, options.json ? pmtu_json(*target, search, *costs) : pmtu_text(*target, search, *costs));
  return search.finding().mtu != 0 ? exit_success : exit_no_answer;
}

}  // namespace icmpwire::cli
