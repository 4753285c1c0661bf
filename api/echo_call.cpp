#include "api/echo_call.h"

#include "api/last_error.h"
#include "api/status.h"

namespace icmpwire {

namespace {

// The end of one asynchronous call.
class AsyncEcho final : public Completion {
 public:
  AsyncEcho(const ReplyPlace& place, Notice notice) : place_(place), notice_(std::move(notice)) {}

  void taken_in() override { notice_.begin(); }

  void complete(const Outcome& outcome, Bytes) noexcept override {
    const Packed packed = place_.format->pack(outcome, place_.buffer);
    IO_STATUS_BLOCK status{};
    status.Status = io_status_of(outcome.ending);
    status.Information = packed.octets;
    notice_.give(status);
  }

 private:
  ReplyPlace place_;
  Notice notice_;
};

DWORD finish(const Packed& packed) {
  set_last_error(packed.last_error);
  return packed.replies;
}

DWORD finish_now(const Outcome& outcome, const ReplyPlace& place) {
  const Packed packed = place.format->pack(outcome, place.buffer);
  if (packed.replies > 0) place.format->take_count(place.buffer);  // the call itself has told it
  return finish(packed);
}

DWORD wait_for_echo(IcmpHandle& handle, const Request& request, const ReplyPlace& place) {
  Submission submission;
  submission.group = &handle.requests();
  const auto ticket = handle.engine().submit(request, std::move(submission));
  if (!ticket) return refuse_echo(ticket.error(), place, {});
  const DWORD replies = finish_now(handle.engine().wait(*ticket), place);
  handle.engine().release(*ticket);
  return replies;
}

DWORD start_echo(IcmpHandle& handle, const Request& request, const ReplyPlace& place,
                 const NoticeArguments& arguments) {
  auto notice = Notice::from(arguments);
  if (!notice) return fail_call(ERROR_INVALID_HANDLE);
  Submission submission;
  submission.group = &handle.requests();
  submission.completion = std::make_unique<AsyncEcho>(place, std::move(*notice));
  const auto ticket = handle.engine().submit(request, std::move(submission));
  if (!ticket) return refuse_echo(ticket.error(), place, arguments);
  return fail_call(ERROR_IO_PENDING);
}

}  // namespace

DWORD fail_call(DWORD error) { return finish({0, error}); }

DWORD send_echo(IcmpHandle& handle, const Request& request, const ReplyPlace& place,
                const NoticeArguments& notice) {
  return notice.is_asynchronous() ? start_echo(handle, request, place, notice)
                                  : wait_for_echo(handle, request, place);
}

DWORD refuse_echo(Failure failure, const ReplyPlace& place, const NoticeArguments& arguments) {
  set_last_error(failure);
  const DWORD error = error_of_failure(failure.reason);
  if (error < IP_STATUS_BASE) return fail_call(error);
  Outcome outcome;
  outcome.ending = Ending::not_sent;
  outcome.failure = std::make_shared<const Failure>(std::move(failure));
  if (!arguments.is_asynchronous()) return finish_now(outcome, place);
  auto notice = Notice::from(arguments);
  if (!notice) return fail_call(ERROR_INVALID_HANDLE);
  AsyncEcho echo(place, std::move(*notice));
  echo.taken_in();
  echo.complete(outcome, {});
  return fail_call(ERROR_IO_PENDING);
}

}  // namespace icmpwire
