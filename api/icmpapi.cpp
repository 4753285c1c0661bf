// The functions of icmpapi.h: arguments checked, requests made, outcomes packed.
#include <icmpapi.h>
#include <icmpwire.h>

#include <cstring>

#include "api/engines.h"
#include "api/guarded.h"
#include "api/icmp_handle.h"
#include "api/last_error.h"
#include "api/reply_buffer.h"
#include "api/status.h"

using namespace icmpwire;

namespace {

constexpr UCHAR default_ttl = 128;
constexpr DWORD least_timeout = 10;  // milliseconds; Windows stretches the smallest to some 50 of them

HandleTable::Value value_of(HANDLE handle) { return reinterpret_cast<HandleTable::Value>(handle); }

HANDLE open_handle(Result<std::shared_ptr<Engine>> engine) {
  if (!engine) {
    set_last_error(engine.error());
    return INVALID_HANDLE_VALUE;
  }
  const HandleTable::Value value = handles().open(std::make_shared<IcmpHandle>(std::move(*engine)));
  if (value != 0) return reinterpret_cast<HANDLE>(value);
  set_last_error(ERROR_NOT_ENOUGH_MEMORY);
  return INVALID_HANDLE_VALUE;
}

// The arguments of a send, before they are judged.
struct Arguments {
  IPAddr destination;
  const void* data;
  WORD data_size;
  const IP_OPTION_INFORMATION* options;
  void* reply_buffer;
  DWORD reply_size;
  DWORD timeout;
};

// 0, or the last error of arguments that no packet could be made from (windows-semantics 3.3).
DWORD refuse(const Arguments& arguments) {
  const IP_OPTION_INFORMATION* options = arguments.options;
  if (arguments.reply_buffer == nullptr || arguments.reply_size < sizeof(ICMP_ECHO_REPLY))
    return ERROR_INVALID_PARAMETER;
  if (arguments.data == nullptr && arguments.data_size > 0) return ERROR_INVALID_PARAMETER;
  if (options != nullptr && options->OptionsSize > 0 && options->OptionsData == nullptr)
    return ERROR_INVALID_PARAMETER;
  if (arguments.destination == 0) return ERROR_INVALID_NETNAME;
  return 0;
}

Request to_request(const Arguments& arguments) {
  Request request;
  Ipv4Address destination;
  std::memcpy(destination.octets.data(), &arguments.destination, destination.octets.size());
  request.to = destination;
  request.data = {static_cast<const std::uint8_t*>(arguments.data), arguments.data_size};
  request.ttl = default_ttl;
  request.timeout = std::chrono::milliseconds(std::max(arguments.timeout, least_timeout));
  request.most_answers = arguments.reply_size / static_cast<DWORD>(sizeof(ICMP_ECHO_REPLY));
  if (const IP_OPTION_INFORMATION* options = arguments.options) {
    if (options->Ttl != 0) request.ttl = options->Ttl;
    request.tos = options->Tos;
    request.dont_fragment = (options->Flags & IP_FLAG_DF) != 0;
    request.reserved = (options->Flags & 0x4) != 0;
    if (const auto area = IpOptions::from_octets({options->OptionsData, options->OptionsSize}))
      request.options = *area;
  }
  return request;
}

Failure too_many_options(const IP_OPTION_INFORMATION& options) {
  Failure failure;
  failure.operation = "send";
  failure.object = std::to_string(options.OptionsSize) + " octets of IP options";
  failure.reason = Reason::option_too_big;
  failure.detail = "an IPv4 header has room for 40";
  return failure;
}

DWORD finish(const Packed& packed) {
  set_last_error(packed.last_error);
  return packed.replies;
}

DWORD fail_unsent(const Failure& failure, MutableBytes buffer) {
  set_last_error(failure);
  Outcome outcome;
  outcome.ending = Ending::not_sent;
  outcome.failure = failure;
  return finish(pack_outcome(outcome, buffer));
}

DWORD send_and_wait(Engine& engine, const Arguments& arguments) {
  const MutableBytes buffer(static_cast<std::uint8_t*>(arguments.reply_buffer), arguments.reply_size);
  if (arguments.options != nullptr && arguments.options->OptionsSize > MAX_OPT_SIZE) {
    return fail_unsent(too_many_options(*arguments.options), buffer);
  }
  const auto ticket = engine.submit(to_request(arguments));
  if (!ticket) return fail_unsent(ticket.error(), buffer);
  const Packed packed = pack_outcome(engine.wait(*ticket), buffer);
  engine.release(*ticket);
  if (packed.replies > 0) take_count(buffer);  // a synchronous call has told the count
  return finish(packed);
}

}  // namespace

HANDLE IcmpCreateFile(void) {
  return guarded(INVALID_HANDLE_VALUE, [] { return open_handle(shared_engine()); });
}

HANDLE IcmpwireCreateFile(const char* spec) {
  return guarded(INVALID_HANDLE_VALUE,
                 [=] { return open_handle(spec == nullptr ? shared_engine() : open_engine(spec)); });
}

void IcmpwireShutdown(void) { close_shared_engines(); }

BOOL IcmpCloseHandle(HANDLE IcmpHandle) {
  if (handles().close<icmpwire::IcmpHandle>(value_of(IcmpHandle))) return TRUE;
  set_last_error(ERROR_INVALID_HANDLE);
  return FALSE;
}

DWORD IcmpSendEcho(HANDLE IcmpHandle, IPAddr DestinationAddress, LPVOID RequestData, WORD RequestSize,
                   PIP_OPTION_INFORMATION RequestOptions, LPVOID ReplyBuffer, DWORD ReplySize,
                   DWORD Timeout) {
  return guarded(DWORD{0}, [&]() -> DWORD {
    const IcmpCall call(value_of(IcmpHandle));
    const Arguments arguments{DestinationAddress, RequestData, RequestSize, RequestOptions,
                              ReplyBuffer,        ReplySize,   Timeout};
    const DWORD error = call ? refuse(arguments) : DWORD{ERROR_INVALID_PARAMETER};
    if (error != 0) return finish({0, error});
    return send_and_wait(call.engine(), arguments);
  });
}

DWORD IcmpParseReplies(LPVOID ReplyBuffer, DWORD ReplySize) {
  if (ReplyBuffer == nullptr || ReplySize < sizeof(ICMP_ECHO_REPLY)) {
    set_last_error(ERROR_INVALID_PARAMETER);
    return 0;
  }
  const Packed taken = take_count({static_cast<std::uint8_t*>(ReplyBuffer), ReplySize});
  if (taken.replies == 0) set_last_error(taken.last_error);
  return taken.replies;
}
