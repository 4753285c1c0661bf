// Records what passes a wire into a pcapng file, both directions, in the order of the wire.
#pragma once

#include <memory>
#include <string>

#include "capture/capture_file.h"
#include "capture/wire.h"

namespace icmpwire {

// Wraps a wire; what is sent and received through the result is written to `path`. A write that fails is
// returned by the call during which it happened. Held datagrams are recorded when they leave.
Result<std::unique_ptr<Wire>> record(std::unique_ptr<Wire> wire, const std::string& path);

}  // namespace icmpwire
