// Ctrl-C and Ctrl-\ as requests to the event loop.
#pragma once

#include <signal.h>

#include <atomic>
#include <thread>

#include "capture/wire.h"

namespace icmpwire::cli {

// Holds SIGINT and SIGQUIT back from this thread and from those that it starts, as long as it lives.
class HeldSignals {
 public:
  HeldSignals();
  ~HeldSignals();
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

 private:
  sigset_t before_;
};

// Takes the held signals and interrupts the wire's receive for each. A second SIGINT ends the program at
// once.
class SignalWatch {
 public:
  explicit SignalWatch(Wire& wire);  // which must outlive the watch
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  bool stop() const { return stop_; }                         // SIGINT came
  bool take_snapshot() { return snapshot_.exchange(false); }  // SIGQUIT came since the last call

 private:
  void wait();

  Wire& wire_;
  std::atomic<bool> stop_ = false;
  std::atomic<bool> snapshot_ = false;
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

}  // namespace icmpwire::cli
