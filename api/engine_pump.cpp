// Who waits, who receives, and who is told.
#include <algorithm>

#include "api/engine.h"

namespace icmpwire {

// Returns once `done` holds, receiving where nobody else does.
template <class Done>
void Engine::attend(Lock& lock, Ticket ticket, const RequestGroup* group, Done done) {
  while (!done()) {
    if (pumping_) {
      follow(lock, ticket, group);
    } else {
      lead(lock, done);
    }
  }
}

template <class Done>
void Engine::lead(Lock& lock, Done done) {
  pumping_ = true;
  while (!done()) receive_once(lock, forever);
  pumping_ = false;
  hand_over();
}

void Engine::follow(Lock& lock, Ticket ticket, const RequestGroup* group) {
  thread_local Waiter waiter;
  waiter.ticket = ticket;
  waiter.group = group;
  waiter.woken = false;
  followers_.push_back(&waiter);
  waiter.wake.wait(lock, [&] { return waiter.woken; });
  followers_.erase(std::find(followers_.begin(), followers_.end(), &waiter));
}

const Outcome& Engine::wait(Ticket ticket) {
  Lock lock(mutex_);
  attend(lock, ticket, nullptr, [&] { return exchange_.ended(ticket); });
  return exchange_.outcome(ticket);
}

void Engine::close(RequestGroup& group) {
  Lock lock(mutex_);
  group.closed = true;
  do {
    deliver(lock, group.finished);
    attend(lock, {}, &group, [&] { return group.requests == 0 || !group.finished.empty(); });
  } while (group.requests > 0);
}

void Engine::cancel(RequestGroup& group) {
  Lock lock(mutex_);
  group.closed = true;
  for (std::uint32_t slot = 0; slot < entries_.size(); ++slot) {
    if (entries_[slot].group == &group) exchange_.cancel(entries_[slot].ticket);
  }
  collect_ended();
  deliver(lock, finished_);
  if (pumping_) wire_->interrupt();  // the leader's own request may be one of them
}

void Engine::pump(Nanos until) {
  Lock lock(mutex_);
  pumping_ = true;
  receive_once(lock, until);
  pumping_ = false;
  hand_over();
}

Result<int> Engine::make_pollable(RequestGroup& group) {
  const Lock lock(mutex_);
  if (!group.pollable) {
    auto pollable = Pollable::open(*wire_);
    if (!pollable) return tl::unexpected(std::move(pollable).error());
    group.pollable = std::move(*pollable);
    arm(group);
  }
  return group.pollable->descriptor();
}

bool Engine::is_pollable(const RequestGroup& group) {
  const Lock lock(mutex_);
  return group.pollable != nullptr;
}

std::optional<std::size_t> Engine::poll(RequestGroup& group) {
  Lock lock(mutex_);
  if (!group.pollable) return std::nullopt;
  if (!pumping_) {
    pumping_ = true;
    if (!group.pollable->is_virtual()) {
      while (receive_once(lock, wire_->now())) continue;
    } else if (exchange_.next_deadline() != forever) {
      receive_once(lock, forever);
    }
    pumping_ = false;
    hand_over();
  }
  const std::size_t count = group.finished.size();
  deliver(lock, group.finished);
  group.pollable->settle();
  arm(group);
  return count;
}

void Engine::arm(RequestGroup& group) { group.pollable->wake_at(exchange_.next_deadline()); }

void Engine::run_background() {
  Lock lock(mutex_);
  while (!stopping_) {
    if (unattended_ == 0 || pumping_) {
      background_wake_.wait(lock);
    } else {
      lead(lock, [&] { return stopping_ || unattended_ == 0; });
    }
  }
}

void Engine::stop_background() {
  const Lock lock(mutex_);
  stopping_ = true;
  background_wake_.notify_one();
  if (pumping_) wire_->interrupt();
}

bool Engine::receive_once(Lock& lock, Nanos until) {
  pumping_until_ = std::min(until, exchange_.next_deadline());
  lock.unlock();
  auto frame = wire_->receive(pumping_until_);
  if (frame && *frame) traces_.tell(**frame);
  lock.lock();
  if (!frame) {
    exchange_.fail_all(frame.error());
  } else if (*frame) {
    take(**frame);
  } else {
    exchange_.expire(wire_->now(), true);
  }
  collect_ended();
  deliver(lock, finished_);
  return frame && *frame;
}

void Engine::take(const Frame& frame) {
  exchange_.expire(frame.at, false);
  const auto ticket = frame.direction == Direction::outbound
                          ? exchange_.on_outbound(frame.datagram(), frame.at)
                          : exchange_.on_inbound(frame.datagram(), frame.at, frame.local, frame.device.index);
  if (!ticket) return;
  if (FrameLog* const frames = entries_[ticket->slot].frames) frames->keep(frame);
}

// Who sends many requests before waiting for the first must not let the wire's rings overflow meanwhile.
void Engine::take_arrived(Lock& lock) {
  if (pumping_ || exchange_.pending() == 0) return;
  pumping_ = true;
  while (receive_once(lock, wire_->now())) continue;
  pumping_ = false;
  hand_over();
}

void Engine::collect_ended() {
  for (const Ticket ticket : exchange_.completed()) {
    const Outcome& outcome = exchange_.outcome(ticket);
    if (outcome.ending == Ending::timed_out) wire_->unanswered(outcome.departure);
    const Entry& entry = entries_[ticket.slot];
    if (!entry.completion) {
      wake_followers(ticket, nullptr);
    } else if (!entry.sending) {
      finish(ticket);
    }
  }
  exchange_.completed().clear();
}

void Engine::finish(Ticket ticket) {
  const Entry& entry = entries_[ticket.slot];
  if (entry.unattended) {
    --unattended_;
    finished_.push_back(ticket);
    return;
  }
  entry.group->finished.push_back(ticket);
  entry.group->pollable->wake();
  wake_followers({}, entry.group);
}

void Engine::deliver(Lock& lock, std::deque<Ticket>& finished) {
  while (!finished.empty()) {
    const Ticket ticket = finished.front();
    finished.pop_front();
    const Outcome& outcome = exchange_.outcome(ticket);
    const Bytes request = exchange_.request_datagram(ticket);
    std::unique_ptr<Completion> completion = std::move(entries_[ticket.slot].completion);
    lock.unlock();
    completion->complete(outcome, request);
    lock.lock();
    release_locked(ticket);
    lock.unlock();
    completion->released();
    completion.reset();
    lock.lock();
  }
}

void Engine::wake_followers(Ticket ticket, const RequestGroup* group) {
  for (Waiter* waiter : followers_) {
    if (waiter->ticket != ticket || waiter->group != group) continue;
    waiter->woken = true;
    waiter->wake.notify_one();
  }
}

void Engine::hand_over() {
  const auto idle =
      std::find_if(followers_.begin(), followers_.end(), [](const Waiter* waiter) { return !waiter->woken; });
  if (idle != followers_.end()) {
    (*idle)->woken = true;
    (*idle)->wake.notify_one();
  } else if (unattended_ > 0) {
    background_wake_.notify_one();
  }
}

}  // namespace icmpwire
