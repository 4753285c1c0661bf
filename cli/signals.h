// Ctrl-C, a request to end and Ctrl-\ as requests to the event loop.
#pragma once

#include <signal.h>

#include <atomic>
#include <initializer_list>
#include <thread>

#include "capture/wire.h"

namespace icmpwire::cli {

// Holds signals back from this thread and from those that it starts, as long as it lives.
class HeldSignals {
 public:
  explicit HeldSignals(std::initializer_list<int> held = {SIGINT, SIGQUIT});
  ~HeldSignals();
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

 private:
  sigset_t before_;
};

// Takes the held signals, those that stop and SIGQUIT, and interrupts the wire's receive for each. A second
// one that stops ends the program at once.
class SignalWatch {
 public:
  // The wire must outlive the watch.
  explicit SignalWatch(Wire& wire, std::initializer_list<int> stopping = {SIGINT});
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  bool stop() const { return stop_; }                         // one that stops came
  bool take_snapshot() { return snapshot_.exchange(false); }  // SIGQUIT came since the last call

 private:
  void wait();

  Wire& wire_;
  const sigset_t stopping_;
  std::atomic<bool> stop_ = false;
  std::atomic<bool> snapshot_ = false;
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

}  // namespace icmpwire::cli
