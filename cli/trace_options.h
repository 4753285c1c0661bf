// What a person may ask of `icmpwire trace`.
#pragma once

#include "cli/ip_option_switches.h"
#include "cli/packet_views.h"
#include "cli/path_options.h"

namespace icmpwire::cli {

struct TraceOptions : PathSwitches, IpOptionSwitches, ViewSwitches {
  std::size_t size = 32;  // octets of data
};

extern const CommandText trace_words;
OptionTable<TraceOptions> trace_options();

}  // namespace icmpwire::cli
