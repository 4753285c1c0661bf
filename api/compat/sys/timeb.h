// The C run-time's sys/timeb.h; not the system's, whose ftime is gone from current ones.
#pragma once

#include "../names/timeb.h"
