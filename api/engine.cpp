// Submitting, sending and releasing; who waits and who receives is in engine_pump.cpp.
#include "api/engine.h"

#include <system_error>

namespace icmpwire {

namespace {

Failure closed_failure() {
  return Failure("send with", "a handle that is being closed", Reason::interrupted);
}

Failure no_thread_failure(const std::system_error& error) {
  return Failure("start", "the thread that receives for asynchronous requests", Reason::no_resources,
                 error.code().message());
}

}  // namespace

Engine::Engine(std::unique_ptr<Wire> wire, const Exchange::Settings& settings)
    : wire_(std::move(wire)), exchange_(settings) {}

Engine::~Engine() = default;

Result<Ticket> Engine::submit(const Request& request, Submission submission) {
  auto route = wire_->route(request.to, request.from);
  if (!route) return tl::unexpected(std::move(route.error()));

  Exchange::Path path;
  path.source = route->source;
  path.mtu = request.beyond_path_mtu && route->link_mtu != 0 ? route->link_mtu : route->mtu;
  path.many_hosts = route->kind == RouteKind::broadcast || route->kind == RouteKind::multicast;
  path.own = route->kind == RouteKind::local;
  path.now = wire_->now();

  if (is_unattended(submission)) {
    if (auto started = start_background(); !started) return tl::unexpected(std::move(started.error()));
  }

  Lock lock(mutex_);
  take_arrived(lock);
  if (submission.group != nullptr && submission.group->closed) return tl::unexpected(closed_failure());
  auto ticket = exchange_.prepare(request, path);
  if (!ticket) return ticket;
  FrameLog* const frames = submission.frames;
  take_in(*ticket, std::move(submission));
  // Registered and not released, the request's octets stay where they are without the lock.
  const Exchange::Outbound outbound = exchange_.outbound(*ticket);
  lock.unlock();
  if (wire_->takes_notes()) wire_->note(to_text(request));
  send(*ticket, outbound, *route, frames);
  return ticket;
}

void Engine::take_in(Ticket ticket, Submission submission) {
  if (ticket.slot >= entries_.size()) entries_.resize(ticket.slot + 1);
  Entry& entry = entries_[ticket.slot];
  entry.ticket = ticket;
  entry.sending = true;
  entry.group = submission.group;
  entry.frames = submission.frames;
  if (entry.group != nullptr) ++entry.group->requests;
  if (!submission.completion) return;
  entry.unattended = entry.group == nullptr || !entry.group->pollable;
  if (entry.unattended) ++unattended_;
  entry.completion = std::move(submission.completion);
  entry.completion->taken_in();
}

void Engine::send(Ticket ticket, const Exchange::Outbound& outbound, const Route& route, FrameLog* frames) {
  auto sent = send_octets(outbound, route, frames);

  Lock lock(mutex_);
  Entry& entry = entries_[ticket.slot];
  entry.sending = false;
  if (exchange_.ended(ticket)) {
    if (entry.completion) finish(ticket);  // meanwhile, when it could not be released yet
  } else if (sent) {
    exchange_.departed(ticket, sent->frame.at);
  } else {
    exchange_.failed(ticket, std::move(sent.error()));
  }
  collect_ended();
  if (entry.group != nullptr && entry.group->pollable) arm(*entry.group);
  const bool too_late = pumping_ && exchange_.next_deadline() < pumping_until_;
  if (unattended_ > 0 && !pumping_) hand_over();
  deliver(lock, finished_);
  lock.unlock();
  if (too_late) wire_->interrupt();
}

Result<Sent> Engine::send_octets(const Exchange::Outbound& outbound, const Route& route, FrameLog* frames) {
  if (outbound.fragment_sizes.size() <= 1) return send_one(outbound.datagram, route, frames);
  Result<Sent> first = tl::unexpected(Failure{});
  std::size_t at = 0;
  for (const std::size_t size : outbound.fragment_sizes) {
    auto sent = send_one(outbound.fragments.subspan(at, size), route, frames);
    if (!sent) return sent;
    if (at == 0) first = std::move(sent);
    at += size;
  }
  return first;
}

Result<Sent> Engine::send_one(Bytes datagram, const Route& route, FrameLog* frames) {
  const Traces::Order order = traces_.order();
  auto sent = wire_->send(datagram, route);
  if (!sent || sent->held) return sent;  // what is held is received when it leaves
  traces_.tell(order, sent->frame);
  if (frames != nullptr) {
    const Lock lock(mutex_);
    frames->keep(sent->frame);
  }
  return sent;
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
  release_locked(ticket);
}

void Engine::release_locked(Ticket ticket) {
  RequestGroup* const group = std::exchange(entries_[ticket.slot], {}).group;
  exchange_.release(ticket);
  if (group == nullptr || --group->requests > 0 || !group->closed) return;
  wake_followers({}, group);
  if (pumping_) wire_->interrupt();  // the leader may be who closes the group
}

std::vector<Stray> Engine::take_strays() {
  const Lock lock(mutex_);
  return exchange_.take_strays();
}

std::vector<Candidate> Engine::take_candidates() {
  const Lock lock(mutex_);
  return exchange_.take_candidates();
}

Exchange::Counters Engine::counters() {
  const Lock lock(mutex_);
  return exchange_.counters();
}

bool Engine::is_unattended(const Submission& submission) {
  if (!submission.completion || submission.group == nullptr) return submission.completion != nullptr;
  const Lock lock(mutex_);
  return !submission.group->pollable;
}

Result<void> Engine::start_background() {
  try {
    std::call_once(background_started_, [this] {
      background_ = std::make_unique<Background>([this] { run_background(); }, [this] { stop_background(); });
    });
  } catch (const std::system_error& error) {
    return tl::unexpected(no_thread_failure(error));
  }
  return {};
}

}  // namespace icmpwire
