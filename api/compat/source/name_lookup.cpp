// The system's look-ups for wide text.
#include <ws2tcpip.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "api/compat/source/wide.h"

using namespace icmpwire::compat;

namespace {

// One result in one piece of memory: the structure, its address and its name.
struct Result {
  ADDRINFOW info{};
  sockaddr_storage address{};
  std::wstring name;
};

addrinfo to_native(const ADDRINFOW& wide) {
  addrinfo native{};
  native.ai_flags = wide.ai_flags;
  native.ai_family = wide.ai_family;
  native.ai_socktype = wide.ai_socktype;
  native.ai_protocol = wide.ai_protocol;
  return native;
}

ADDRINFOW* to_wide(const addrinfo& native) {
  auto result = std::make_unique<Result>();
  result->info.ai_flags = native.ai_flags;
  result->info.ai_family = native.ai_family;
  result->info.ai_socktype = native.ai_socktype;
  result->info.ai_protocol = native.ai_protocol;
  result->info.ai_addrlen = std::min<size_t>(native.ai_addrlen, sizeof result->address);
  std::copy_n(reinterpret_cast<const unsigned char*>(native.ai_addr), result->info.ai_addrlen,
              reinterpret_cast<unsigned char*>(&result->address));
  result->info.ai_addr = reinterpret_cast<sockaddr*>(&result->address);
  if (native.ai_canonname != nullptr) {
    result->name = widen(native.ai_canonname);
    result->info.ai_canonname = result->name.data();
  }
  return &result.release()->info;
}

// Copies with the NUL; false where it does not fit. No room at all means that it is not wanted.
bool put(const std::wstring& text, wchar_t* to, DWORD room) {
  if (to == nullptr || room == 0) return true;
  if (text.size() >= room) return false;
  std::copy_n(text.c_str(), text.size() + 1, to);
  return true;
}

}  // namespace

INT GetAddrInfoW(PCWSTR pNodeName, PCWSTR pServiceName, const ADDRINFOW* pHints, PADDRINFOW* ppResult) {
  addrinfo hints{};
  if (pHints != nullptr) hints = to_native(*pHints);
  addrinfo* list = nullptr;
  const int error = getaddrinfo(OptionalNarrow(pNodeName).get(), OptionalNarrow(pServiceName).get(),
                                pHints != nullptr ? &hints : nullptr, &list);
  *ppResult = nullptr;
  if (error != 0) return error;
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(list, freeaddrinfo);
  PADDRINFOW* end = ppResult;
  for (const addrinfo* native = list; native != nullptr; native = native->ai_next) {
    *end = to_wide(*native);
    end = &(*end)->ai_next;
  }
  return 0;
}

VOID FreeAddrInfoW(PADDRINFOW pAddrInfo) {
  while (pAddrInfo != nullptr) {
    // `info` is the first member of a Result.
    const std::unique_ptr<Result> result(reinterpret_cast<Result*>(pAddrInfo));
    pAddrInfo = result->info.ai_next;
  }
}

INT GetNameInfoW(const SOCKADDR* pSockaddr, socklen_t SockaddrLength, PWCHAR pNodeBuffer,
                 DWORD NodeBufferSize, PWCHAR pServiceBuffer, DWORD ServiceBufferSize, INT Flags) {
  char node[NI_MAXHOST], service[NI_MAXSERV];
  const bool wants_node = pNodeBuffer != nullptr && NodeBufferSize > 0;
  const bool wants_service = pServiceBuffer != nullptr && ServiceBufferSize > 0;
  const int error =
      getnameinfo(pSockaddr, SockaddrLength, wants_node ? node : nullptr, wants_node ? sizeof node : 0,
                  wants_service ? service : nullptr, wants_service ? sizeof service : 0, Flags);
  if (error != 0) return error;
  const bool fits = (!wants_node || put(widen(node), pNodeBuffer, NodeBufferSize)) &&
                    (!wants_service || put(widen(service), pServiceBuffer, ServiceBufferSize));
  return fits ? 0 : EAI_OVERFLOW;
}

INT InetPtonW(INT Family, PCWSTR pszAddrString, PVOID pAddrBuf) {
  return inet_pton(Family, narrow(pszAddrString).c_str(), pAddrBuf);
}

PCWSTR InetNtopW(INT Family, const VOID* pAddr, PWSTR pStringBuf, size_t StringBufSize) {
  char text[INET6_ADDRSTRLEN];
  if (inet_ntop(Family, pAddr, text, sizeof text) == nullptr) return nullptr;
  return put(widen(text), pStringBuf, static_cast<DWORD>(StringBufSize)) ? pStringBuf : nullptr;
}

PWSTR gai_strerrorW(int ecode) {
  thread_local std::wstring text;
  text = widen(gai_strerror(ecode));
  return text.data();
}
