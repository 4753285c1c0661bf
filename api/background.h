// The one thread that an engine may have of its own: it receives for requests that nobody waits for.
#pragma once

#include <functional>
#include <thread>

namespace icmpwire {

// Ends with the object, and with the process: before the library's code goes away.
class Background {
 public:
  // `run` is the thread, and returns after `stop`, which any thread may call, at any time. Signals go to
  // other threads. Throws std::system_error where the system has no further thread.
  Background(std::function<void()> run, std::function<void()> stop);
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

 private:
  friend struct RunningBackgrounds;
  void end();

  const std::function<void()> stop_;
  std::thread thread_;
};

}  // namespace icmpwire
