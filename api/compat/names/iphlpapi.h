// The types of the ICMP calls, as Windows' iphlpapi.h gives them; neither the calls (programs that look them
// up at run time declare them themselves) nor the rest of the IP helper library.
#pragma once

#include <ipexport.h>

#include "base.h"
