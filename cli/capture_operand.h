// A packet of a capture file as an operand: "FILE#7".
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "capture/capture_file.h"

namespace icmpwire::cli {

struct FileOperand {
  std::string path;
  std::optional<std::uint64_t> number;  // from 1
};

// "FILE#7" apart, unless a file is called so.
FileOperand file_operand(const std::string& operand);

bool file_exists(const std::string& path);

// That the object (a file, a text) has `count` packets and no packet `number`.
tl::unexpected<Failure> no_such_packet(const std::string& object, std::uint64_t count, std::uint64_t number);

// The octets of one packet, the first one unless the operand has a number.
struct RecordedPacket {
  Octets octets;
  LinkType link;
};
Result<RecordedPacket> read_recorded_packet(const std::string& operand);

}  // namespace icmpwire::cli
