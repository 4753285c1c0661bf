// Packets of a file in any of the formats that `convert` reads.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "capture/capture_file.h"

namespace icmpwire::cli {

// Calls `take` for every packet of the file until it fails. A capture is read as it goes; JSON Lines (records
// of type "packet") and octets in hexadecimal are read whole first. `link` is for octets in hexadecimal.
// Reason::bad_file for what is none of these.
Result<void> for_each_packet(const std::string& path, std::optional<LinkType> link,
                             const std::function<Result<void>(const CapturedPacket&)>& take);

}  // namespace icmpwire::cli
