// In which fields an answer differs from the recorded one, some fields left out of account.
#pragma once

#include <vector>

#include "packet/field_difference.h"
#include "packet/field_mask.h"

namespace icmpwire {

// Both are datagrams from their IP headers on. A masked field counts as being what it is in `met`, and the
// checksums over it follow by difference: a checksum that is wrong, or stale in a quote, is told although the
// octets that it covers may differ.
std::vector<FieldDifference> answer_differences(Bytes recorded, Bytes met, const FieldMask& mask);

// What differs from one run to the next whatever is asked: IP identifications, and times of day.
const FieldMask& usual_mask();

}  // namespace icmpwire
