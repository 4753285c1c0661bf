// What this machine allows of live wires: facts, and for each lack the line to type.
#pragma once

#include <string>
#include <vector>

namespace icmpwire {

enum class Standing : std::uint8_t {
  good,
  limited,  // works, but not all of it or not as well
  missing,  // stands in the way
};

struct MachineFact {
  Standing standing = Standing::good;
  std::string subject;  // "device eth0"
  std::string found;    // "up, EN10MB, MTU 1500, 10.9.1.1/24"
  std::string remedy;   // what to type; empty where there is nothing to mend
};

struct MachineReport {
  std::vector<MachineFact> facts;
  bool live_works = false;  // an echo went to this machine itself and came back over a live wire
};

// Takes about 50 ms for each device. Nothing is sent but to this machine itself.
MachineReport examine_machine();

}  // namespace icmpwire
