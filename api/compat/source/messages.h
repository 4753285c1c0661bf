// The text of every number that this interface gives.
#pragma once

#include <windows.h>

#include <string_view>

namespace icmpwire::compat {

// Without a line end; empty where the number is none of ours.
std::string_view message_of(DWORD number);

}  // namespace icmpwire::compat
