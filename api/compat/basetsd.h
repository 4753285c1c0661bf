// A spelling of basetsd.h, whose names are among those of base.h here; all of them have this same text, for
// file systems that ignore case.
#pragma once

#include "names/base.h"
