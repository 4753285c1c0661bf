// Handles: a slot and its generation, so that a stale handle is an error and never somebody else's.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "api/engine.h"

namespace icmpwire {

// Thread-safe. A handle in use by a call is not closed beneath it: close waits for the calls made with it.
class HandleTable {
 public:
  using Value = std::uintptr_t;  // never 0, never all ones

  // Keeps a handle from being closed while a call uses it.
  class Use {
   public:
    Use() = default;
    Use(HandleTable& table, Value value, Engine* engine) : table_(&table), value_(value), engine_(engine) {}
    Use(Use&& other) noexcept : table_(other.table_), value_(other.value_), engine_(other.engine_) {
      other.engine_ = nullptr;
    }
    Use& operator=(Use&&) = delete;
    ~Use() {
      if (engine_ != nullptr) table_->leave(value_);
    }
    explicit operator bool() const { return engine_ != nullptr; }
    Engine& engine() const { return *engine_; }

   private:
    HandleTable* table_ = nullptr;
    Value value_ = 0;
    Engine* engine_ = nullptr;
  };

  Value open(std::shared_ptr<Engine> engine);
  Use use(Value value);     // false where there is no such handle, or it is being closed
  bool close(Value value);  // false where there is no such handle

 private:
  struct Entry {
    std::shared_ptr<Engine> engine;  // empty: free
    std::uint32_t generation = 1;
    std::uint32_t calls = 0;
    bool closing = false;
  };

  Entry* find(Value value);
  void leave(Value value);

  std::mutex mutex_;
  std::condition_variable idle_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> free_;
};

HandleTable& handles();

}  // namespace icmpwire
