#include "api/echo_arguments.h"

#include <algorithm>

#include "api/last_error.h"

namespace icmpwire {

namespace {

constexpr UCHAR default_ttl = 128;
constexpr DWORD least_timeout = 10;  // milliseconds; Windows stretches the smallest to some 50 of them

bool are_usable(const EchoArguments& arguments, IpVersion version) {
  const std::size_t one_reply =
      version == IpVersion::v4 ? sizeof(ICMP_ECHO_REPLY) : sizeof(ICMPV6_ECHO_REPLY);
  if (arguments.reply_buffer == nullptr || arguments.reply_size < one_reply) return false;
  if (arguments.data == nullptr && arguments.data_size > 0) return false;
  const IP_OPTION_INFORMATION* options = version == IpVersion::v4 ? arguments.options : nullptr;
  return options == nullptr || options->OptionsSize == 0 || options->OptionsData != nullptr;
}

}  // namespace

std::shared_ptr<IcmpHandle> usable_handle(const EchoArguments& arguments, IpVersion version) {
  if (!may_wait()) return nullptr;
  std::shared_ptr<IcmpHandle> handle = icmp_handle(arguments.handle);
  if (handle && handle->version() == version && are_usable(arguments, version)) return handle;
  set_last_error(ERROR_INVALID_PARAMETER);
  return nullptr;
}

Request request_of(const EchoArguments& arguments) {
  Request request;
  request.data = {static_cast<const std::uint8_t*>(arguments.data), arguments.data_size};
  request.timeout = std::chrono::milliseconds(std::max(arguments.timeout, least_timeout));
  request.ttl = default_ttl;
  if (arguments.options == nullptr) return request;
  if (arguments.options->Ttl != 0) request.ttl = arguments.options->Ttl;
  request.tos = arguments.options->Tos;
  return request;
}

}  // namespace icmpwire
