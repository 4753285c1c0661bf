// How layers and findings are called in the views.
#pragma once

#include <string>

#include "packet/check.h"

namespace icmpwire {

// "Record Route, octets 35-73".
std::string title_with_range(const Layer& layer);

// Where a finding is shown: the deepest layer at its octet, and that layer's field.
struct FieldPlace {
  std::size_t layer;
  std::size_t field;  // 0 where the layer has none
  friend bool operator==(const FieldPlace&, const FieldPlace&) = default;
};
FieldPlace place_of(const Finding& finding, const Dissection& packet);

// "ip.ttl is 0: nobody may send that (RFC 1122 3.2.1.7)", for wrapped().
std::string finding_text(const Finding& finding);

}  // namespace icmpwire
