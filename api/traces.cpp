#include "api/traces.h"

#include <algorithm>

namespace icmpwire {

namespace {

thread_local bool calling = false;

}  // namespace

bool Traces::is_calling() { return calling; }

void Traces::set(const void* owner, Function function) {
  const std::lock_guard lock(mutex_);
  const auto former = std::find_if(functions_.begin(), functions_.end(),
                                   [=](const auto& each) { return each.first == owner; });
  if (former != functions_.end()) functions_.erase(former);
  if (function) functions_.emplace_back(owner, std::move(function));
  any_ = !functions_.empty();
}

Traces::Order Traces::order() { return any_.load(std::memory_order_relaxed) ? Order(mutex_) : Order(); }

void Traces::tell(const Order& order, const Frame& frame) {
  if (!order) return;
  calling = true;
  for (const auto& [owner, function] : functions_) function(frame);
  calling = false;
}

}  // namespace icmpwire
