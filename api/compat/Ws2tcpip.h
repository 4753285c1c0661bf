// A spelling of ws2tcpip.h; all of them have this same text, for file systems that ignore case.
#pragma once

#include "names/ws2tcpip.h"
