// The I/O status block and the routine that asynchronous ICMP calls take; nothing else of winternl.h.
#pragma once

#include <icmpwire_apc.h>

#include "base.h"
