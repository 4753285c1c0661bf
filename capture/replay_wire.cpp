#include "capture/replay_wire.h"

#include <algorithm>
#include <map>

#include "capture/replay_fit.h"
#include "capture/replay_index.h"
#include "capture/replay_recording.h"
#include "capture/virtual_wire.h"
#include "packet/reassembly.h"

namespace icmpwire {
namespace {

class ReplayWire final : public VirtualWire {
 public:
  ReplayWire(Recording recording, std::string path)
      : VirtualWire(recording.epoch()),
        recording_(std::move(recording)),
        path_(std::move(path)),
        index_(recording_),
        usual_(most_frequent_requester()) {}

  Result<Route> route(const IpAddress& to, const std::optional<IpAddress>& from) override;

 private:
  // Where requests of the recording came from.
  struct Requester {
    Ipv4Address address;
    Device device;
  };

  Result<void> transmit(Bytes datagram, const Route& route, Nanos departure) override;
  void answer(const Ipv4Datagram& request, Nanos departure);
  Requester requester_of(const RecordedExchange& exchange) const;
  std::optional<Requester> most_frequent_requester() const;
  Failure no_route(const IpAddress& to, Reason reason, std::string detail) const;

  const Recording recording_;
  const std::string path_;
  ReplayIndex index_;                     // changes in transmit; what route reads of it does not
  const std::optional<Requester> usual_;  // nullopt where the recording holds no request
  Reassembly reassembly_;                 // of live requests sent in fragments
  Octets message_;
};

Result<Route> ReplayWire::route(const IpAddress& to, const std::optional<IpAddress>& from) {
  if (!to.is_v4()) return tl::unexpected(no_route(to, Reason::unsupported, "IPv6 is not replayed"));
  if (!usual_)
    return tl::unexpected(no_route(to, Reason::nothing_recorded, "no request is recorded in " + path_));
  const RecordedExchange* recorded = index_.find_destination(to.v4());
  const Requester requester = recorded != nullptr ? requester_of(*recorded) : *usual_;
  Route route;
  route.destination = to;
  route.source = from.value_or(requester.address);
  route.next_hop = to;
  route.mtu = 65535;  // fragments are not asked of anybody: what was recorded is given for whole requests
  route.device = requester.device;
  if (to.v4().is_limited_broadcast()) route.kind = RouteKind::broadcast;
  if (to.v4().is_multicast()) route.kind = RouteKind::multicast;
  return route;
}

Result<void> ReplayWire::transmit(Bytes datagram, const Route& /*route*/, Nanos departure) {
  const Parsed<Ipv4Datagram> sent = parse_quoted_ipv4(datagram);  // mild: it may be malformed on purpose
  if (!sent || sent->header.protocol != Protocol::icmp) return {};
  if (!sent->header.is_fragment()) {
    answer(*sent, departure);
  } else if (const auto octets = reassembly_.add(*sent, departure)) {
    if (const auto whole = parse_ipv4(*octets)) answer(*whole, departure);
  }
  return {};
}

void ReplayWire::answer(const Ipv4Datagram& request, Nanos departure) {
  if (request.payload.size() < query_header_octets) return;
  const RecordedExchange* exchange = index_.take(request);
  if (exchange == nullptr) return;
  const Parsed<Ipv4Datagram> recorded_request = parse_quoted_ipv4(recording_.octets(exchange->request));
  const RequestPair requests{*recorded_request, request};
  for (const RecordedAnswer& answer : recording_.answers(*exchange)) {
    const Bytes recorded_message = parse_quoted_ipv4(recording_.octets(answer.whole))->payload;
    fit_message(requests, recorded_message, message_);
    for (const RecordedPart& part : recording_.parts(answer)) {
      const Parsed<Ipv4Datagram> recorded = parse_quoted_ipv4(recording_.octets(part.datagram));
      Arrival arrival;
      arrival.octets = take_buffer();
      if (!fit_datagram(requests, *recorded, recorded_message.size(), message_, arrival.octets)) continue;
      arrival.at = departure + part.after;
      arrival.device = recording_.device(*exchange);
      if (recorded->truncated) arrival.original_length = read_u16(arrival.octets, 2);  // the total length
      deliver(std::move(arrival));
    }
  }
}

ReplayWire::Requester ReplayWire::requester_of(const RecordedExchange& exchange) const {
  return {parse_quoted_ipv4(recording_.octets(exchange.request))->header.source, recording_.device(exchange)};
}

std::optional<ReplayWire::Requester> ReplayWire::most_frequent_requester() const {
  struct Count {
    std::size_t requests = 0;
    const RecordedExchange* first = nullptr;
  };
  std::map<Ipv4Address, Count> counts;
  for (const RecordedExchange& exchange : recording_.exchanges()) {
    Count& count = counts[requester_of(exchange).address];
    if (count.requests++ == 0) count.first = &exchange;
  }
  const auto fewer = [](const auto& left, const auto& right) {
    return left.second.requests < right.second.requests;
  };
  const auto most = std::max_element(counts.begin(), counts.end(), fewer);
  if (most == counts.end()) return std::nullopt;
  return requester_of(*most->second.first);
}

Failure ReplayWire::no_route(const IpAddress& to, Reason reason, std::string detail) const {
  Failure failure;
  failure.operation = "replay a request to";
  failure.object = to_text(to);
  failure.reason = reason;
  failure.detail = std::move(detail);
  failure.needs = "needs a capture that holds IPv4 ICMP requests";
  failure.instead = "--wire replay:ANOTHER-FILE | --wire sim";
  return failure;
}

}  // namespace

Result<std::unique_ptr<Wire>> open_replay_wire(WireSpec spec) {
  if (Result<void> result = spec.refuse_unknown_keys(); !result)
    return tl::unexpected(std::move(result).error());
  if (spec.name.empty()) {
    Failure failure;
    failure.operation = "open the wire";
    failure.object = spec.kind;
    failure.reason = Reason::bad_spec;
    failure.detail = "no capture file is named";
    failure.instead = "replay:FILE";
    return tl::unexpected(std::move(failure));
  }
  Result<Recording> recording = Recording::read(spec.name);
  if (!recording) return tl::unexpected(std::move(recording).error());
  return std::make_unique<ReplayWire>(std::move(*recording), spec.name);
}

}  // namespace icmpwire
