// A command line taken apart: which command, and what is asked of it.
#pragma once

#include <span>
#include <string>
#include <variant>

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
#include "cli/trace_options.h"
#include "cli/verify_options.h"
#include "packet/result.h"

namespace icmpwire::cli {

// Nothing but a text for standard output: help or version.
struct Information {
  std::string text;
};

using Command =
    std::variant<Information, PingOptions, SendOptions, TraceOptions, PmtuOptions, ProbeOptions, CraftOptions,
                 ExplainOptions, DiagramOptions, FieldsOptions, ListenOptions, DoctorOptions, ReplayOptions,
                 VerifyOptions, ServeOptions, ConvertOptions, StatsOptions>;

// `arguments` are those behind the program's name. A first word that names no command means ping. The failure
// names the word that cannot be understood, and the nearest one that can.
Result<Command> parse_command_line(std::span<const std::string> arguments);

// Whether JSON is asked for, however wrong the rest may be.
bool asks_for_json(std::span<const std::string> arguments);

}  // namespace icmpwire::cli
