// A descriptor for event loops: readable when there is something to do for a handle.
#pragma once

#include <memory>

#include "capture/system/wait_set.h"
#include "capture/wire.h"

namespace icmpwire {

// Any thread may wake it; one at a time settles it.
class Pollable {
 public:
  // Readable, too, whenever the wire's own descriptor is. The wire must live as long.
  static Result<std::unique_ptr<Pollable>> open(Wire& wire);

  int descriptor() { return wait_set_.descriptor(); }

  void wake() { wait_set_.wake(); }  // readable until it is settled
  // Readable from that instant of wire time on. Where time is virtual all instants are near: at once.
  void wake_at(Nanos instant);

  // Takes back what made it readable, but for the wire.
  void settle();

  // Whether the wire's time is virtual: then there is no descriptor, and waiting takes no time.
  bool is_virtual() const { return virtual_; }

 private:
  Pollable(WaitSet wait_set, bool is_virtual) : wait_set_(std::move(wait_set)), virtual_(is_virtual) {}

  WaitSet wait_set_;
  const bool virtual_;
};

}  // namespace icmpwire
