// What became of requests with an option, compared with plain ones on the same way.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "icmp/controlled_traces.h"
#include "icmp/lost_between.h"
#include "icmp/path_changes.h"

namespace icmpwire {

enum class OptionFate : std::uint8_t {
  passes,       // answered as plain requests are
  stripped,     // the option is taken out or overwritten on the way; the request goes on
  rejected,     // somebody answers with an error
  dropped,      // lost where plain requests are not
  cannot_tell,  // lost, where plain ones may be lost as well
};

std::string_view to_text(OptionFate fate);  // "cannot tell"

struct OptionVerdict {
  OptionFate fate = OptionFate::cannot_tell;
  LossPlace place;                    // dropped, stripped: between these two
  const Reception* answer = nullptr;  // of whoever ended the way; nullptr: nobody did
  bool not_returned = false;          // the reply lacks an option that hosts return (RFC 1122 3.2.2.6)
  std::vector<PathChange> changes;
};

// Of one of the traces beside the control. The other ones that came through tell how often answers are lost
// by chance. The answers are the traces'.
OptionVerdict judge_option(const ControlledTraces& traces, std::size_t index);

}  // namespace icmpwire
