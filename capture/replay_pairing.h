// Which recorded exchange a live request gets, and why none where there is none.
#pragma once

#include <map>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "capture/recorded_exchange.h"

namespace icmpwire {

enum class Pairing : std::uint8_t {
  relaxed,  // each exchange once
  loop,     // again from the first one when all were given
  exact,    // each once, and only for the request that was recorded
};

struct PairingRules {
  Pairing pairing = Pairing::relaxed;
  // exact: identifier, sequence, IP identification and the checksums count too.
  bool strict_keys = false;
};

// By destination and type, then TTL, options and length, each only where the recorded requests that are left
// differ in it, then in the order of the capture. Not thread-safe.
class ReplayPairing {
 public:
  // All must outlive the pairing.
  ReplayPairing(const ReplayIndex& index, ExchangeReader& reader, PairingRules rules)
      : index_(index), reader_(reader), rules_(rules) {}

  // Takes the exchange for a whole request and reads it. Reason::nothing_recorded where there is none, or
  // none any more: `detail` and `needs` say which come nearest, and why each did not fit. Reason::bad_file
  // where the capture has changed.
  Result<const RecordedExchange*> take(const IpDatagram& request);

  // Where the requests to a destination came from, by the first one of them.
  std::optional<Requester> requester_of(const IpAddress& destination);

 private:
  // Requests that are told apart by nothing but their order.
  struct Kind {
    IpAddress destination;
    std::uint8_t type = 0;
    std::uint8_t ttl = 0;
    std::size_t length = 0;  // octets of the ICMP message
    Octets options;
    std::vector<std::uint32_t> queries;  // in the index' span for the destination
    std::size_t taken = 0;
    bool is_used_up(Pairing pairing) const { return pairing != Pairing::loop && taken == queries.size(); }
  };
  struct Destination {
    std::vector<Kind> kinds;
    std::map<std::tuple<std::uint8_t, std::uint8_t, std::size_t, Octets>, std::size_t> kind_of;
    std::optional<Requester> requester;
  };
  using Candidates = std::vector<Kind*>;

  Destination& destination(const IpAddress& address);
  void add(const IpDatagram& query, std::uint32_t number, Destination& destination);
  Result<const RecordedExchange*> give(const IpDatagram& request, Kind& kind);
  Failure nothing_for(const IpDatagram& request, const Destination& destination);
  std::string nothing_to(const IpAddress& destination);
  std::string some_destinations(bool is_v4);
  std::string why_not(const IpDatagram& request, const Kind& kind) const;
  Result<const RecordedExchange*> take_exactly(const IpDatagram& request, Destination& destination);

  struct AddressHash {
    std::size_t operator()(const IpAddress& address) const { return destination_hash_of(address); }
  };
  const ReplayIndex& index_;
  ExchangeReader& reader_;
  const PairingRules rules_;
  std::unordered_map<IpAddress, Destination, AddressHash> destinations_;
  Destination nowhere_;  // to which nothing is recorded
  RecordedExchange exchange_;
  std::optional<std::string> some_v4_, some_v6_;  // some_destinations
};

}  // namespace icmpwire
