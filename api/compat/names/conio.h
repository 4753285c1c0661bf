// Keys, one at a time.
#pragma once

#include <icmpwire_export.h>

#if defined(__cplusplus)
extern "C" {
#endif

// The next key from standard input, without echo and without waiting for a line's end; EOF at the end of the
// input. Keys arrive as the terminal sends them: arrow keys are several.
ICMPWIRE_API int _getch(void);

// Not 0 where _getch would return at once.
ICMPWIRE_API int _kbhit(void);

#if defined(__cplusplus)
}
#endif
