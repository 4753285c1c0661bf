// The fixed parts of the page, from the files in packet/page.
#pragma once

#include <string_view>

namespace icmpwire::page_parts {

extern const std::string_view document;  // with {{title}}, {{style}}, {{data}} and {{script}} to be filled in
extern const std::string_view style;
extern const std::string_view script;

}  // namespace icmpwire::page_parts
