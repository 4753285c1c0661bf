// What a person may ask of `icmpwire send`.
#pragma once

#include <chrono>
#include <optional>

#include "cli/packet_switches.h"
#include "cli/packet_views.h"
#include "cli/wire_choice.h"

namespace icmpwire::cli {

struct SendOptions : CommonOptions, PacketSwitches, WireSwitches, ViewSwitches {
  Nanos timeout = std::chrono::seconds(4);  // as long as routers take to report that a neighbour is dead
  std::optional<std::uint64_t> count;       // answers that are waited for
  bool all = false;                         // all that comes until the timeout

  int verbosity = 0;
  bool why = false;  // each packet that is no answer, and why it is none
};

extern const CommandText send_words;
OptionTable<SendOptions> send_options();

}  // namespace icmpwire::cli
