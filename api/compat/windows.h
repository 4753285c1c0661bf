// A spelling of windows.h; all of them have this same text, for file systems that ignore case.
#pragma once

#include "names/windows.h"
