// A spelling of winbase.h, whose names are among those of windows.h here; all of them have this same text,
// for file systems that ignore case.
#pragma once

#include "names/windows.h"
