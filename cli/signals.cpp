#include "cli/signals.h"

#include <initializer_list>

namespace icmpwire::cli {
namespace {

sigset_t set_of(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : signals) sigaddset(&set, signal);
  return set;
}

}  // namespace

HeldSignals::HeldSignals() {
  const sigset_t held = set_of({SIGINT, SIGQUIT});
  pthread_sigmask(SIG_BLOCK, &held, &before_);
}

HeldSignals::~HeldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

SignalWatch::SignalWatch(Wire& wire) : wire_(wire), thread_([this] { wait(); }) {}

SignalWatch::~SignalWatch() {
  ending_ = true;
  pthread_kill(thread_.native_handle(), SIGQUIT);
  thread_.join();
}

void SignalWatch::wait() {
  sigset_t waited = set_of({SIGINT, SIGQUIT});
  const sigset_t interrupt = set_of({SIGINT});
  for (;;) {
    int signal = 0;
    sigwait(&waited, &signal);
    if (ending_) return;
    if (signal == SIGINT) {
      stop_ = true;
      sigdelset(&waited, SIGINT);
      pthread_sigmask(SIG_UNBLOCK, &interrupt, nullptr);  // the next one is not ours
    } else {
      snapshot_ = true;
    }
    wire_.interrupt();
  }
}

}  // namespace icmpwire::cli
