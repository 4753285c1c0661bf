// What a person may ask of `icmpwire serve`.
#pragma once

#include "capture/port.h"
#include "cli/option_table.h"
#include "cli/wire_choice.h"

namespace icmpwire::cli {

struct ServeOptions : CommonOptions, WireSwitches {
  std::string tun;          // a device to make; empty: none
  std::string veth;         // a device to attach to; empty: none
  PortAddresses addresses;  // for the one that is made
};

extern const CommandText serve_words;
OptionTable<ServeOptions> serve_options();

}  // namespace icmpwire::cli
