// Winsock's start and last error, and addresses as text.
#include <winsock2.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>

int WSAStartup(WORD wVersionRequested, LPWSADATA lpWSAData) {
  if (lpWSAData == nullptr) return WSAEFAULT;
  const WORD newest = MAKEWORD(2, 2);
  *lpWSAData = WSADATA{};
  lpWSAData->wHighVersion = newest;
  if (LOBYTE(wVersionRequested) == 0) return WSAVERNOTSUPPORTED;
  const bool newer =
      LOBYTE(wVersionRequested) > 2 || (LOBYTE(wVersionRequested) == 2 && HIBYTE(wVersionRequested) > 2);
  lpWSAData->wVersion = newer ? newest : wVersionRequested;
  std::strcpy(lpWSAData->szDescription, "the system's sockets");
  std::strcpy(lpWSAData->szSystemStatus, "Running");
  return 0;
}

int WSACleanup(void) { return 0; }

int WSAGetLastError(void) { return static_cast<int>(GetLastError()); }

void WSASetLastError(int iError) { SetLastError(static_cast<DWORD>(iError)); }

namespace {

std::string to_text(const sockaddr_in& address) {
  char text[INET_ADDRSTRLEN];
  inet_ntop(AF_INET, &address.sin_addr, text, sizeof text);
  const std::string port = std::to_string(ntohs(address.sin_port));
  return address.sin_port == 0 ? text : text + (":" + port);
}

std::string to_text(const sockaddr_in6& address) {
  char octets[INET6_ADDRSTRLEN];
  inet_ntop(AF_INET6, &address.sin6_addr, octets, sizeof octets);
  std::string text = octets;
  if (address.sin6_scope_id != 0) text += "%" + std::to_string(address.sin6_scope_id);
  return address.sin6_port == 0 ? text : "[" + text + "]:" + std::to_string(ntohs(address.sin6_port));
}

std::optional<std::string> to_text(const sockaddr* address, DWORD size) {
  if (address == nullptr || size < sizeof(sockaddr)) return std::nullopt;
  if (address->sa_family == AF_INET && size >= sizeof(sockaddr_in)) {
    sockaddr_in copy;
    std::memcpy(&copy, address, sizeof copy);
    return to_text(copy);
  }
  if (address->sa_family == AF_INET6 && size >= sizeof(sockaddr_in6)) {
    sockaddr_in6 copy;
    std::memcpy(&copy, address, sizeof copy);
    return to_text(copy);
  }
  return std::nullopt;
}

INT fail(int error) {
  WSASetLastError(error);
  return -1;
}

template <class Character>
INT address_to_string(const sockaddr* address, DWORD size, Character* buffer, DWORD* room) {
  const auto text = to_text(address, size);
  if (!text) return fail(WSAEINVAL);
  if (room == nullptr) return fail(WSAEFAULT);
  const auto needed = static_cast<DWORD>(text->size() + 1);
  const DWORD given = *room;
  *room = needed;
  if (buffer == nullptr || given < needed) return fail(WSAEFAULT);
  std::copy_n(text->c_str(), needed, buffer);
  return 0;
}

}  // namespace

INT WSAAddressToStringA(LPSOCKADDR lpsaAddress, DWORD dwAddressLength, LPVOID, LPSTR lpszAddressString,
                        LPDWORD lpdwAddressStringLength) {
  return address_to_string(lpsaAddress, dwAddressLength, lpszAddressString, lpdwAddressStringLength);
}

INT WSAAddressToStringW(LPSOCKADDR lpsaAddress, DWORD dwAddressLength, LPVOID, LPWSTR lpszAddressString,
                        LPDWORD lpdwAddressStringLength) {
  return address_to_string(lpsaAddress, dwAddressLength, lpszAddressString, lpdwAddressStringLength);
}
