// Handles of every kind: a slot and its generation, so that a stale handle is an error and never somebody
// else's.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "api/handle_object.h"

namespace icmpwire {

// Thread-safe. Room for 131,072 handles at once. A value comes back after some 16 million others at the
// earliest.
class HandleTable {
 public:
  // A multiple of 4, as on Windows; neither 0 nor all ones, and below 2^31, so that it survives programs that
  // keep handles in 32 bits.
  using Value = std::uintptr_t;
  using Object = std::shared_ptr<HandleObject>;

  Value open(Object object);  // 0 where the table is full

  // The object behind a handle, alive for as long as the result is, also when the handle is closed meanwhile;
  // empty where there is no such handle, or it is of another kind.
  template <class Kind>
  std::shared_ptr<Kind> use(Value value) {
    const std::lock_guard lock(mutex_);
    const Entry* entry = find(value);
    return entry != nullptr ? std::dynamic_pointer_cast<Kind>(entry->object) : nullptr;
  }

  // Ends a handle, and returns when its object agrees (HandleObject::closed). False where there is no such
  // handle, or it is of another kind.
  template <class Kind = HandleObject>
  bool close(Value value) {
    Object object;
    {
      const std::lock_guard lock(mutex_);
      Entry* entry = find(value);
      if (entry == nullptr || dynamic_cast<Kind*>(entry->object.get()) == nullptr) return false;
      object = release(*entry);
    }
    object->closed();
    return true;
  }

 private:
  struct Entry {
    Object object;  // empty: free
    std::uint32_t slot = 0;
    std::uint32_t generation = 1;
  };

  Entry* find(Value value);
  Object release(Entry& entry);

  std::mutex mutex_;  // guards all below; nothing else is locked under it
  std::deque<Entry> entries_;
  std::deque<std::uint32_t> free_;  // in the order in which they became free
};

HandleTable& handles();

}  // namespace icmpwire
