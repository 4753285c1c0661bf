// The Win32 error numbers that the ICMP calls report, and no others.
#pragma once

#include <icmpwire_errors.h>
