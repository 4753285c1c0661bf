// Packets of a file in any of the formats that `convert` reads.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "capture/capture_file.h"
#include "cli/text_packet.h"

namespace icmpwire::cli {

// A capture, JSON Lines (records of type "packet"), octets in hexadecimal or C arrays, each plain or
// compressed by gzip or zstd; "-" is standard input. A capture is read as it goes; of a text all packets are
// read at once, so that what is wrong with it is said before the first is given, with the line:
// Reason::bad_file. Where a text does not say the link type it is guessed.
Result<std::unique_ptr<CaptureReader>> open_packets(const std::string& path);

// Packets of a text as those of a capture.
std::unique_ptr<CaptureReader> packets_of(std::vector<TextPacket> packets);

}  // namespace icmpwire::cli
