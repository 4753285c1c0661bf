// What an ICMP handle stands for: an engine, and the calls that are being made with it.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>

#include "api/engine.h"
#include "api/handle_table.h"

namespace icmpwire {

// Thread-safe. Closing the handle waits for the calls made with it.
class IcmpHandle final : public HandleObject {
 public:
  explicit IcmpHandle(std::shared_ptr<Engine> engine) : engine_(std::move(engine)) {}

  Engine& engine() { return *engine_; }
  void closed() override;

 private:
  friend class IcmpCall;
  bool enter();  // false once it is closed
  void leave();

  const std::shared_ptr<Engine> engine_;
  std::mutex mutex_;  // guards all below
  std::condition_variable idle_;
  std::uint32_t calls_ = 0;
  bool closed_ = false;
};

// One call with a handle, which is not closed beneath it.
class IcmpCall {
 public:
  explicit IcmpCall(HandleTable::Value value);
  IcmpCall(const IcmpCall&) = delete;
  IcmpCall& operator=(const IcmpCall&) = delete;
  ~IcmpCall();

  explicit operator bool() const { return handle_ != nullptr; }  // false where there is no such handle
  Engine& engine() const { return handle_->engine(); }

 private:
  std::shared_ptr<IcmpHandle> handle_;
};

}  // namespace icmpwire
