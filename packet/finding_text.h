// How layers and findings are called in the views.
#pragma once

#include <string>

#include "packet/check.h"

namespace icmpwire {

// "Record Route, octets 35-73".
std::string title_with_range(const Layer& layer);

// "ip.ttl is 0: nobody may send that (RFC 1122 3.2.1.7)", for wrapped().
std::string finding_text(const Finding& finding);

}  // namespace icmpwire
