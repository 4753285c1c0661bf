#include "api/pollable.h"

#include <array>

namespace icmpwire {

Result<std::unique_ptr<Pollable>> Pollable::open(Wire& wire) {
  constexpr std::uint32_t wire_tag = 0;
  auto wait_set = WaitSet::open();
  if (!wait_set) return tl::unexpected(std::move(wait_set).error());
  const int descriptor = wire.descriptor();
  if (descriptor >= 0) {
    if (auto added = wait_set->add(descriptor, wire_tag); !added) {
      return tl::unexpected(std::move(added).error());
    }
  }
  return std::unique_ptr<Pollable>(new Pollable(std::move(*wait_set), descriptor < 0));
}

void Pollable::wake_at(Nanos instant) {
  if (!virtual_) {
    wait_set_.set_alarm(instant);
  } else if (instant != forever) {
    wake();
  }
}

void Pollable::settle() {
  std::array<std::uint32_t, 3> tags;
  wait_set_.wait(Nanos{}, tags);
}

}  // namespace icmpwire
