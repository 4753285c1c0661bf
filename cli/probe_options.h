// What a person may ask of `icmpwire probe`.
#pragma once

#include "cli/ip_option_switches.h"
#include "cli/path_options.h"

namespace icmpwire::cli {

// Each of the IP options given is a line of its own to try.
struct ProbeOptions : PathSwitches, IpOptionSwitches {
  std::string matrix;   // a file of lines and targets; empty: none
  std::string results;  // the file that its results are added to; empty: beside it
};

// Lines that are worth trying everywhere, in the option language.
std::vector<std::string> usual_option_lines();

extern const CommandText probe_words;
OptionTable<ProbeOptions> probe_options();

}  // namespace icmpwire::cli
