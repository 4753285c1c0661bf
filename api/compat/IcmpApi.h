// A spelling of icmpapi.h; all of them have this same text, for file systems that ignore case. On those this
// very file is found as icmpapi.h, hence "next". For the same reason compat comes before include on the
// include path.
#pragma once

#include_next <icmpapi.h>
