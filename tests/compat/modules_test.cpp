// Finding the ICMP functions at run time, as WinMTR and others do.
// clang-format off
#include <windows.h>
#include <iphlpapi.h>
#include <icmpapi.h>
// clang-format on
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <string>

namespace {

void* address_of(FARPROC function) { return reinterpret_cast<void*>(function); }

// Requirement 23.
TEST(Modules, AreFoundInAnySpelling) {
  for (const char* name : {"ICMP.DLL", "icmp.dll", "icmp", "Iphlpapi.dll", "IPHLPAPI", "iphlpapi.DLL",
                           "C:\\Windows\\System32\\icmp.dll", "./Iphlpapi.dll"}) {
    const HMODULE module = LoadLibraryA(name);
    ASSERT_NE(module, nullptr) << name;
    EXPECT_EQ(address_of(GetProcAddress(module, "IcmpSendEcho")), reinterpret_cast<void*>(&IcmpSendEcho))
        << name;
    EXPECT_EQ(GetModuleHandleA(name), module);
    EXPECT_TRUE(FreeLibrary(module));
  }
  EXPECT_EQ(LoadLibraryW(L"ICMP.DLL"), LoadLibraryA("icmp"));
  EXPECT_EQ(GetModuleHandleW(L"iphlpapi.dll"), LoadLibrary(TEXT("Iphlpapi")));
}

TEST(Modules, OthersAreNotThere) {
  for (const char* name : {"kernel32.dll", "icmp.dll.dll", "icmp2.dll", "", "myicmp.dll", "icmp.dll/"}) {
    SetLastError(0);
    EXPECT_EQ(LoadLibraryA(name), nullptr) << name;
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_MOD_NOT_FOUND));
  }
  EXPECT_EQ(LoadLibraryA(nullptr), nullptr);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
}

TEST(Modules, FunctionsThatTheyDoNotHaveAreErrors) {
  const HMODULE module = LoadLibraryA("icmp.dll");
  for (const char* name : {"IcmpSendEcho3", "icmpsendecho", "", "GetLastError"}) {
    EXPECT_EQ(GetProcAddress(module, name), nullptr) << name;
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_PROC_NOT_FOUND));
  }
  EXPECT_EQ(GetProcAddress(GetModuleHandle(nullptr), "IcmpSendEcho"), nullptr);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_PROC_NOT_FOUND));
  EXPECT_EQ(GetProcAddress(nullptr, "IcmpSendEcho"), nullptr);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_HANDLE));
  EXPECT_FALSE(FreeLibrary(nullptr));
}

// What icmpapi.h declares is what can be found, so that a new function is not forgotten here.
TEST(Modules, HaveEveryFunctionOfIcmpapi) {
  std::ifstream file(ICMPWIRE_SOURCE_DIR "/api/include/icmpapi.h");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::regex declaration(R"(ICMPWIRE_API\s+\w+\s+(\w+)\()");
  const HMODULE module = LoadLibraryA("iphlpapi.dll");
  std::set<void*> addresses;
  int count = 0;
  for (std::sregex_iterator at(text.begin(), text.end(), declaration), end; at != end; ++at, ++count) {
    const FARPROC function = GetProcAddress(module, (*at)[1].str().c_str());
    EXPECT_NE(function, nullptr) << (*at)[1];
    addresses.insert(address_of(function));
  }
  EXPECT_GE(count, 4);
  EXPECT_EQ(addresses.size(), static_cast<std::size_t>(count));
}

}  // namespace
