// Threads, as objects to wait for and to queue calls on.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>

#include "api/wait/waitable.h"

namespace icmpwire {

class Mutex;

// Any thread of the process, also one that others started. Signalled when it has ended. It owns mutexes, and
// has a queue of calls (APCs) that run in its alertable waits, first in, first out.
class Thread final : public Waitable {
 public:
  // The calling thread. In a thread that is being torn down, after its thread_local objects: one that has
  // ended.
  static std::shared_ptr<Thread> current();

  // Starts a thread; what `body` returns is its exit code. An exception that leaves `body` ends the process.
  // Throws std::system_error where the system has no further thread. `stack_octets`: 0 for the system's
  // default. The second form starts `thread`, which has not run before.
  static std::shared_ptr<Thread> start(std::function<std::uint32_t()> body, std::size_t stack_octets = 0);
  static void start(std::shared_ptr<Thread> thread, std::function<std::uint32_t()> body,
                    std::size_t stack_octets);

  // Ends the calling thread. What is on its stack is destroyed where the system's pthread_exit does that, as
  // Linux' does.
  [[noreturn]] static void exit(std::uint32_t code);

  Thread();

  // Has this thread run `apc` in an alertable wait, on its own stack and without any lock. False once the
  // thread has ended; then `apc` is destroyed without being run, as it is, before
  // the thread is signalled, when the thread ends without such a wait.
  bool queue(std::function<void()> apc);

  // Runs the calls that are queued for the calling thread, those that they queue meanwhile too.
  void run_apcs();

  std::uint32_t identifier() const { return identifier_; }  // unique in the process; a multiple of 4, not 0
  // 0 unless set; shown once the thread has ended.
  void set_exit_code(std::uint32_t code);
  std::optional<std::uint32_t> exit_code() const;

 private:
  friend class Wait;
  friend class Mutex;
  friend class ThisThread;

  bool ready_for(const Thread& thread) const override;
  void own(Mutex& mutex);  // these two with the lock held
  void disown(Mutex& mutex);
  void end();
  void refuse_apcs();

  const std::uint32_t identifier_;
  std::uint32_t exit_code_ = 0;
  bool ended_ = false;
  bool refuses_apcs_ = false;  // from shortly before its end on
  std::deque<std::function<void()>> apcs_;
  Wait* alertable_wait_ = nullptr;  // in progress
  Mutex* first_owned_ = nullptr;
};

}  // namespace icmpwire
