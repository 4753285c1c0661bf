// A spelling of ipexport.h; all of them have this same text, for file systems that ignore case. On those this
// very file is found as ipexport.h, hence "next". For the same reason compat comes before include on the
// include path.
#pragma once

#include_next <ipexport.h>
