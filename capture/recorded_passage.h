// A capture heard like a device: its ICMP one packet behind the other, to be read only.
#pragma once

#include <memory>
#include <string>

#include "capture/wire.h"

namespace icmpwire {

// `receive` hands out every frame of the file that carries ICMP or ICMPv6, fragments included, as it is;
// behind the last one it gives nothing. Wire time is that of the file, in nanoseconds since 1970. route and
// send fail with Reason::unsupported; replaying (replay_wire.h) is for who sends.
Result<std::unique_ptr<Wire>> open_recorded_passage(const std::string& path);

}  // namespace icmpwire
