#include "api/engine.h"

#include <algorithm>

namespace icmpwire {

Engine::Engine(std::unique_ptr<Wire> wire, const Exchange::Settings& settings)
    : wire_(std::move(wire)), exchange_(settings) {}

Result<Ticket> Engine::submit(const Request& request) {
  auto route = wire_->route(request.to, request.from);
  if (!route) return tl::unexpected(std::move(route.error()));

  Exchange::Path path;
  path.source = route->source;
  path.mtu = route->mtu;
  path.many_hosts = route->kind == RouteKind::broadcast || route->kind == RouteKind::multicast;

  Lock lock(mutex_);
  take_arrived(lock);
  auto ticket = exchange_.prepare(request, path);
  if (!ticket) return ticket;
  // Registered and not ended, the request's octets stay where they are without the lock.
  const Exchange::Outbound outbound = exchange_.outbound(*ticket);
  lock.unlock();
  send(*ticket, outbound, *route);
  return ticket;
}

void Engine::send(Ticket ticket, const Exchange::Outbound& outbound, const Route& route) {
  auto sent = send_octets(outbound, route);

  Lock lock(mutex_);
  if (sent) {
    exchange_.departed(ticket, sent->frame.at);
  } else {
    exchange_.failed(ticket, std::move(sent.error()));
  }
  wake_completed();
  const bool too_late = pumping_ && exchange_.next_deadline() < pumping_until_;
  lock.unlock();
  if (too_late) wire_->interrupt();
}

Result<Sent> Engine::send_octets(const Exchange::Outbound& outbound, const Route& route) {
  if (outbound.fragment_sizes.size() <= 1) return wire_->send(outbound.datagram, route);
  Result<Sent> first = tl::unexpected(Failure{});
  std::size_t at = 0;
  for (const std::size_t size : outbound.fragment_sizes) {
    auto sent = wire_->send(outbound.fragments.subspan(at, size), route);
    if (!sent) return sent;
    if (at == 0) first = std::move(sent);
    at += size;
  }
  return first;
}

const Outcome& Engine::wait(Ticket ticket) {
  Lock lock(mutex_);
  while (!exchange_.ended(ticket)) {
    if (pumping_) {
      follow(lock, ticket);
    } else {
      lead(lock, ticket);
    }
  }
  return exchange_.outcome(ticket);
}

void Engine::lead(Lock& lock, Ticket ticket) {
  pumping_ = true;
  while (!exchange_.ended(ticket)) receive_once(lock, forever);
  pumping_ = false;
  hand_over();
}

void Engine::follow(Lock& lock, Ticket ticket) {
  thread_local Waiter waiter;
  waiter.ticket = ticket;
  waiter.woken = false;
  followers_.push_back(&waiter);
  waiter.wake.wait(lock, [&] { return waiter.woken; });
  followers_.erase(std::find(followers_.begin(), followers_.end(), &waiter));
}

void Engine::pump(Nanos until) {
  Lock lock(mutex_);
  pumping_ = true;
  receive_once(lock, until);
  pumping_ = false;
  hand_over();
}

bool Engine::receive_once(Lock& lock, Nanos until) {
  pumping_until_ = std::min(until, exchange_.next_deadline());
  lock.unlock();
  auto frame = wire_->receive(pumping_until_);
  lock.lock();
  if (!frame) {
    exchange_.fail_all(frame.error());
  } else if (*frame) {
    const Frame& packet = **frame;
    exchange_.expire(packet.at, false);
    if (packet.direction == Direction::outbound) {
      exchange_.on_outbound(packet.datagram(), packet.at);
    } else {
      exchange_.on_inbound(packet.datagram(), packet.at, packet.local);
    }
  } else {
    exchange_.expire(wire_->now(), true);
  }
  wake_completed();
  return frame && *frame;
}

// Who sends many requests before waiting for the first must not let the wire's rings overflow meanwhile.
void Engine::take_arrived(Lock& lock) {
  if (pumping_ || exchange_.pending() == 0) return;
  pumping_ = true;
  while (receive_once(lock, wire_->now())) continue;
  pumping_ = false;
  hand_over();
}

void Engine::wake_completed() {
  for (const Ticket ticket : exchange_.completed()) {
    for (Waiter* waiter : followers_) {
      if (waiter->ticket != ticket) continue;
      waiter->woken = true;
      waiter->wake.notify_one();
    }
  }
  exchange_.completed().clear();
}

void Engine::hand_over() {
  const auto idle =
      std::find_if(followers_.begin(), followers_.end(), [](const Waiter* waiter) { return !waiter->woken; });
  if (idle == followers_.end()) return;
  (*idle)->woken = true;
  (*idle)->wake.notify_one();
}

const Outcome& Engine::outcome(Ticket ticket) {
  const Lock lock(mutex_);
  return exchange_.outcome(ticket);
}

Bytes Engine::request_datagram(Ticket ticket) {
  const Lock lock(mutex_);
  return exchange_.request_datagram(ticket);
}

bool Engine::ended(Ticket ticket) {
  const Lock lock(mutex_);
  return exchange_.ended(ticket);
}

void Engine::release(Ticket ticket) {
  const Lock lock(mutex_);
  exchange_.release(ticket);
}

std::vector<Stray> Engine::take_strays() {
  const Lock lock(mutex_);
  return exchange_.take_strays();
}

Exchange::Counters Engine::counters() {
  const Lock lock(mutex_);
  return exchange_.counters();
}

}  // namespace icmpwire
