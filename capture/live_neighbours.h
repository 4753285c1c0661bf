// Who is known on the link, who is being asked for, and what is held meanwhile: a state machine without I/O.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "capture/neighbour_frames.h"
#include "capture/system/network_tables.h"
#include "capture/wire.h"

namespace icmpwire {

// A datagram that waits for its neighbour's link address.
struct HeldDatagram {
  Octets octets;
  Route route;
};

// Not thread-safe.
class LiveNeighbours {
 public:
  struct Key {
    std::uint32_t device = 0;
    IpAddress address;
    friend auto operator<=>(const Key&, const Key&) = default;
  };

  // The link address, if it may be used without asking anybody. Nothing overtakes what is held.
  std::optional<MacAddress> fresh(const Key& key, Nanos now) const;
  bool holds(const Key& key) const;

  // The address to send to by what the kernel's table says; nullopt: hold the datagram. An address that the
  // kernel does not vouch for is believed for a second, and then again only once somebody has confirmed it.
  std::optional<MacAddress> consider(const SystemNeighbour& neighbour, Nanos now);

  // False where too much waits already.
  bool hold(const Key& key, HeldDatagram datagram);

  // The kernel asks for a neighbour that datagrams are held for, or we ask for any, as `from`. Nothing
  // changes where it is being asked for already.
  void kernel_asks(const Key& key, Nanos now);
  void we_ask(const Key& key, const IpAddress& from, Nanos now);

  bool knows(const Key& key) const { return entries_.count(key) != 0; }
  std::vector<Key> waiting() const;  // those that datagrams are held for

  // The neighbour answered: what was held for it may leave.
  std::vector<HeldDatagram> resolved(const Key& key, const MacAddress& address, Nanos now);
  // Nobody answered: what was held for it cannot leave.
  std::vector<HeldDatagram> unresolved(const Key& key);
  void forget_address(const Key& key);

  // Something sent at `departure` has not been answered in time. Addresses that nobody has confirmed since
  // may be old ones: none of them is used before it has been confirmed.
  void unanswered(Nanos departure) { doubtful_before_ = std::max(doubtful_before_, departure); }

  // Whose link address an answer gives: the one stated, or where none is, the one that was asked (RFC 4861
  // 7.2.5). nullopt: none, or one that may not replace what is known.
  std::optional<MacAddress> claimed(const Key& key, const NeighbourAnswer& answer) const;

  // What time brings.
  struct Question {
    Key key;
    IpAddress from;
    std::optional<MacAddress> to;  // who had the address last; nullopt: all
  };
  struct Due {
    std::vector<Question> questions;  // to be asked by us now
    std::vector<HeldDatagram> unreachable;
  };
  Due due(Nanos now);
  Nanos next_due() const;  // forever where nothing is

 private:
  struct Entry {
    std::optional<MacAddress> address;
    std::optional<MacAddress> doubted;  // not to be believed again before somebody confirms it
    Nanos believed_at{};
    Nanos fresh_until{};
    Nanos next_step = forever;  // of asking
    int questions_left = 0;     // of ours
    IpAddress from;             // in our questions
    std::vector<HeldDatagram> held;
  };

  Entry& entry(const Key& key);
  static void stop_asking(Entry& entry);
  static void believe(Entry& entry, const MacAddress& address, Nanos now);
  static void confirm(Entry& entry, const MacAddress& address, Nanos now);
  bool is_doubtful(const Entry& entry) const { return entry.believed_at < doubtful_before_; }
  bool is_fresh(const Entry& entry, Nanos now) const {
    return entry.fresh_until > now && !is_doubtful(entry);
  }

  std::map<Key, Entry> entries_;
  Nanos doubtful_before_{};
};

}  // namespace icmpwire
