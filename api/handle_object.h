// What a handle stands for: an ICMP handle, an event, a thread, a mutex.
#pragma once

namespace icmpwire {

class HandleObject {
 public:
  HandleObject() = default;
  HandleObject(const HandleObject&) = delete;
  HandleObject& operator=(const HandleObject&) = delete;
  virtual ~HandleObject() = default;

  // The handle has just left the table, once; called without the table's lock. May wait.
  virtual void closed() {}
};

}  // namespace icmpwire
