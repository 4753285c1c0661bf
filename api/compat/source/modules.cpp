// The modules that GetProcAddress can look into: those of the ICMP functions.
#include <icmpapi.h>
#include <iphlpapi.h>
#include <windows.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "api/compat/source/wide.h"

namespace {

struct Function {
  std::string_view name;
  void (*address)();
};

// clang-format off
#define FUNCTION(name) {#name, reinterpret_cast<void (*)()>(name)}
// clang-format on

const Function functions[] = {
    FUNCTION(GetIpErrorString), FUNCTION(Icmp6CreateFile), FUNCTION(Icmp6ParseReplies),
    FUNCTION(Icmp6SendEcho2),   FUNCTION(IcmpCloseHandle), FUNCTION(IcmpCreateFile),
    FUNCTION(IcmpParseReplies), FUNCTION(IcmpSendEcho),    FUNCTION(IcmpSendEcho2),
    FUNCTION(IcmpSendEcho2Ex),
};

// A module is the address of its name; the program itself has no name.
constexpr std::string_view icmp = "icmp", iphlpapi = "iphlpapi", program;

HMODULE to_handle(const std::string_view& module) { return const_cast<std::string_view*>(&module); }

bool is_module(HMODULE handle) {
  return handle == to_handle(icmp) || handle == to_handle(iphlpapi) || handle == to_handle(program);
}

std::string lower(std::string_view text) {
  std::string letters(text);
  for (char& letter : letters) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return letters;
}

HMODULE find_module(const char* path) {
  if (path == nullptr) {
    SetLastError(ERROR_INVALID_PARAMETER);
    return nullptr;
  }
  const std::string letters = lower(path);
  std::string_view name = letters;
  name.remove_prefix(name.find_last_of("\\/:") + 1);  // npos + 1 is 0
  if (name.ends_with(".dll")) name.remove_suffix(4);
  for (const std::string_view* module : {&icmp, &iphlpapi}) {
    if (name == *module) return to_handle(*module);
  }
  SetLastError(ERROR_MOD_NOT_FOUND);
  return nullptr;
}

}  // namespace

HMODULE LoadLibraryA(LPCSTR lpLibFileName) { return find_module(lpLibFileName); }

HMODULE LoadLibraryW(LPCWSTR lpLibFileName) {
  return find_module(icmpwire::compat::OptionalNarrow(lpLibFileName).get());
}

HMODULE GetModuleHandleA(LPCSTR lpModuleName) {
  return lpModuleName == nullptr ? to_handle(program) : find_module(lpModuleName);
}

HMODULE GetModuleHandleW(LPCWSTR lpModuleName) {
  return GetModuleHandleA(icmpwire::compat::OptionalNarrow(lpModuleName).get());
}

FARPROC GetProcAddress(HMODULE hModule, LPCSTR lpProcName) {
  if (!is_module(hModule)) {
    SetLastError(ERROR_INVALID_HANDLE);
    return nullptr;
  }
  const auto found = std::find_if(std::begin(functions), std::end(functions), [&](const Function& function) {
    return lpProcName != nullptr && hModule != to_handle(program) && function.name == lpProcName;
  });
  if (found != std::end(functions)) return reinterpret_cast<FARPROC>(found->address);
  SetLastError(ERROR_PROC_NOT_FOUND);
  return nullptr;
}

BOOL FreeLibrary(HMODULE hLibModule) {
  if (is_module(hLibModule)) return TRUE;
  SetLastError(ERROR_INVALID_HANDLE);
  return FALSE;
}
