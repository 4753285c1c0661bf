#include "cli/ping_words.h"

#include <cstdio>

#include "packet/icmp_names.h"
#include "packet/icmpv6_names.h"

namespace icmpwire::cli {

std::string seconds_text(Nanos instant) {
  constexpr long long unit = 1'000'000'000;
  char text[32];
  std::snprintf(text, sizeof text, "%lld.%09lld", static_cast<long long>(instant.count()) / unit,
                static_cast<long long>(instant.count()) % unit);
  return text;
}

ErrorNames error_names(const Reception& error) {
  if (error.from.is_v4())
    return {icmp_type_name(error.type), icmp_code_name(IcmpType{error.type}, error.code)};
  return {icmpv6_type_name(error.type), icmpv6_code_name(Icmpv6Type{error.type}, error.code)};
}

std::string error_text(const Reception& error) {
  const ErrorNames names = error_names(error);
  std::string text = names.type.empty() ? "type " + std::to_string(error.type) : std::string(names.type);
  if (!names.code.empty()) {
    text.append(": ").append(names.code);
  } else if (error.code != 0) {
    text += ": code " + std::to_string(error.code);
  }
  if (error.pointer) text += ", octet " + std::to_string(*error.pointer);
  if (error.mtu != 0) text += ", MTU " + std::to_string(error.mtu);
  return text;
}

}  // namespace icmpwire::cli
