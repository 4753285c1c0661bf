// Strings and octets as JSON writes them, safe inside an HTML script element.
#pragma once

#include <string>
#include <string_view>

#include "packet/bytes.h"

namespace icmpwire {

// Appends `text` in quotation marks; '<', '>' and '&' are escaped, so that no element can begin or end in it.
void append_json(std::string& out, std::string_view text);

// "RQAA", RFC 4648 4.
std::string to_base64(Bytes octets);

}  // namespace icmpwire
