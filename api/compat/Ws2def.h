// A spelling of ws2def.h, whose names are among those of winsock2.h here; all of them have this same text,
// for file systems that ignore case.
#pragma once

#include "names/winsock2.h"
