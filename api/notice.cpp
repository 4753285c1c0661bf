#include "api/notice.h"

#include "api/handle_table.h"

namespace icmpwire {

std::optional<Notice> Notice::from(const NoticeArguments& arguments) {
  Notice notice;
  if (arguments.event != nullptr) {
    notice.event_ = handles().use<Event>(reinterpret_cast<HandleTable::Value>(arguments.event));
    if (!notice.event_) return std::nullopt;
  } else {
    notice.thread_ = Thread::current();
    notice.routine_ = arguments.routine;
    notice.context_ = arguments.context;
  }
  return notice;
}

void Notice::begin() {
  if (event_) event_->reset();
}

void Notice::give(const IO_STATUS_BLOCK& status) {
  if (event_) {
    event_->set();
    return;
  }
  IO_STATUS_BLOCK told = status;  // the routine may write to it
  thread_->queue([routine = routine_, context = context_, told]() mutable { routine(context, &told, 0); });
}

}  // namespace icmpwire
