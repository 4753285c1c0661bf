#include "cli/signals.h"

namespace icmpwire::cli {
namespace {

sigset_t set_of(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : signals) sigaddset(&set, signal);
  return set;
}

}  // namespace

HeldSignals::HeldSignals(std::initializer_list<int> held) {
  const sigset_t set = set_of(held);
  pthread_sigmask(SIG_BLOCK, &set, &before_);
}

HeldSignals::~HeldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

SignalWatch::SignalWatch(Wire& wire, std::initializer_list<int> stopping)
    : wire_(wire), stopping_(set_of(stopping)), thread_([this] { wait(); }) {}

SignalWatch::~SignalWatch() {
  ending_ = true;
  pthread_kill(thread_.native_handle(), SIGQUIT);
  thread_.join();
}

void SignalWatch::wait() {
  sigset_t waited = stopping_;
  sigaddset(&waited, SIGQUIT);
  for (;;) {
    int signal = 0;
    sigwait(&waited, &signal);
    if (ending_) return;
    if (sigismember(&stopping_, signal) == 1) {
      stop_ = true;
      sigdelset(&waited, signal);
      sigset_t next = set_of({signal});
      pthread_sigmask(SIG_UNBLOCK, &next, nullptr);  // the next one is not ours
    } else {
      snapshot_ = true;
    }
    wire_.interrupt();
  }
}

}  // namespace icmpwire::cli
