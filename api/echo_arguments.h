// The arguments that all sending calls have, and what is wrong with them.
#pragma once

#include <icmpapi.h>

#include "api/echo_call.h"
#include "icmp/request.h"

namespace icmpwire {

struct EchoArguments {
  HANDLE handle = nullptr;
  NoticeArguments notice;
  const void* data = nullptr;
  WORD data_size = 0;
  const IP_OPTION_INFORMATION* options = nullptr;
  void* reply_buffer = nullptr;
  DWORD reply_size = 0;
  DWORD timeout = 0;  // milliseconds

  MutableBytes buffer() const { return {static_cast<std::uint8_t*>(reply_buffer), reply_size}; }
};

// The handle to send with; empty, with the last error, where one of the arguments is one that no packet could
// be made from (windows-semantics 3.3).
std::shared_ptr<IcmpHandle> usable_handle(const EchoArguments& arguments, IpVersion version);

// A request without addresses: data, time-out, and what the options say of every IP version.
Request request_of(const EchoArguments& arguments);

}  // namespace icmpwire
