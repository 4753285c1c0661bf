// What all the sending calls share: making the request, and telling its end as the caller asked.
#pragma once

#include "api/icmp_handle.h"
#include "api/notice.h"
#include "api/reply_buffer.h"

namespace icmpwire {

// Where the replies go, and in which form.
struct ReplyPlace {
  MutableBytes buffer;
  const ReplyFormat* format;
};

// Sends the request, and waits for its end unless an event or a routine is given. Returns what the call
// returns, and sets the last error. A failure with a Win32 number leaves everything as it was; one with an IP
// status is a reply in the buffer, and told like any other.
DWORD send_echo(IcmpHandle& handle, const Request& request, const ReplyPlace& place,
                const NoticeArguments& notice);

// The same for a request that is refused here.
DWORD refuse_echo(Failure failure, const ReplyPlace& place, const NoticeArguments& notice);

// Returns 0, after setting the last error.
DWORD fail_call(DWORD error);

}  // namespace icmpwire
