// EXPECT: a check at compile time that reads the same in C and C++, with and without a C library.
#pragma once

#include <stddef.h>

#if defined(__cplusplus)
#define EXPECT(condition) static_assert(condition, #condition)
#else
#define EXPECT(condition) _Static_assert(condition, #condition)
#endif

// Where `member` lies in `type`, and how many octets it has.
#define EXPECT_AT(type, member, offset, size) \
  EXPECT(offsetof(type, member) == (offset)); \
  EXPECT(sizeof(((type*)NULL)->member) == (size))
