// Where requests of one kind are lost while others come through.
#pragma once

#include <span>

#include "icmp/trace.h"

namespace icmpwire {

struct LossPlace {
  IpAddress after;   // the last one that saw them; our own address where nobody did
  IpAddress before;  // the first one that should have
};

// `controls` are requests that went the same way at the same time. nullopt where what is missing may be
// missing by chance as well: at the rate at which the controls were answered by those hops it would happen
// more often than once in a hundred times.
std::optional<LossPlace> lost_between(const Trace& lost, std::span<const Trace* const> controls);

// Where the trace's requests come from; 0.0.0.0 where none was sent.
IpAddress source_of(const Trace& trace);

}  // namespace icmpwire
