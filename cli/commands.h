// The commands of the program: each returns the exit status, or the failure that ended it.
#pragma once

#include "cli/convert_options.h"
#include "cli/craft_options.h"
#include "cli/diagram_options.h"
#include "cli/doctor_options.h"
#include "cli/explain_options.h"
#include "cli/fields_options.h"
#include "cli/listen_options.h"
#include "cli/ping_options.h"
#include "cli/pmtu_options.h"
#include "cli/probe_options.h"
#include "cli/replay_options.h"
#include "cli/send_options.h"
#include "cli/serve_options.h"
#include "cli/stats_options.h"
#include "cli/streams.h"
#include "cli/trace_options.h"
#include "cli/verify_options.h"
#include "packet/result.h"

namespace icmpwire::cli {

// Exit statuses, as iputils has them.
inline constexpr int exit_success = 0;
inline constexpr int exit_no_answer = 1;
inline constexpr int exit_failure = 2;

Result<int> ping(const PingOptions& options, Streams streams);
Result<int> trace(const TraceOptions& options, Streams streams);
Result<int> pmtu(const PmtuOptions& options, Streams streams);
Result<int> probe(const ProbeOptions& options, Streams streams);
Result<int> send(const SendOptions& options, Streams streams);
Result<int> craft(const CraftOptions& options, Streams streams);
Result<int> explain(const ExplainOptions& options, Streams streams);
Result<int> diagram(const DiagramOptions& options, Streams streams);
Result<int> fields(const FieldsOptions& options, Streams streams);
Result<int> replay(const ReplayOptions& options, Streams streams);
Result<int> verify(const VerifyOptions& options, Streams streams);
Result<int> serve(const ServeOptions& options, Streams streams);
Result<int> convert(const ConvertOptions& options, Streams streams);
Result<int> stats(const StatsOptions& options, Streams streams);
Result<int> listen(const ListenOptions& options, Streams streams);
Result<int> doctor(const DoctorOptions& options, Streams streams);

}  // namespace icmpwire::cli
