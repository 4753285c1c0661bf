#include "capture/system/name_lookup.h"

#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>

#include "capture/system/error.h"

namespace icmpwire {

namespace {

tl::unexpected<Failure> unknown(const std::string& name, IpVersions versions, Reason reason,
                                std::string detail) {
  return tl::unexpected(
      Failure("find the address of", name, reason, std::move(detail),
              versions == IpVersions::any ? "needs an IP address, or a name that this system can resolve"
              : versions == IpVersions::ipv4
                  ? "needs an IPv4 address, or a name that this system can resolve to one"
                  : "needs an IPv6 address, or a name that this system can resolve to one"));
}

int family_of(IpVersions versions) {
  switch (versions) {
    case IpVersions::ipv4:
      return AF_INET;
    case IpVersions::ipv6:
      return AF_INET6;
    case IpVersions::any:
      break;
  }
  return AF_UNSPEC;
}

IpAddress address_in(const sockaddr& found) {
  if (found.sa_family == AF_INET) {
    sockaddr_in ipv4;
    std::memcpy(&ipv4, &found, sizeof ipv4);
    return Ipv4Address::from_value(ntohl(ipv4.sin_addr.s_addr));
  }
  sockaddr_in6 ipv6;
  std::memcpy(&ipv6, &found, sizeof ipv6);
  Ipv6Address address;
  std::memcpy(address.octets.data(), &ipv6.sin6_addr, address.octets.size());
  return {address, ipv6.sin6_scope_id};
}

}  // namespace

std::optional<std::uint32_t> find_zone(const std::string& text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  if (!is_number) number = if_nametoindex(text.c_str());
  return number == 0 ? std::nullopt : std::optional(number);
}

std::optional<IpAddress> parse_ip_address(const std::string& text) {
  if (const auto ipv4 = parse_ipv4_address(text)) return IpAddress(*ipv4);
  const std::size_t percent = text.find('%');
  const auto ipv6 = parse_ipv6_address(std::string_view(text).substr(0, percent));
  if (!ipv6) return std::nullopt;
  if (percent == std::string::npos) return IpAddress(*ipv6);
  const auto zone = find_zone(text.substr(percent + 1));
  return zone ? std::optional(IpAddress(*ipv6, *zone)) : std::nullopt;
}

Result<IpAddress> look_up(const std::string& name, IpVersions versions) {
  if (const auto address = parse_ip_address(name)) {
    const bool fits = versions == IpVersions::any || (versions == IpVersions::ipv4) == address->is_v4();
    if (fits) return *address;
    return unknown(name, versions, Reason::unsupported, "it is an address of the other IP version");
  }
  addrinfo hints{};
  hints.ai_family = family_of(versions);
  hints.ai_socktype = SOCK_RAW;  // one entry for each address
  addrinfo* found = nullptr;
  const int error = getaddrinfo(name.c_str(), nullptr, &hints, &found);
  if (error != 0) {
    return unknown(name, versions, Reason::unknown_host,
                   error == EAI_SYSTEM ? system_words(errno) : gai_strerror(error));
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, freeaddrinfo);
  return address_in(*found->ai_addr);
}

}  // namespace icmpwire
