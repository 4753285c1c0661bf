#include "capture/replay_wire.h"

#include <algorithm>

#include "capture/fitted_answer.h"
#include "capture/replay_pairing.h"
#include "capture/replay_spec.h"
#include "capture/virtual_wire.h"
#include "packet/ip.h"
#include "packet/reassembly.h"

namespace icmpwire {
namespace {

class ReplayWire final : public VirtualWire {
 public:
  ReplayWire(std::unique_ptr<CaptureReader> capture, ReplayIndex index, ReplaySpec spec)
      : VirtualWire(index.epoch(), spec.speed),
        capture_(std::move(capture)),
        index_(std::move(index)),
        spec_(std::move(spec)),
        reader_(*capture_, index_),
        pairing_(index_, reader_, spec_.rules) {}

  Result<Route> route(const IpAddress& to, const std::optional<IpAddress>& from) override;
  bool has_neighbour(const IpAddress& address) override;

 private:
  Result<void> transmit(Bytes datagram, const Route& route, Nanos departure) override;
  Result<void> answer(const IpDatagram& request, Nanos departure);
  void deliver_answer(const RecordedExchange& exchange, const RecordedAnswer& answer,
                      const IpDatagram& request, Nanos departure);
  Failure no_route(const IpAddress& to) const;
  static Failure not_icmp(const IpDatagram& datagram);

  const std::unique_ptr<CaptureReader> capture_;
  const ReplayIndex index_;
  const ReplaySpec spec_;
  std::mutex mutex_;  // of the reader and the pairing, which route asks too
  ExchangeReader reader_;
  ReplayPairing pairing_;
  Reassembly reassembly_;  // of live requests sent in fragments
  Octets message_;
};

Result<Route> ReplayWire::route(const IpAddress& to, const std::optional<IpAddress>& from) {
  const std::optional<Requester>& usual = index_.usual_requester(to.is_v4());
  if (!usual) return tl::unexpected(no_route(to));
  std::optional<Requester> requester;
  {
    const std::lock_guard lock(mutex_);
    requester = pairing_.requester_of(to);
  }
  if (!requester) requester = usual;
  Route route;
  route.destination = to;
  route.source = from.value_or(requester->address);
  route.next_hop = to;
  route.mtu = 65535;  // fragments are not asked of anybody: what was recorded is given for whole requests
  route.device = requester->device;
  if (to.is_v4() && to.v4().is_limited_broadcast()) route.kind = RouteKind::broadcast;
  if (to.is_v4() ? to.v4().is_multicast() : to.v6().is_multicast()) route.kind = RouteKind::multicast;
  return route;
}

// Whom requests were sent to is there.
bool ReplayWire::has_neighbour(const IpAddress& address) {
  const std::lock_guard lock(mutex_);
  return pairing_.requester_of(address).has_value();
}

Result<void> ReplayWire::transmit(Bytes datagram, const Route& /*route*/, Nanos departure) {
  const auto sent = parse_quoted_ip(datagram);  // mild: it may be malformed on purpose
  if (!sent) return {};
  if (!sent->is_icmp()) {
    return spec_.missing_times_out ? Result<void>() : tl::unexpected(not_icmp(*sent));
  }
  if (!sent->is_fragment) return answer(*sent, departure);
  const auto octets = reassembly_.add(*sent, departure);
  const auto whole = parse_quoted_ip(octets.value_or(Bytes()));
  return whole ? answer(*whole, departure) : Result<void>();
}

Result<void> ReplayWire::answer(const IpDatagram& request, Nanos departure) {
  if (request.payload.size() < icmp_header_octets) return {};
  if (!is_query_type(request.payload[0], request.is_v4())) return {};  // it asks for nothing (RFC 1122 3.2.2)
  const std::lock_guard lock(mutex_);
  const Result<const RecordedExchange*> exchange = pairing_.take(request);
  if (!exchange) {
    const bool is_silent = spec_.missing_times_out && exchange.error().reason == Reason::nothing_recorded;
    return is_silent ? Result<void>() : tl::unexpected(exchange.error());
  }
  for (const auto& all : {(*exchange)->answers(), (*exchange)->strays()}) {
    for (const RecordedAnswer& answer : all) deliver_answer(**exchange, answer, request, departure);
  }
  return {};
}

void ReplayWire::deliver_answer(const RecordedExchange& exchange, const RecordedAnswer& answer,
                                const IpDatagram& request, Nanos departure) {
  const FittedAnswer fitted(exchange, answer, request, message_);
  for (const RecordedPart& part : answer.parts) {
    Arrival arrival;
    arrival.octets = take_buffer();
    const auto size = fitted.fit(part, arrival.octets);
    if (!size) continue;
    arrival.at = departure + part.after;
    arrival.device = exchange.device();
    arrival.original_length = *size;
    deliver(std::move(arrival));
  }
}

Failure ReplayWire::no_route(const IpAddress& to) const {
  Failure failure;
  failure.operation = "replay a request to";
  failure.object = to_text(to);
  failure.reason = Reason::nothing_recorded;
  const std::string version = to.is_v4() ? "IPv4" : "IPv6";
  failure.detail = "no " + version + " request is recorded in " + spec_.path;
  if (const std::string passed_over = passed_over_text(index_.frames()); !passed_over.empty())
    failure.detail += "; passed over: " + passed_over;
  failure.needs = "needs a capture that holds " + version + " ICMP requests";
  failure.instead = "--wire replay:ANOTHER-FILE | --wire sim";
  return failure;
}

Failure ReplayWire::not_icmp(const IpDatagram& datagram) {
  const auto number = static_cast<std::uint8_t>(datagram.protocol);
  const std::string_view name = protocol_name(number);
  return Failure("replay a datagram to", to_text(datagram.destination), Reason::nothing_recorded,
                 "it carries " + (name.empty() ? "protocol " + std::to_string(number) : std::string(name)) +
                     ", and a replay answers ICMP alone",
                 {}, "missing=timeout, to which it is a request never answered | --wire sim");
}

}  // namespace

Result<std::unique_ptr<Wire>> open_replay_wire(WireSpec spec) {
  Result<ReplaySpec> replay = read_replay_spec(std::move(spec));
  if (!replay) return tl::unexpected(std::move(replay).error());
  Result<std::unique_ptr<CaptureReader>> capture = CaptureReader::open_seekable(replay->path);
  if (!capture) return tl::unexpected(std::move(capture).error());
  Result<ReplayIndex> index = ReplayIndex::read(**capture, replay->path, replay->choice);
  if (!index) return tl::unexpected(std::move(index).error());
  if (Result<void> result = refuse_other_links(*index, replay->path); !result)
    return tl::unexpected(std::move(result).error());
  return std::make_unique<ReplayWire>(std::move(*capture), std::move(*index), std::move(*replay));
}

}  // namespace icmpwire
