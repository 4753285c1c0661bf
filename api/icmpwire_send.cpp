// Sending with every field: requests of icmpwire.h in, results out.
#include <icmpwire.h>

#include <algorithm>
#include <cstring>

#include "api/guarded.h"
#include "api/icmp_handle.h"
#include "api/icmpwire_result.h"
#include "api/last_error.h"

using namespace icmpwire;

namespace {

constexpr std::size_t first_request_size = sizeof(icmpwire_request);  // of the first version of this header
constexpr std::uint16_t windows_identifier = 1;

std::optional<IpAddress> to_address(const icmpwire_address& address) {
  if (address.version == 4) {
    Ipv4Address v4;
    std::copy_n(address.octets, v4.octets.size(), v4.octets.begin());
    return v4;
  }
  if (address.version != 6) return std::nullopt;
  Ipv6Address v6;
  std::copy_n(address.octets, v6.octets.size(), v6.octets.begin());
  return IpAddress(v6, address.scope);
}

Nanos to_timeout(uint64_t nanoseconds) {
  constexpr auto most = static_cast<uint64_t>(forever.count());
  return nanoseconds >= most ? forever : Nanos(static_cast<Nanos::rep>(nanoseconds));
}

// nullopt, with the last error, for what no packet can be made from.
std::optional<Request> to_request(const IcmpHandle& handle, const icmpwire_request& given) {
  const auto refuse = [](DWORD error) {
    set_last_error(error);
    return std::nullopt;
  };
  if (given.data == nullptr && given.data_octets > 0) return refuse(ERROR_INVALID_PARAMETER);
  if (given.options == nullptr && given.options_octets > 0) return refuse(ERROR_INVALID_PARAMETER);
  const auto to = to_address(given.destination);
  if (!to || std::all_of(to->octets().begin(), to->octets().end(), [](auto octet) { return octet == 0; })) {
    return refuse(ERROR_INVALID_NETNAME);
  }
  if (to->is_v4() != (handle.version() == IpVersion::v4)) return refuse(ERROR_INVALID_PARAMETER);
  const auto options =
      IpOptions::from_octets({static_cast<const std::uint8_t*>(given.options), given.options_octets});
  if (!options) return refuse(IP_OPTION_TOO_BIG);

  const auto has = [&](std::uint32_t flag) { return (given.flags & flag) != 0; };
  Request request;
  request.to = *to;
  request.from = to_address(given.source);
  request.data = {static_cast<const std::uint8_t*>(given.data), given.data_octets};
  request.options = *options;
  request.timeout = to_timeout(given.timeout);
  request.most_answers = std::max(given.most_answers, 1U);
  request.ttl = given.ttl;
  request.tos = given.traffic_class;
  request.dont_fragment = has(ICMPWIRE_DONT_FRAGMENT);
  request.reserved = has(ICMPWIRE_RESERVED_BIT);
  request.malformed_options = has(ICMPWIRE_MALFORMED_OPTIONS);
  if (has(ICMPWIRE_SET_IDENTIFIER)) request.identifier = given.identifier;
  if (has(ICMPWIRE_WINDOWS_IDENTIFIER)) request.identifier = windows_identifier;
  if (has(ICMPWIRE_SET_SEQUENCE)) request.sequence = given.sequence;
  return request;
}

// What a call sends with, once everything is found in order; else the last error says what is not.
struct Ready {
  std::shared_ptr<IcmpHandle> handle;
  Request request;
};

std::optional<Ready> prepare(HANDLE handle, const icmpwire_request* given) {
  if (!may_wait()) return std::nullopt;
  auto object = icmp_handle(handle);
  if (!object || given == nullptr || given->size < first_request_size) {
    set_last_error(ERROR_INVALID_PARAMETER);
    return std::nullopt;
  }
  auto request = to_request(*object, *given);
  if (!request) return std::nullopt;
  return Ready{std::move(object), *request};
}

// A request that ends in a call of its caller's function.
class Started final : public Completion {
 public:
  Started(Nanos epoch, icmpwire_ended ended, void* context) : ended_(ended), context_(context) {
    result_->epoch = epoch;
  }

  FrameLog& frames() { return result_->frames; }
  void complete(const Outcome& outcome, Bytes request) noexcept override {
    keep_outcome(outcome, request, *result_);
  }
  void released() override { ended_(context_, result_.release()); }

 private:
  const icmpwire_ended ended_;
  void* const context_;
  std::unique_ptr<icmpwire_result> result_ = std::make_unique<icmpwire_result>();
};

icmpwire_result* send_and_wait(const Ready& ready) {
  Engine& engine = ready.handle->engine();
  auto result = std::make_unique<icmpwire_result>();
  result->epoch = engine.wire().epoch();
  const auto ticket = engine.submit(ready.request, {&ready.handle->requests(), nullptr, &result->frames});
  if (!ticket) {
    set_last_error(ticket.error());
    return nullptr;
  }
  keep_outcome(engine.wait(*ticket), engine.request_datagram(*ticket), *result);
  engine.release(*ticket);
  set_last_error(NO_ERROR);
  return result.release();
}

}  // namespace

void icmpwire_request_init(icmpwire_request* request) {
  const Request defaults;
  *request = {};
  request->size = sizeof *request;
  request->timeout = static_cast<uint64_t>(defaults.timeout.count());
  request->most_answers = defaults.most_answers;
  request->ttl = defaults.ttl;
}

icmpwire_result* icmpwire_send(HANDLE handle, const icmpwire_request* request) {
  return guarded(static_cast<icmpwire_result*>(nullptr), [&]() -> icmpwire_result* {
    const auto ready = prepare(handle, request);
    return ready ? send_and_wait(*ready) : nullptr;
  });
}

BOOL icmpwire_start(HANDLE handle, const icmpwire_request* request, icmpwire_ended ended, void* context) {
  return guarded(BOOL{FALSE}, [&]() -> BOOL {
    const auto ready = prepare(handle, request);
    if (!ready) return FALSE;
    Engine& engine = ready->handle->engine();
    if (ended == nullptr || !engine.is_pollable(ready->handle->requests()))
      return failed(ERROR_INVALID_PARAMETER);
    auto completion = std::make_unique<Started>(engine.wire().epoch(), ended, context);
    FrameLog* const frames = &completion->frames();
    if (auto ticket =
            engine.submit(ready->request, {&ready->handle->requests(), std::move(completion), frames});
        !ticket) {
      set_last_error(ticket.error());
      return FALSE;
    }
    return TRUE;
  });
}
