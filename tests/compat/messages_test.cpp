// The words for the numbers of this interface.
// clang-format off
#include <windows.h>
#include <iphlpapi.h>
// clang-format on
#include <gtest/gtest.h>

#include <array>
#include <string>

namespace {

std::string system_message(DWORD number, DWORD flags = 0) {
  std::array<char, 256> text{};
  const DWORD length = FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS | flags,
                                      nullptr, number, 0, text.data(), text.size(), nullptr);
  return std::string(text.data(), length);
}

TEST(Messages, EndALineUnlessTheyAreAskedNotTo) {
  EXPECT_EQ(system_message(ERROR_ACCESS_DENIED), "Access is denied.\r\n");
  EXPECT_EQ(system_message(ERROR_ACCESS_DENIED, FORMAT_MESSAGE_MAX_WIDTH_MASK), "Access is denied. ");
}

// windows-semantics 8, trap 15: Windows has Winsock's text for these numbers.
TEST(Messages, Trap15_AnIpStatusHasItsOwnText) {
  EXPECT_EQ(system_message(IP_BUF_TOO_SMALL), "The reply buffer is too small.\r\n");
  EXPECT_EQ(system_message(IP_TTL_EXPIRED_TRANSIT), "TTL expired in transit.\r\n");
  EXPECT_EQ(system_message(IP_REQ_TIMED_OUT), "Request timed out.\r\n");
  EXPECT_EQ(system_message(IP_GENERAL_FAILURE), "General failure.\r\n");
}

TEST(Messages, AreAllocatedWhereThatIsAskedFor) {
  LPSTR text = nullptr;
  const DWORD length =
      FormatMessageA(FORMAT_MESSAGE_ALLOCATE_BUFFER | FORMAT_MESSAGE_FROM_SYSTEM, nullptr, IP_BAD_ROUTE,
                     MAKELANGID(LANG_NEUTRAL, SUBLANG_DEFAULT), reinterpret_cast<LPSTR>(&text), 0, nullptr);
  ASSERT_NE(text, nullptr);
  EXPECT_STREQ(text, "Bad route specified.\r\n");
  EXPECT_EQ(length, strlen(text));
  EXPECT_EQ(LocalFree(text), nullptr);
  LPWSTR wide = nullptr;
  FormatMessageW(FORMAT_MESSAGE_ALLOCATE_BUFFER | FORMAT_MESSAGE_FROM_HMODULE, nullptr, IP_BAD_ROUTE, 0,
                 reinterpret_cast<LPWSTR>(&wide), 0, nullptr);
  EXPECT_STREQ(wide, L"Bad route specified.\r\n");
  LocalFree(wide);
}

TEST(Messages, FailuresToFormatSayWhy) {
  EXPECT_EQ(system_message(77777), "");
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_MR_MID_NOT_FOUND));
  char small[17];  // one less than the text with its NUL
  EXPECT_EQ(FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_MAX_WIDTH_MASK, nullptr,
                           ERROR_ACCESS_DENIED, 0, small, sizeof small, nullptr),
            0U);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INSUFFICIENT_BUFFER));
  EXPECT_EQ(FormatMessageA(0, nullptr, 5, 0, small, sizeof small, nullptr), 0U);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
  EXPECT_EQ(FormatMessageA(FORMAT_MESSAGE_FROM_STRING, "%1", 0, 0, small, sizeof small, nullptr), 0U);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_NOT_SUPPORTED));
}

TEST(Messages, GetIpErrorStringSaysHowMuchRoomItNeeds) {
  DWORD size = 0;
  EXPECT_EQ(GetIpErrorString(IP_REQ_TIMED_OUT, nullptr, &size),
            static_cast<DWORD>(ERROR_INSUFFICIENT_BUFFER));
  std::wstring text(size, L'x');
  EXPECT_EQ(GetIpErrorString(IP_REQ_TIMED_OUT, text.data(), &size), static_cast<DWORD>(NO_ERROR));
  EXPECT_STREQ(text.c_str(), L"Request timed out.");
  EXPECT_EQ(size, text.size());
  --size;
  EXPECT_EQ(GetIpErrorString(IP_REQ_TIMED_OUT, text.data(), &size),
            static_cast<DWORD>(ERROR_INSUFFICIENT_BUFFER));
  EXPECT_EQ(GetIpErrorString(ERROR_ACCESS_DENIED, text.data(), &size),
            static_cast<DWORD>(ERROR_INVALID_PARAMETER));
  EXPECT_EQ(GetIpErrorString(IP_SUCCESS, nullptr, nullptr), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
}

// Every status that a reply can have has words.
TEST(Messages, CoverTheStatuses) {
  for (DWORD status = IP_BUF_TOO_SMALL; status <= IP_BAD_DESTINATION; ++status)
    EXPECT_NE(system_message(status), "") << status;
  for (DWORD status = IP_DEST_UNREACHABLE; status <= IP_DEST_SCOPE_MISMATCH; ++status)
    EXPECT_NE(system_message(status), "") << status;
}

}  // namespace
