#include "capture/system/name_lookup.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <memory>

#include "capture/system/error.h"

namespace icmpwire {

namespace {

tl::unexpected<Failure> unknown(const std::string& name, Reason reason, std::string detail) {
  Failure failure;
  failure.operation = "find the address of";
  failure.object = name;
  failure.reason = reason;
  failure.detail = std::move(detail);
  failure.needs = "needs an IPv4 address, or a name that this system can resolve to one";
  return tl::unexpected(std::move(failure));
}

}  // namespace

Result<IpAddress> look_up(const std::string& name) {
  if (const auto address = parse_ipv4_address(name)) return IpAddress(*address);
  if (parse_ipv6_address(name)) return unknown(name, Reason::unsupported, "IPv6 is not served yet");

  addrinfo hints{};
  hints.ai_family = AF_INET;
  hints.ai_socktype = SOCK_RAW;  // one entry for each address
  addrinfo* found = nullptr;
  const int error = getaddrinfo(name.c_str(), nullptr, &hints, &found);
  if (error != 0) {
    return unknown(name, Reason::unknown_host,
                   error == EAI_SYSTEM ? system_words(errno) : gai_strerror(error));
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, freeaddrinfo);
  const auto& address = reinterpret_cast<const sockaddr_in&>(*found->ai_addr);
  return IpAddress(Ipv4Address::from_value(ntohl(address.sin_addr.s_addr)));
}

}  // namespace icmpwire
