// Objects that have a name: whoever creates one of the same name gets the same object.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "api/handle_object.h"

namespace icmpwire {

// Thread-safe. Names are those of this process, and last as long as their objects.
class Names {
 public:
  struct Named {
    std::shared_ptr<HandleObject> object;
    bool existed = false;
  };

  // The object of this name, of whichever kind, else what `make` returns.
  template <class Make>
  Named find_or_make(const std::string& name, Make make) {
    const std::lock_guard lock(mutex_);
    std::weak_ptr<HandleObject>& known = objects_[name];
    if (auto object = known.lock()) return {std::move(object), true};
    std::shared_ptr<HandleObject> made = make();
    known = made;
    return {std::move(made), false};
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::weak_ptr<HandleObject>> objects_;
};

}  // namespace icmpwire
