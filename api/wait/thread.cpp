#include "api/wait/thread.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <climits>
#include <system_error>

#include "api/wait/mutex.h"
#include "api/wait/wait.h"

namespace icmpwire {

namespace {

std::uint32_t next_identifier() {
  static std::atomic<std::uint32_t> last{0};
  return last += 4;
}

}  // namespace

// The calling thread's own object, from its first use on; its destructor is how any thread's end is noticed.
class ThisThread {
 public:
  static std::shared_ptr<Thread> get() {
    if (torn_down) return ended();
    return instance.thread();
  }
  static void become(std::shared_ptr<Thread> thread) { instance.thread_ = std::move(thread); }

  ThisThread() = default;
  ThisThread(const ThisThread&) = delete;
  ThisThread& operator=(const ThisThread&) = delete;
  ~ThisThread() {
    torn_down = true;
    if (thread_) thread_->end();
  }

 private:
  const std::shared_ptr<Thread>& thread() {
    if (!thread_) thread_ = std::make_shared<Thread>();
    return thread_;
  }
  static std::shared_ptr<Thread> ended() {
    auto thread = std::make_shared<Thread>();
    thread->end();
    return thread;
  }

  static thread_local ThisThread instance;
  static thread_local bool torn_down;  // outlives the instance
  std::shared_ptr<Thread> thread_;
};

thread_local ThisThread ThisThread::instance;
thread_local bool ThisThread::torn_down = false;

namespace {

struct Start {
  std::shared_ptr<Thread> thread;
  std::function<std::uint32_t()> body;
};

extern "C" void* run_thread(void* argument) {
  const std::unique_ptr<Start> start(static_cast<Start*>(argument));
  ThisThread::become(start->thread);
  start->thread->run_apcs();
  start->thread->set_exit_code(start->body());
  return nullptr;
}

class Attributes {
 public:
  explicit Attributes(std::size_t stack_octets) {
    pthread_attr_init(&attributes_);
    pthread_attr_setdetachstate(&attributes_, PTHREAD_CREATE_DETACHED);
    if (stack_octets != 0) {
      pthread_attr_setstacksize(&attributes_,
                                std::max(stack_octets, static_cast<std::size_t>(PTHREAD_STACK_MIN)));
    }
  }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  ~Attributes() { pthread_attr_destroy(&attributes_); }
  const pthread_attr_t* get() const { return &attributes_; }

 private:
  pthread_attr_t attributes_{};
};

}  // namespace

Thread::Thread() : identifier_(next_identifier()) {}

std::shared_ptr<Thread> Thread::current() { return ThisThread::get(); }

std::shared_ptr<Thread> Thread::start(std::function<std::uint32_t()> body, std::size_t stack_octets) {
  auto thread = std::make_shared<Thread>();
  start(thread, std::move(body), stack_octets);
  return thread;
}

void Thread::start(std::shared_ptr<Thread> thread, std::function<std::uint32_t()> body,
                   std::size_t stack_octets) {
  auto start = std::make_unique<Start>(Start{std::move(thread), std::move(body)});
  const Attributes attributes(stack_octets);
  pthread_t started;
  const int error = pthread_create(&started, attributes.get(), run_thread, start.get());
  if (error != 0) throw std::system_error(error, std::generic_category(), "start a thread");
  (void)start.release();
}

void Thread::exit(std::uint32_t code) {
  current()->set_exit_code(code);
  pthread_exit(nullptr);
}

void Thread::set_exit_code(std::uint32_t code) {
  const Lock held = lock();
  exit_code_ = code;
}

bool Thread::queue(std::function<void()> apc) {
  const Lock held = lock();
  if (refuses_apcs_) return false;
  apcs_.push_back(std::move(apc));
  if (alertable_wait_ != nullptr) alertable_wait_->alert();
  return true;
}

void Thread::run_apcs() {
  Lock held = lock();
  while (!apcs_.empty()) {
    std::function<void()> apc = std::move(apcs_.front());
    apcs_.pop_front();
    held.unlock();
    apc();
    apc = nullptr;
    held.lock();
  }
}

std::optional<std::uint32_t> Thread::exit_code() const {
  const Lock held = lock();
  return ended_ ? std::optional(exit_code_) : std::nullopt;
}

bool Thread::ready_for(const Thread&) const { return ended_; }

void Thread::own(Mutex& mutex) {
  mutex.next_of_owner_ = first_owned_;
  first_owned_ = &mutex;
}

void Thread::disown(Mutex& mutex) {
  Mutex** at = &first_owned_;
  while (*at != &mutex) at = &(*at)->next_of_owner_;
  *at = mutex.next_of_owner_;
}

void Thread::end() {
  refuse_apcs();
  const Lock held = lock();
  ended_ = true;
  while (first_owned_ != nullptr) {
    Mutex& mutex = *first_owned_;
    first_owned_ = mutex.next_of_owner_;
    mutex.abandon();
  }
  satisfy_waits();
}

void Thread::refuse_apcs() {
  std::deque<std::function<void()>> dropped;  // destroyed without the lock
  const Lock held = lock();
  refuses_apcs_ = true;
  dropped.swap(apcs_);
}

}  // namespace icmpwire
