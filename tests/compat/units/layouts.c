// The structures have Windows' offsets and sizes, for the pointer size that this unit is compiled for.
#include <icmpapi.h>

#include "expect.h"

#if UINTPTR_MAX > 0xffffffffU
enum { pointer = 8, options_size = 16, reply_options_at = 24, reply_size = 40 };
#else
enum { pointer = 4, options_size = 8, reply_options_at = 20, reply_size = 28 };
#endif

#if defined(_WIN32) || defined(_WIN64)
#error "programs would take this system for Windows"
#endif

EXPECT(sizeof(HANDLE) == pointer);
EXPECT(sizeof(LPVOID) == pointer);
EXPECT(sizeof(BOOL) == 4);
EXPECT(sizeof(WORD) == 2 && (WORD)-1 > 0);
EXPECT(sizeof(USHORT) == 2 && (USHORT)-1 > 0);
EXPECT(sizeof(DWORD) == 4 && (DWORD)-1 > 0);
EXPECT(sizeof(ULONG) == 4 && (ULONG)-1 > 0);
EXPECT(sizeof(UCHAR) == 1 && (UCHAR)-1 > 0);
EXPECT(sizeof(IPAddr) == 4);
EXPECT(sizeof(IPMask) == 4);
EXPECT(sizeof(IP_STATUS) == 4);

#define EXPECT_OPTIONS(type)                      \
  EXPECT_AT(type, Ttl, 0, 1);                     \
  EXPECT_AT(type, Tos, 1, 1);                     \
  EXPECT_AT(type, Flags, 2, 1);                   \
  EXPECT_AT(type, OptionsSize, 3, 1);             \
  EXPECT_AT(type, OptionsData, pointer, pointer); \
  EXPECT(sizeof(type) == options_size)

#define EXPECT_REPLY(type)                                                   \
  EXPECT_AT(type, Address, 0, 4);                                            \
  EXPECT_AT(type, Status, 4, 4);                                             \
  EXPECT_AT(type, RoundTripTime, 8, 4);                                      \
  EXPECT_AT(type, DataSize, 12, 2);                                          \
  EXPECT_AT(type, Reserved, 14, 2);                                          \
  EXPECT_AT(type, Data, 16, pointer);                                        \
  EXPECT_AT(type, Options, reply_options_at, options_size);                  \
  EXPECT_AT(type, Options.Ttl, reply_options_at, 1);                         \
  EXPECT_AT(type, Options.Tos, reply_options_at + 1, 1);                     \
  EXPECT_AT(type, Options.Flags, reply_options_at + 2, 1);                   \
  EXPECT_AT(type, Options.OptionsSize, reply_options_at + 3, 1);             \
  EXPECT_AT(type, Options.OptionsData, reply_options_at + pointer, pointer); \
  EXPECT(sizeof(type) == reply_size)

EXPECT_OPTIONS(IP_OPTION_INFORMATION);
EXPECT_REPLY(ICMP_ECHO_REPLY);

// The "32" names are the native form.
EXPECT_OPTIONS(IP_OPTION_INFORMATION32);
EXPECT_REPLY(ICMP_ECHO_REPLY32);

EXPECT_AT(IPV6_ADDRESS_EX, sin6_port, 0, 2);
EXPECT_AT(IPV6_ADDRESS_EX, sin6_flowinfo, 2, 4);
EXPECT_AT(IPV6_ADDRESS_EX, sin6_addr, 6, 16);
EXPECT_AT(IPV6_ADDRESS_EX, sin6_scope_id, 22, 4);
EXPECT(sizeof(IPV6_ADDRESS_EX) == 26);

#define EXPECT_REPLY6(type)              \
  EXPECT_AT(type, Address, 0, 26);       \
  EXPECT_AT(type, Status, 28, 4);        \
  EXPECT_AT(type, RoundTripTime, 32, 4); \
  EXPECT(sizeof(type) == 36)

EXPECT_REPLY6(ICMPV6_ECHO_REPLY);
EXPECT_REPLY6(ICMPV6_ECHO_REPLY_LH);

// The packing of one structure has not leaked into those of the program.
struct after_the_headers {
  char octet;
  int number;
};
EXPECT_AT(struct after_the_headers, number, 4, 4);
