#include "cli/path_session.h"

#include <algorithm>

#include "api/engines.h"
#include "capture/open_wire.h"
#include "cli/refusal.h"

namespace icmpwire::cli {
namespace {

// That one request cannot be sent need not keep others from being sent.
bool is_of_one_request(Reason reason) {
  return reason == Reason::nothing_recorded || reason == Reason::too_big;
}

}  // namespace

Result<std::unique_ptr<PathSession>> PathSession::open(const PathSwitches& switches, bool with_witness) {
  std::unique_ptr<PathSession> session(new PathSession(switches));
  auto spec = choose_wire(switches);
  if (!spec) return tl::unexpected(std::move(spec.error()));
  session->spec_ = std::move(*spec);
  const std::string opened = with_witness ? witnessed(session->spec_) : session->spec_;
  auto wire = open_chosen_wire(opened, switches);
  if (!wire) return tl::unexpected(std::move(wire.error()));
  session->engine_ = std::make_unique<Engine>(std::move(*wire), exchange_settings(session->spec_));
  session->signals_ = std::make_unique<SignalWatch>(session->engine_->wire());
  return session;
}

Result<PathTarget> PathSession::find(const std::string& name) {
  const auto address = look_up(name, switches_.versions);
  if (!address) return tl::unexpected(address.error());
  PathTarget target;
  target.name = name;
  target.address = on_chosen_link(*address, switches_);
  const auto route = engine_->wire().route(target.address, request_to(target.address).from);
  if (!route) return tl::unexpected(route.error());
  if (route->kind == RouteKind::broadcast || route->kind == RouteKind::multicast) {
    return refusal("look at the path to", to_text(target.address), "it is the address of many hosts",
                   "the address of one");
  }
  target.address = route->destination;
  target.source = route->source;
  target.mtu = route->link_mtu != 0 ? route->link_mtu : route->mtu;
  return target;
}

Request PathSession::request_to(const IpAddress& to) const {
  Request request;
  request.to = to;
  request.from = switches_.source ? switches_.source : parse_ip_address(switches_.interface);
  request.tos = switches_.tos;
  request.timeout = switches_.timeout;
  return request;
}

Result<SurveyCosts> PathSession::run(Survey& survey) {
  costs_ = {};
  while (!signals_->stop() && !survey.finished()) {
    const auto request = survey.next(engine_->wire().now());
    if (request) {
      if (auto sent = send(survey, *request); !sent) return tl::unexpected(std::move(sent.error()));
    } else if (pending_.empty() && survey.resumes_at() == forever) {
      break;
    } else {
      engine_->pump(survey.resumes_at());
    }
    if (auto collected = collect(survey); !collected) return tl::unexpected(std::move(collected.error()));
  }
  for (const Pending& pending : pending_) engine_->release(pending.ticket);
  pending_.clear();
  costs_.interrupted = signals_->stop();
  return costs_;
}

Result<void> PathSession::send(Survey& survey, const Request& request) {
  const std::size_t number = costs_.requests++;
  const auto ticket = engine_->submit(request);
  if (ticket) {
    pending_.push_back({number, *ticket});
    return {};
  }
  if (!is_of_one_request(ticket.error().reason)) return tl::unexpected(ticket.error());
  Outcome refused;
  refused.ending = Ending::not_sent;
  survey.take(number, refused, {}, engine_->wire().now());
  return {};
}

Result<void> PathSession::collect(Survey& survey) {
  Result<void> result;
  std::erase_if(pending_, [&](const Pending& pending) {
    if (!engine_->ended(pending.ticket)) return false;
    const Outcome& outcome = engine_->outcome(pending.ticket);
    const bool refused = outcome.ending == Ending::not_sent;
    if (refused && !is_of_one_request(outcome.failure->reason)) result = tl::unexpected(*outcome.failure);
    count(outcome);
    const Bytes sent = refused ? Bytes{} : engine_->request_datagram(pending.ticket);
    survey.take(pending.number, outcome, sent, engine_->wire().now());
    if (views_ != nullptr) show(outcome, sent);
    engine_->release(pending.ticket);
    return true;
  });
  return result;
}

void PathSession::show(const Outcome& outcome, Bytes sent) {
  const Nanos departure = engine_->wire().epoch() + outcome.departure;
  views_->add(sent, departure);
  for (std::size_t i = 0; i < outcome.reception_count; ++i)
    views_->add(outcome.receptions[i].datagram, departure + outcome.receptions[i].round_trip);
}

void PathSession::count(const Outcome& outcome) {
  if (outcome.ending == Ending::not_sent) return;
  costs_.first_departure = std::min(costs_.first_departure, outcome.departure);
  if (outcome.reception_count == 0) return;
  ++costs_.answers;
  costs_.last_arrival =
      std::max(costs_.last_arrival, outcome.departure + outcome.receptions.front().round_trip);
}

}  // namespace icmpwire::cli
