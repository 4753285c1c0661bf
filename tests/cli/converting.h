// What tests of converting compare: packets with all that a capture says of them.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "capture/capture_file.h"
#include "tests/cli/program.h"

namespace icmpwire::test {

struct KeptPacket {
  Octets octets;
  std::uint32_t link_number = 0;
  std::uint32_t original_length = 0;
  Nanos at{};
  std::uint32_t interface = 0;
  std::string interface_name;
  std::optional<Direction> direction;
  std::vector<std::string> comments;

  friend bool operator==(const KeptPacket&, const KeptPacket&) = default;
};
std::ostream& operator<<(std::ostream& out, const KeptPacket& packet);

// Of a file in any of the formats that are read; fails the test where it cannot be.
std::vector<KeptPacket> packets_in(const std::string& path);

// A pcapng file: interfaces with and without names, link types that icmpwire knows and does not, both
// directions and none, times in nanoseconds, a cut packet, one without octets, one larger than a datagram,
// and comments that look like what texts are made of.
void write_rich_capture(const std::string& path);

// Converts and expects that it works.
void convert_file(const std::string& from, const std::string& to);

}  // namespace icmpwire::test
