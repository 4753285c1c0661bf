// Text, memory and clocks by Windows' names.
// clang-format off
#include <windows.h>
#include <strsafe.h>
#include <tchar.h>
#include <io.h>
#include <sys/timeb.h>
// clang-format on
#include <gtest/gtest.h>

#include <cerrno>
#include <chrono>
#include <string>

#include "api/compat/source/wide.h"

namespace {

TEST(Wide, Utf8GoesThereAndBack) {
  const std::string text = "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80";
  EXPECT_EQ(icmpwire::compat::widen(text), L"a\u00e4\u20ac\U0001f600");
  EXPECT_EQ(icmpwire::compat::narrow(L"a\u00e4\u20ac\U0001f600"), text);
}

TEST(Wide, WhatIsMalformedIsReplaced) {
  // A stray continuation, a sequence that is cut, one that is too long, a surrogate, and what is beyond
  // Unicode.
  EXPECT_EQ(icmpwire::compat::widen("\x80!"), L"\ufffd!");
  EXPECT_EQ(icmpwire::compat::widen("\xe2\x82"), L"\ufffd");
  EXPECT_EQ(icmpwire::compat::widen("\xc0\xaf").front(), L'\ufffd');
  EXPECT_EQ(icmpwire::compat::widen("\xed\xa0\x80"), L"\ufffd");
  EXPECT_EQ(icmpwire::compat::widen("\xf4\x90\x80\x80"), L"\ufffd");
  EXPECT_EQ(icmpwire::compat::narrow(std::wstring(1, static_cast<wchar_t>(0xd800))), "\xef\xbf\xbd");
}

TEST(Text, WidePrintfTakesStringsOfItsOwnWidth) {
  WCHAR text[1024];
  EXPECT_EQ(wsprintfW(text, L"%s|%-4s|%S|%hs|%ls|%c|%5d|%%|%lu", L"wide\u20ac", L"ab", "narrow", "too",
                      L"long", L'x', 42, 7UL),
            38);
  EXPECT_STREQ(text, L"wide\u20ac|ab  |narrow|too|long|x|   42|%|7");
  char narrow[1024];
  EXPECT_EQ(wsprintfA(narrow, "%s %d", "text", 7), 6);
  EXPECT_STREQ(narrow, "text 7");
}

TEST(Text, WsprintfCutsAtItsLimit) {
  const std::string long_text(2000, 'x');
  char narrow[1024];
  EXPECT_EQ(wsprintfA(narrow, "%s", long_text.c_str()), 1023);
  EXPECT_EQ(std::string(narrow), long_text.substr(0, 1023));
}

TEST(Text, StringCchAlwaysTerminates) {
  char text[6];
  EXPECT_EQ(StringCchCopyA(text, 6, "12345"), S_OK);
  EXPECT_STREQ(text, "12345");
  EXPECT_EQ(StringCchCopyA(text, 6, "123456"), STRSAFE_E_INSUFFICIENT_BUFFER);
  EXPECT_STREQ(text, "12345");
  EXPECT_EQ(StringCchCopyA(text, 0, "1"), STRSAFE_E_INVALID_PARAMETER);
  EXPECT_EQ(StringCchCopyA(text, 6, "123"), S_OK);
  EXPECT_EQ(StringCchCatA(text, 6, "45"), S_OK);
  EXPECT_EQ(StringCchCatA(text, 6, "6"), STRSAFE_E_INSUFFICIENT_BUFFER);
  EXPECT_STREQ(text, "12345");
  WCHAR wide[4];
  EXPECT_EQ(StringCchCopyW(wide, 4, L"abc"), S_OK);
  EXPECT_EQ(StringCchCatW(wide, 4, L"d"), STRSAFE_E_INSUFFICIENT_BUFFER);
  EXPECT_EQ(StringCchPrintfW(wide, 4, L"%s", L"abcd"), STRSAFE_E_INSUFFICIENT_BUFFER);
  EXPECT_EQ(wide[3], L'\0');
  EXPECT_EQ(StringCchPrintfA(text, 6, "%d", 12), S_OK);
  size_t length = 7;
  EXPECT_EQ(StringCchLengthA(text, 6, &length), S_OK);
  EXPECT_EQ(length, 2U);
  EXPECT_EQ(StringCchLengthW(L"abc", 3, &length), STRSAFE_E_INVALID_PARAMETER);
  EXPECT_EQ(length, 0U);
}

TEST(Text, TheOldNames) {
  TCHAR text[8];
  EXPECT_EQ(lstrlen(lstrcpy(text, TEXT("ab"))), 2);
  EXPECT_EQ(lstrcmpi(lstrcat(text, _T("Cd")), "ABcD"), 0);
  EXPECT_EQ(_tcslen(text), 4U);
}

TEST(Memory, IsZeroedWhereThatIsAskedFor) {
  auto* octets = static_cast<BYTE*>(HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, 64));
  ASSERT_NE(octets, nullptr);
  EXPECT_EQ(std::string(octets, octets + 64), std::string(64, '\0'));
  EXPECT_TRUE(HeapFree(GetProcessHeap(), 0, octets));
  const HLOCAL local = LocalAlloc(LPTR, 0);
  EXPECT_NE(local, nullptr);
  EXPECT_EQ(LocalFree(local), nullptr);
}

TEST(Clocks, GoForwardAndAgree) {
  LARGE_INTEGER frequency, before, after;
  EXPECT_TRUE(QueryPerformanceFrequency(&frequency));
  EXPECT_TRUE(QueryPerformanceCounter(&before));
  const ULONGLONG milliseconds = GetTickCount64();
  EXPECT_TRUE(QueryPerformanceCounter(&after));
  const auto in_milliseconds = [&](const LARGE_INTEGER& count) {
    return static_cast<ULONGLONG>(count.QuadPart / (frequency.QuadPart / 1000));
  };
  EXPECT_LE(in_milliseconds(before), milliseconds);
  EXPECT_LE(milliseconds, in_milliseconds(after));
  EXPECT_EQ(after.LowPart, static_cast<DWORD>(after.QuadPart));
}

TEST(Clocks, TheTimeOfDayIsTheSystems) {
  const time_t before = time(nullptr);
  struct _timeb now;
  _ftime(&now);
  EXPECT_LE(before, now.time);
  EXPECT_LE(now.time, time(nullptr));
  EXPECT_LT(now.millitm, 1000);
  struct tm local, expected;
  EXPECT_EQ(localtime_s(&local, &now.time), 0);
  localtime_r(&now.time, &expected);
  EXPECT_EQ(mktime(&local), mktime(&expected));
  EXPECT_EQ(now.timezone * 60, (expected.tm_isdst > 0 ? 3600 : 0) - expected.tm_gmtoff);
  EXPECT_EQ(localtime_s(&local, nullptr), EINVAL);
}

TEST(Files, CommitSaysWhetherItWorked) {
  FILE* file = tmpfile();
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(_commit(fileno(file)), 0);
  fclose(file);
  EXPECT_EQ(_commit(-1), -1);
}

}  // namespace
