#include "api/wait/waitable.h"

#include "api/per_process.h"
#include "api/wait/thread.h"
#include "api/wait/wait.h"

namespace icmpwire {

Waitable::Lock Waitable::lock() { return Lock(per_process<std::mutex>()); }

bool Waitable::take_for(Thread&) { return false; }

void Waitable::satisfy_waits() {
  for (Wait* wait : waits_) wait->try_to_satisfy();
}

WaitResult wait(std::span<Waitable* const> objects, WaitFor which, Deadline until, Alertable alertable) {
  const std::shared_ptr<Thread> thread = Thread::current();
  const WaitResult result = Wait(*thread, objects, which, alertable).run(until);
  if (result.why == WaitResult::Why::apcs) thread->run_apcs();
  return result;
}

WaitResult wait(Waitable& object, Deadline until, Alertable alertable) {
  Waitable* const objects[] = {&object};
  return wait(objects, WaitFor::any, until, alertable);
}

}  // namespace icmpwire
