// A spelling of winsock2.h; all of them have this same text, for file systems that ignore case.
#pragma once

#include "names/winsock2.h"
