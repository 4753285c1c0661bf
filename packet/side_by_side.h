// Two packets beside each other as text, field by field.
#pragma once

#include <string>

#include "packet/dissection.h"
#include "packet/field_mask.h"

namespace icmpwire {

// A line a field, by the tables' names: its value in the one packet and in the other, those that differ
// marked in front with '!', or with '~' where they may; what has no fields as octets, eight a line. 80
// columns, with a heading. Either packet may be empty.
std::string side_by_side(const Dissection& left, std::string_view left_title, const Dissection& right,
                         std::string_view right_title, const FieldMask& may_differ = {});

}  // namespace icmpwire
