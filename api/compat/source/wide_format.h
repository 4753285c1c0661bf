// Wide formats in the sense of Windows.
#pragma once

#include <cstdarg>
#include <cstddef>

namespace icmpwire::compat {

// vswprintf, in whose format %s and %c mean wide characters and %S, %C, %hs and %hc narrow ones. What
// does not fit is cut; always terminated if there is room for that. Returns the characters without the NUL,
// or -1 where it was cut.
int print_wide(wchar_t* text, std::size_t room, const wchar_t* format, std::va_list arguments);

}  // namespace icmpwire::compat
