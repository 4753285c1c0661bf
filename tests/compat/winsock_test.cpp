// Winsock's names: start, last error, and addresses as text.
#include <gtest/gtest.h>
#include <ws2tcpip.h>

#include <string>

namespace {

// Requirement 9.
TEST(Winsock, ItsLastErrorIsTheOneOfGetLastError) {
  SetLastError(1234);
  EXPECT_EQ(WSAGetLastError(), 1234);
  WSASetLastError(4321);
  EXPECT_EQ(GetLastError(), 4321U);
}

TEST(Winsock, StartsInAnyVersion) {
  WSADATA data;
  EXPECT_EQ(WSAStartup(MAKEWORD(1, 1), &data), 0);
  EXPECT_EQ(data.wVersion, MAKEWORD(1, 1));
  EXPECT_EQ(WSAStartup(MAKEWORD(3, 0), &data), 0);
  EXPECT_EQ(data.wVersion, MAKEWORD(2, 2));
  EXPECT_EQ(WSAStartup(0, &data), WSAVERNOTSUPPORTED);
  EXPECT_EQ(WSAStartup(MAKEWORD(2, 2), nullptr), WSAEFAULT);
  EXPECT_EQ(WSACleanup(), 0);
}

SOCKADDR_IN address4(USHORT port) {
  SOCKADDR_IN address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.S_un.S_addr = htonl(0x0a090303);
  return address;
}

SOCKADDR_IN6 address6(USHORT port, ULONG scope) {
  SOCKADDR_IN6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(port);
  address.sin6_scope_id = scope;
  EXPECT_EQ(InetPton(AF_INET6, "fe80::1", &address.sin6_addr), 1);
  return address;
}

template <class Address>
std::string text_of(Address address) {
  char text[64];
  DWORD room = sizeof text;
  EXPECT_EQ(WSAAddressToStringA(reinterpret_cast<LPSOCKADDR>(&address), sizeof address, nullptr, text, &room),
            0);
  EXPECT_EQ(room, strlen(text) + 1);
  return text;
}

TEST(Winsock, AddressesAsText) {
  EXPECT_EQ(text_of(address4(0)), "10.9.3.3");
  EXPECT_EQ(text_of(address4(7)), "10.9.3.3:7");
  EXPECT_EQ(text_of(address6(0, 0)), "fe80::1");
  EXPECT_EQ(text_of(address6(0, 2)), "fe80::1%2");
  EXPECT_EQ(text_of(address6(7, 2)), "[fe80::1%2]:7");
}

TEST(Winsock, AddressesThatDoNotFitSayHowMuchTheyNeed) {
  SOCKADDR_IN address = address4(0);
  WCHAR text[9];
  DWORD room = 8;
  EXPECT_EQ(WSAAddressToStringW(reinterpret_cast<LPSOCKADDR>(&address), sizeof address, nullptr, text, &room),
            -1);
  EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
  EXPECT_EQ(room, 9U);
  EXPECT_EQ(WSAAddressToStringW(reinterpret_cast<LPSOCKADDR>(&address), sizeof address, nullptr, text, &room),
            0);
  EXPECT_STREQ(text, L"10.9.3.3");
  address.sin_family = AF_UNIX;
  EXPECT_EQ(WSAAddressToStringW(reinterpret_cast<LPSOCKADDR>(&address), sizeof address, nullptr, text, &room),
            -1);
  EXPECT_EQ(WSAGetLastError(), WSAEINVAL);
}

TEST(Winsock, WideLookUpsAreTheSystems) {
  ADDRINFOW hints{};
  hints.ai_family = AF_INET6;
  hints.ai_socktype = SOCK_RAW;
  hints.ai_flags = AI_NUMERICHOST | AI_CANONNAME;
  PADDRINFOW list = nullptr;
  ASSERT_EQ(GetAddrInfoW(L"::1", nullptr, &hints, &list), 0);
  ASSERT_NE(list, nullptr);
  EXPECT_EQ(list->ai_family, AF_INET6);
  EXPECT_EQ(list->ai_addrlen, sizeof(SOCKADDR_IN6));
  EXPECT_STREQ(list->ai_canonname, L"::1");
  WCHAR host[NI_MAXHOST], service[NI_MAXSERV];
  EXPECT_EQ(GetNameInfoW(list->ai_addr, static_cast<socklen_t>(list->ai_addrlen), host, NI_MAXHOST, service,
                         NI_MAXSERV, NI_NUMERICHOST | NI_NUMERICSERV),
            0);
  EXPECT_STREQ(host, L"::1");
  EXPECT_STREQ(service, L"0");
  EXPECT_EQ(GetNameInfoW(list->ai_addr, static_cast<socklen_t>(list->ai_addrlen), host, 3, nullptr, 0,
                         NI_NUMERICHOST),
            EAI_OVERFLOW);
  FreeAddrInfoW(list);
  EXPECT_EQ(GetAddrInfoW(L"no address", nullptr, &hints, &list), EAI_NONAME);
  EXPECT_EQ(list, nullptr);
  EXPECT_NE(std::wstring(gai_strerrorW(EAI_NONAME)), L"");
}

TEST(Winsock, WidePresentationForms) {
  IN_ADDR address;
  EXPECT_EQ(InetPtonW(AF_INET, L"10.9.3.3", &address), 1);
  EXPECT_EQ(InetPtonW(AF_INET, L"10.9.3", &address), 0);
  WCHAR text[INET_ADDRSTRLEN];
  EXPECT_EQ(InetNtopW(AF_INET, &address, text, INET_ADDRSTRLEN), text);
  EXPECT_STREQ(text, L"10.9.3.3");
  EXPECT_EQ(InetNtopW(AF_INET, &address, text, 8), nullptr);
}

}  // namespace
