#include "cli/run.h"

#include "cli/color.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/json_lines.h"

namespace icmpwire::cli {
namespace {

struct Runner {
  Streams streams;
  Result<int> operator()(const Information& information) const {
    write(streams.out, information.text);
    return exit_success;
  }
  Result<int> operator()(const PingOptions& options) const { return ping(options, streams); }
  Result<int> operator()(const TraceOptions& options) const { return trace(options, streams); }
  Result<int> operator()(const PmtuOptions& options) const { return pmtu(options, streams); }
  Result<int> operator()(const ProbeOptions& options) const { return probe(options, streams); }
  Result<int> operator()(const SendOptions& options) const { return send(options, streams); }
  Result<int> operator()(const CraftOptions& options) const { return craft(options, streams); }
  Result<int> operator()(const ExplainOptions& options) const { return explain(options, streams); }
  Result<int> operator()(const DiagramOptions& options) const { return diagram(options, streams); }
  Result<int> operator()(const FieldsOptions& options) const { return fields(options, streams); }
  Result<int> operator()(const ReplayOptions& options) const { return replay(options, streams); }
  Result<int> operator()(const VerifyOptions& options) const { return verify(options, streams); }
  Result<int> operator()(const ServeOptions& options) const { return serve(options, streams); }
  Result<int> operator()(const ConvertOptions& options) const { return convert(options, streams); }
  Result<int> operator()(const StatsOptions& options) const { return stats(options, streams); }
  Result<int> operator()(const ListenOptions& options) const { return listen(options, streams); }
  Result<int> operator()(const DoctorOptions& options) const { return doctor(options, streams); }
};

int report(const Failure& failure, std::string_view code, bool json, Streams streams) {
  if (json) {
    write(streams.out, error_line(failure, code));
  } else {
    write(streams.error, "icmpwire: " + to_text(failure) + "\n");
  }
  return exit_failure;
}

Failure lost_output() {
  return Failure("write", "the output", Reason::system, "not all of it could be written");
}

}  // namespace

int run(std::span<const std::string> arguments, Streams streams) {
  const bool json = asks_for_json(arguments);
  const Result<Command> command = parse_command_line(arguments);
  if (!command) return report(command.error(), "usage", json, streams);
  std::visit(
      [&](const auto& options) {
        if constexpr (requires { options.color; }) streams.ink = ink_for(options.color, streams.out);
      },
      *command);
  const Result<int> status = std::visit(Runner{streams}, *command);
  if (!status) return report(status.error(), reason_code(status.error().reason), json, streams);
  if (std::ferror(streams.out) != 0)
    return report(lost_output(), reason_code(Reason::system), false, streams);
  return *status;
}

}  // namespace icmpwire::cli
