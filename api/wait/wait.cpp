#include "api/wait/wait.h"

#include <algorithm>

#include "api/wait/thread.h"

namespace icmpwire {

// While it lives, the objects and the thread know of the wait.
class Wait::Enlisted {
 public:
  explicit Enlisted(Wait& wait) : wait_(wait) {
    try {
      for (Waitable* object : wait_.objects_) object->waits_.push_back(&wait_);
    } catch (...) {
      leave();
      throw;
    }
    if (wait_.alertable_ == Alertable::yes) wait_.thread_.alertable_wait_ = &wait_;
  }
  Enlisted(const Enlisted&) = delete;
  Enlisted& operator=(const Enlisted&) = delete;
  ~Enlisted() { leave(); }

 private:
  void leave() {
    for (Waitable* object : wait_.objects_) std::erase(object->waits_, &wait_);
    wait_.thread_.alertable_wait_ = nullptr;
  }

  Wait& wait_;
};

WaitResult Wait::run(Deadline until) {
  Waitable::Lock lock = Waitable::lock();
  if (alertable_ == Alertable::yes && !thread_.apcs_.empty()) {
    alert();
  } else {
    try_to_satisfy();
  }
  if (!result_) {
    const Enlisted enlisted(*this);
    const auto ended = [this] { return result_.has_value(); };
    if (until == no_deadline) {
      ended_.wait(lock, ended);
    } else {
      ended_.wait_until(lock, until, ended);
    }
  }
  return result_.value_or(WaitResult{WaitResult::Why::timeout, 0});
}

void Wait::end(WaitResult result) {
  result_ = result;
  ended_.notify_one();
}

void Wait::alert() {
  if (!result_) end({WaitResult::Why::apcs, 0});
}

void Wait::try_to_satisfy() {
  if (result_ || objects_.empty()) return;
  if (which_ == WaitFor::any) {
    try_any();
  } else {
    try_all();
  }
}

void Wait::try_any() {
  const auto ready = std::find_if(objects_.begin(), objects_.end(),
                                  [this](const Waitable* object) { return object->ready_for(thread_); });
  if (ready == objects_.end()) return;
  const bool abandoned = (*ready)->take_for(thread_);
  end({abandoned ? WaitResult::Why::abandoned : WaitResult::Why::object,
       static_cast<std::size_t>(ready - objects_.begin())});
}

void Wait::try_all() {
  if (!std::all_of(objects_.begin(), objects_.end(),
                   [this](const Waitable* object) { return object->ready_for(thread_); })) {
    return;
  }
  bool abandoned = false;
  for (Waitable* object : objects_) abandoned |= object->take_for(thread_);
  end({abandoned ? WaitResult::Why::abandoned : WaitResult::Why::object, 0});
}

}  // namespace icmpwire
