// A crafted packet in the formats that it can be written in.
#pragma once

#include <string>

#include "cli/craft_options.h"
#include "packet/draft.h"

namespace icmpwire::cli {

// With its line ends; binary for pcap.
std::string crafted_text(const Draft& draft, CraftFormat format);

}  // namespace icmpwire::cli
