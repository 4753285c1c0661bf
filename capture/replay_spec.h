// What a replay is asked for: the keys of replay:FILE?key=value&...
#pragma once

#include "capture/open_wire.h"
#include "capture/replay_index.h"
#include "capture/replay_pairing.h"

namespace icmpwire {

struct ReplaySpec {
  std::string path;
  PairingRules rules;
  FrameChoice choice;
  double speed = 0;  // 0: virtual time; else times as fast as recorded
  bool missing_times_out = false;
};

// Reason::bad_spec for keys and values that a replay does not know; see replay_wire.h.
Result<ReplaySpec> read_replay_spec(WireSpec spec);

// Takes the keys that choose packets: host, frames and interface. Reason::bad_spec for what they cannot be.
Result<FrameChoice> take_frame_choice(WireSpec& spec);

// Reason::unsupported where every frame of the capture is of a link type that is not read, which it names.
Result<void> refuse_other_links(const ReplayIndex& index, const std::string& path);

}  // namespace icmpwire
