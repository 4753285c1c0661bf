// A spelling of winternl.h; all of them have this same text, for file systems that ignore case.
#pragma once

#include "names/winternl.h"
