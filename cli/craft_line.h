// The command line that makes a given packet.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "packet/dissection.h"
#include "packet/ink.h"
#include "packet/meaning.h"

namespace icmpwire::cli {

// The arguments behind the program's name: {"craft", "10.9.3.3", "-o", "rr:9", ...}. They make the packet
// octet by octet (of other link layers than Ethernet the datagram alone). nullopt where there is no IP
// header.
std::optional<std::vector<std::string>> craft_arguments(Bytes packet, LinkType link);

// As a line to be copied into a shell; broken at 80 columns where a word is not longer than that.
std::string shell_line(const std::vector<std::string>& words);

// The explanation of a packet and, where there is one, the line that makes it.
std::string explained(const Dissection& packet, const Meaning& meaning, LinkType link, Ink ink = Ink::plain);
std::string explained(const Dissection& packet, LinkType link);

}  // namespace icmpwire::cli
