// A capture file as the network of a test, in C: what the code under test sends must be what was recorded,
// and gets the recorded answers. For GoogleTest: icmpwire_gtest.hpp.
//
//   icmpwire_fixture* fixture = icmpwire_fixture_begin("rr9.pcap", __FILE__);
//   ... code that calls IcmpSendEcho ...
//   if (icmpwire_fixture_check(fixture) != 0) puts(icmpwire_fixture_report(fixture));
//   icmpwire_fixture_end(fixture);
#pragma once

#include <stddef.h>

#include "icmpwire_export.h"

#if defined(__cplusplus)
extern "C" {
#endif

// One at a time in a process. Its functions are called by one thread; the requests may come from any.
typedef struct icmpwire_fixture icmpwire_fixture;

// Until the fixture ends, handles of IcmpCreateFile and Icmp6CreateFile (not those that name a wire) send to
// the capture file, in virtual time; the environment variable ICMPWIRE says so, to child processes too, whose
// requests are not checked, though. Handles that are open stay where they are.
//
// file: as behind "replay:", with its keys: "rr9.pcap", "rr9.pcap?mode=loop". A request that is not recorded
// times out, unless the key `mode` or `missing` is given. Both strings are read during the call only.
// beside: a file in whose folder `file` is looked for if it is not found as it stands, as __FILE__; or NULL.
// Returns NULL with the last error (IcmpwireFailureText has words) if the capture cannot be opened, or a
// fixture has not ended.
ICMPWIRE_API icmpwire_fixture* icmpwire_fixture_begin(const char* file, const char* beside);

// How many requests differ: recorded and never sent, sent and not recorded, or sent with other octets than
// recorded; but for identifier, sequence, IP identification and the checksums. Their order does not count.
// 0 for NULL.
ICMPWIRE_API size_t icmpwire_fixture_check(icmpwire_fixture* fixture);

// The packets that the last check found to differ, those recorded and those sent side by side, field by
// field, in 80 columns; empty if none do. Valid until the next check, or the end. Never NULL.
ICMPWIRE_API const char* icmpwire_fixture_report(const icmpwire_fixture* fixture);

// Ends it; what ICMPWIRE said before counts again. NULL is ended as well.
ICMPWIRE_API void icmpwire_fixture_end(icmpwire_fixture* fixture);

#if defined(__cplusplus)
}
#endif
