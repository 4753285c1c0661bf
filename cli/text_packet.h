// A packet out of a text, with all that a capture can say of one; and words that all such texts share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capture/capture_file.h"
#include "cli/values.h"

namespace icmpwire::cli {

struct TextPacket {
  Octets octets;
  std::optional<std::uint32_t> link_number;  // unset: the text does not say it
  std::uint32_t original_length = 0;         // counts where it is more than octets.size()
  Nanos at{};                                // since 1970
  std::uint32_t interface = 0;
  std::string interface_name;
  std::optional<Direction> direction;
  std::vector<std::string> comments;
};

// "inbound", "outbound"
std::string_view direction_text(Direction direction);
Value<Direction> parse_direction(std::string_view text);

// Whether the packet's capture has interfaces worth a word: a nameless one alone is none.
bool says_interface(const CapturedPacket& packet);

}  // namespace icmpwire::cli
