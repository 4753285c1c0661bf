// How a call or a request ended, as a value with words: the part of icmpwire.hpp that knows the numbers.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "icmpwire_errors.h"
#include "ipexport.h"

namespace icmpwire {
inline namespace face {

// An IP_STATUS or a Win32 error; 0 is success.
class Status {
 public:
  constexpr explicit Status(DWORD number = IP_SUCCESS) : number_(number) {}

  constexpr DWORD number() const { return number_; }
  constexpr bool ok() const { return number_ == IP_SUCCESS; }
  // In words; for a number that has none here, "error" and the number.
  std::string text() const;

  friend constexpr bool operator==(Status, Status) = default;

 private:
  DWORD number_;
};

inline std::string Status::text() const {
  constexpr std::pair<DWORD, std::string_view> texts[] = {
      {IP_SUCCESS, "success"},
      {IP_BUF_TOO_SMALL, "reply buffer too small"},
      {IP_DEST_NET_UNREACHABLE, "destination network unreachable"},
      {IP_DEST_HOST_UNREACHABLE, "destination host unreachable"},
      {IP_DEST_PROT_UNREACHABLE, "destination protocol unreachable"},
      {IP_DEST_PORT_UNREACHABLE, "destination port unreachable"},
      {IP_NO_RESOURCES, "no resources"},
      {IP_BAD_OPTION, "bad IP option"},
      {IP_HW_ERROR, "hardware error"},
      {IP_PACKET_TOO_BIG, "packet too big"},
      {IP_REQ_TIMED_OUT, "request timed out"},
      {IP_BAD_REQ, "bad request"},
      {IP_BAD_ROUTE, "source route failed"},
      {IP_TTL_EXPIRED_TRANSIT, "time to live exceeded in transit"},
      {IP_TTL_EXPIRED_REASSEM, "fragment reassembly time exceeded"},
      {IP_PARAM_PROBLEM, "parameter problem"},
      {IP_SOURCE_QUENCH, "source quench"},
      {IP_OPTION_TOO_BIG, "IP options too big"},
      {IP_BAD_DESTINATION, "bad destination"},
      {IP_DEST_UNREACHABLE, "destination unreachable"},
      {IP_TIME_EXCEEDED, "time exceeded"},
      {IP_BAD_HEADER, "bad header"},
      {IP_UNRECOGNIZED_NEXT_HEADER, "unrecognized next header"},
      {IP_ICMP_ERROR, "ICMP error"},
      {IP_DEST_SCOPE_MISMATCH, "beyond the scope of the source address"},
      {IP_GENERAL_FAILURE, "general failure"},
      {ERROR_FILE_NOT_FOUND, "file not found"},
      {ERROR_ACCESS_DENIED, "access denied"},
      {ERROR_INVALID_HANDLE, "invalid handle"},
      {ERROR_NOT_ENOUGH_MEMORY, "not enough memory"},
      {ERROR_NOT_SUPPORTED, "not supported"},
      {ERROR_INVALID_PARAMETER, "invalid parameter"},
      {ERROR_INVALID_NETNAME, "an address that cannot be used here"},
      {ERROR_NETWORK_UNREACHABLE, "no route to the network"},
      {ERROR_HOST_UNREACHABLE, "no route to the host"},
  };
  for (const auto& [number, text] : texts) {
    if (number == number_) return std::string(text);
  }
  return "error " + std::to_string(number_);
}

}  // namespace face
}  // namespace icmpwire
