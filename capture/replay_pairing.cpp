#include "capture/replay_pairing.h"

#include <algorithm>

#include "capture/request_matching.h"
#include "packet/field_difference.h"

namespace icmpwire {
namespace {

// Those of the candidates that fit, where they differ in the aspect; else all.
template <class Candidates, class Aspect, class Wanted>
void narrow(Candidates& candidates, Aspect aspect, const Wanted& wanted) {
  if (candidates.size() < 2) return;
  std::erase_if(candidates, [&](const auto* kind) { return !(kind->*aspect == wanted); });
}

template <class Candidates, class Aspect>
bool differ(const Candidates& candidates, Aspect aspect) {
  return std::any_of(candidates.begin(), candidates.end(),
                     [&](const auto* kind) { return !(kind->*aspect == candidates.front()->*aspect); });
}

Octets copy_of(Bytes octets) { return {octets.begin(), octets.end()}; }

std::string count_of(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

constexpr std::size_t most_named = 3;  // of what comes near, in a failure

std::string options_text(const Octets& options) { return options.empty() ? "none" : to_hex(options); }

}  // namespace

Result<const RecordedExchange*> ReplayPairing::take(const IpDatagram& request) {
  Destination& recorded = destination(request.destination);
  if (rules_.pairing == Pairing::exact) return take_exactly(request, recorded);
  Candidates candidates;
  for (Kind& kind : recorded.kinds) {
    if (kind.type == request.payload[0]) candidates.push_back(&kind);
  }
  if (differ(candidates, &Kind::ttl)) narrow(candidates, &Kind::ttl, request.ttl);
  if (differ(candidates, &Kind::options)) narrow(candidates, &Kind::options, copy_of(request.extras));
  if (differ(candidates, &Kind::length)) narrow(candidates, &Kind::length, request.stated_payload());
  if (candidates.empty() || candidates.front()->is_used_up(rules_.pairing)) {
    return tl::unexpected(nothing_for(request, recorded));
  }
  return give(request, *candidates.front());
}

// The next one of those that have the request's TTL, options and length must be the request.
Result<const RecordedExchange*> ReplayPairing::take_exactly(const IpDatagram& request,
                                                            Destination& recorded) {
  Kind* nearest = nullptr;
  for (Kind& kind : recorded.kinds) {
    if (kind.type != request.payload[0] || kind.is_used_up(rules_.pairing)) continue;
    const bool fits = kind.ttl == request.ttl && kind.length == request.stated_payload() &&
                      equal(kind.options, request.extras);
    if (nearest == nullptr || fits) nearest = &kind;
    if (fits) break;
  }
  if (nearest == nullptr) return tl::unexpected(nothing_for(request, recorded));
  const auto query = index_.queries_to(request.destination)[nearest->queries[nearest->taken]];
  if (Result<void> result = reader_.read(query, exchange_); !result)
    return tl::unexpected(std::move(result).error());
  std::vector<FieldDifference> differing =
      differences(exchange_.query().octets, request.octets, LinkType::raw);
  if (!rules_.strict_keys) {
    std::erase_if(differing,
                  [](const FieldDifference& difference) { return request_keys().covers(difference.field); });
  }
  if (differing.empty()) {
    ++nearest->taken;
    return &exchange_;
  }
  return tl::unexpected(Failure("replay a request to", to_text(request.destination), Reason::nothing_recorded,
                                "the next recorded request differs in " + to_text(differing),
                                "needs the recorded request, field by field (mode=exact" +
                                    std::string(rules_.strict_keys ? "&keys=strict)" : ")"),
                                "mode=relaxed"));
}

Result<const RecordedExchange*> ReplayPairing::give(const IpDatagram& request, Kind& kind) {
  const std::uint32_t number = kind.queries[kind.taken % kind.queries.size()];
  if (Result<void> result = reader_.read(index_.queries_to(request.destination)[number], exchange_); !result)
    return tl::unexpected(std::move(result).error());
  ++kind.taken;
  return &exchange_;
}

std::optional<Requester> ReplayPairing::requester_of(const IpAddress& address) {
  return destination(address).requester;
}

ReplayPairing::Destination& ReplayPairing::destination(const IpAddress& address) {
  const std::span<const IndexedQuery> queries = index_.queries_to(address);
  if (queries.empty()) return nowhere_;
  const auto [entry, is_new] = destinations_.try_emplace(address);
  Destination& recorded = entry->second;
  if (!is_new) return recorded;
  std::uint32_t number = 0;
  for (const IndexedQuery& query : queries) {
    const bool is_read = reader_.read_head(query, exchange_).has_value();
    if (is_read && exchange_.query().is_fragment) (void)reader_.read(query, exchange_);
    if (is_read && exchange_.query().destination == address) add(exchange_.query(), number, recorded);
    if (is_read && !recorded.requester && exchange_.query().destination == address)
      recorded.requester = Requester{exchange_.query().source, exchange_.device()};
    ++number;
  }
  return recorded;
}

void ReplayPairing::add(const IpDatagram& query, std::uint32_t number, Destination& recorded) {
  if (query.payload.empty()) return;
  Kind kind;
  kind.destination = query.destination;
  kind.type = query.payload[0];
  kind.ttl = query.ttl;
  kind.length = query.stated_payload();
  kind.options = copy_of(query.extras);
  const auto [entry, is_new] = recorded.kind_of.try_emplace(
      std::tuple(kind.type, kind.ttl, kind.length, kind.options), recorded.kinds.size());
  if (is_new) recorded.kinds.push_back(std::move(kind));
  recorded.kinds[entry->second].queries.push_back(number);
}

Failure ReplayPairing::nothing_for(const IpDatagram& request, const Destination& recorded) {
  Failure failure("replay a request to", to_text(request.destination), Reason::nothing_recorded);
  failure.instead = "icmpwire replay FILE, which lists what it holds";
  if (recorded.kinds.empty()) {
    failure.detail = nothing_to(request.destination);
    return failure;
  }
  const bool is_used_up = std::any_of(recorded.kinds.begin(), recorded.kinds.end(), [&](const Kind& kind) {
    return kind.type == request.payload[0] && kind.is_used_up(rules_.pairing);
  });
  if (is_used_up) failure.instead += " | mode=loop";
  std::vector<const Kind*> kinds;
  for (const Kind& kind : recorded.kinds) kinds.push_back(&kind);
  std::stable_sort(kinds.begin(), kinds.end(), [&](const Kind* left, const Kind* right) {
    return std::pair(left->type != request.payload[0], left->ttl != request.ttl) <
           std::pair(right->type != request.payload[0], right->ttl != request.ttl);
  });
  failure.detail = "nothing recorded fits";
  for (std::size_t i = 0; i < std::min(kinds.size(), most_named); ++i) {
    failure.detail += (i == 0 ? ": " : "; ") + why_not(request, *kinds[i]);
  }
  if (kinds.size() > most_named) failure.detail += "; ...";
  return failure;
}

// "none to it is recorded; 4 requests are, to 10.9.3.3, 10.9.1.2"
std::string ReplayPairing::nothing_to(const IpAddress& destination) {
  std::optional<std::string>& known = destination.is_v4() ? some_v4_ : some_v6_;
  if (!known) known = some_destinations(destination.is_v4());
  const std::size_t count = index_.queries().size();
  return "none to it is recorded; " + count_of(count, "request") + (count == 1 ? " is" : " are") + *known;
}

// The first ones of the version in the capture: ", to 10.9.3.3, 10.9.1.2, ..."; empty where none is found.
std::string ReplayPairing::some_destinations(bool is_v4) {
  constexpr std::size_t most_read = 64;
  std::vector<IndexedQuery> first_ones;  // to each destination
  for (const IndexedQuery& query : index_.queries()) {
    if (first_ones.empty() || first_ones.back().destination_hash != query.destination_hash)
      first_ones.push_back(query);
  }
  std::sort(first_ones.begin(), first_ones.end(),
            [](const IndexedQuery& left, const IndexedQuery& right) { return left.first < right.first; });
  std::string text;
  std::size_t named = 0;
  for (std::size_t i = 0; i < std::min(first_ones.size(), most_read); ++i) {
    if (!reader_.read_head(first_ones[i], exchange_)) continue;
    const IpAddress& destination = exchange_.query().destination;
    if (destination.is_v4() != is_v4) continue;
    if (named++ == most_named) return text + ", ...";
    text += (named == 1 ? ", to " : ", ") + to_text(destination);
  }
  return text;
}

// "2 with TTL 64 (here 63)", "5 like this one, all given out"
std::string ReplayPairing::why_not(const IpDatagram& request, const Kind& kind) const {
  std::string differing;
  const auto add = [&](const std::string& what, const std::string& was, const std::string& is) {
    differing += (differing.empty() ? " with " : ", ") + what + " " + was + " (here " + is + ")";
  };
  if (kind.type != request.payload[0])
    add("ICMP type", std::to_string(kind.type), std::to_string(request.payload[0]));
  if (kind.ttl != request.ttl)
    add(request.is_v4() ? "TTL" : "hop limit", std::to_string(kind.ttl), std::to_string(request.ttl));
  if (!equal(kind.options, request.extras))
    add(request.is_v4() ? "options" : "extension headers", options_text(kind.options),
        options_text(copy_of(request.extras)));
  if (kind.length != request.stated_payload())
    add("length", std::to_string(kind.length), std::to_string(request.stated_payload()));
  std::string text =
      count_of(kind.queries.size(), "request") + (differing.empty() ? " like this one" : differing);
  if (kind.is_used_up(rules_.pairing)) text += ", all given out";
  return text;
}

}  // namespace icmpwire
