// Wires by specification: KIND[:NAME][?key=value&...], as in ICMPWIRE and --wire.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "capture/wire.h"

namespace icmpwire {

// "replay:rr9.pcap?mode=relaxed" taken apart; values are percent-decoded.
struct WireSpec {
  std::string kind;  // "live", "replay", "sim"
  std::string name;  // device or file; may be empty
  std::vector<std::pair<std::string, std::string>> keys;

  // Takes the key out; nullopt where it is not there.
  std::optional<std::string> take(std::string_view key);
  // Fails, naming them, where keys are left that nobody took.
  Result<void> refuse_unknown_keys() const;
};

Result<WireSpec> parse_wire_spec(std::string_view spec);

// The specification with this value of a key, unless it says the key already.
std::string with_key(std::string_view spec, std::string_view key, std::string_view value);
// The same wire with a witness (live_wire.h), unless it says; wires that need none are left as they are.
std::string witnessed(std::string_view spec);

// Kinds: live[:DEVICE] (keys: live_wire.h), listen:DEVICE (listening_wire.h), replay:FILE (keys:
// replay_wire.h), sim[:FILE]; each with the keys of faults (fault_spec.h). Reason::bad_spec for anything
// else.
Result<std::unique_ptr<Wire>> open_wire(std::string_view spec);

}  // namespace icmpwire
