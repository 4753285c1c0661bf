// Who is told when an asynchronous call has ended: an event, or the calling thread by an APC.
#pragma once

#include <icmpapi.h>
#include <icmpwire_apc.h>

#include <memory>
#include <optional>

#include "api/wait/event.h"
#include "api/wait/thread.h"

namespace icmpwire {

// The arguments of a call that say how its end is made known.
struct NoticeArguments {
  HANDLE event = nullptr;
  PIO_APC_ROUTINE routine = nullptr;
  PVOID context = nullptr;

  bool is_asynchronous() const { return event != nullptr || routine != nullptr; }
};

// Keeps its event or thread alive.
class Notice {
 public:
  // For the calling thread. An event makes the routine be ignored. nullopt where `event` is no event's
  // handle.
  static std::optional<Notice> from(const NoticeArguments& arguments);

  // The request is under way: resets the event, as Windows' requests do.
  void begin();

  // Signals the event; or queues the routine, for nobody where the thread has ended.
  void give(const IO_STATUS_BLOCK& status);

 private:
  Notice() = default;

  std::shared_ptr<Event> event_;
  std::shared_ptr<Thread> thread_;
  PIO_APC_ROUTINE routine_ = nullptr;
  PVOID context_ = nullptr;
};

}  // namespace icmpwire
