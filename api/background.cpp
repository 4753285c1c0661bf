#include "api/background.h"

#include <pthread.h>
#include <signal.h>

#include <mutex>
#include <set>

#include "api/per_process.h"
#include "api/traces.h"

namespace icmpwire {

// All that are running, to be ended with the process.
struct RunningBackgrounds {
  std::mutex mutex;
  std::set<Background*> all;

  void end_all() {
    const std::lock_guard lock(mutex);
    for (Background* background : all) background->end();
    all.clear();
  }
};

namespace {

struct AtExit {
  ~AtExit() { per_process<RunningBackgrounds>().end_all(); }
};

// A user's signal handler is user's code, which has no business in the thread.
std::thread start_without_signals(std::function<void()> run) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  struct Restore {
    const sigset_t& mask;
    ~Restore() { pthread_sigmask(SIG_SETMASK, &mask, nullptr); }
  } restore{before};
  return std::thread(std::move(run));
}

}  // namespace

Background::Background(std::function<void()> run, std::function<void()> stop)
    : stop_(std::move(stop)), thread_(start_without_signals(std::move(run))) {
  static const AtExit at_exit;  // a library that is unloaded counts as the process's end
  RunningBackgrounds& running = per_process<RunningBackgrounds>();
  const std::lock_guard lock(running.mutex);
  running.all.insert(this);
}

Background::~Background() {
  {
    RunningBackgrounds& running = per_process<RunningBackgrounds>();
    const std::lock_guard lock(running.mutex);
    running.all.erase(this);
  }
  end();
}

void Background::end() {
  if (!thread_.joinable()) return;
  stop_();
  if (Traces::is_calling()) {
    thread_.detach();  // the process ends in a trace function, which the thread runs or waits for
  } else {
    thread_.join();
  }
}

}  // namespace icmpwire
