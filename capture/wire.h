// A wire: the network as seen from one host, in whole IP datagrams. Live, replayed and simulated ones look
// the same.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "packet/address.h"
#include "packet/bytes.h"
#include "packet/link_type.h"
#include "packet/result.h"
#include "packet/time.h"

namespace icmpwire {

// A device's name without allocation; Linux names are at most 15 octets, Npcap's longer ones are cut.
class DeviceName {
 public:
  constexpr DeviceName() = default;
  constexpr DeviceName(std::string_view name) {
    for (; size_ < name.size() && size_ < name_.size(); ++size_) name_[size_] = name[size_];
  }
  constexpr std::string_view view() const { return {name_.data(), size_}; }
  // Whether it was made of that name.
  constexpr bool holds(std::string_view name) const { return view() == name.substr(0, name_.size()); }

 private:
  std::array<char, 47> name_{};
  std::uint8_t size_ = 0;
};

struct Device {
  std::uint32_t index = 0;  // the system's interface index; virtual wires count from 1
  DeviceName name;
};

enum class Direction : std::uint8_t { inbound, outbound };

// One packet as it passed the wire.
struct Frame {
  Bytes octets;  // with the link header
  LinkType link = LinkType::raw;
  std::uint32_t datagram_at = 0;      // where the IP datagram begins
  std::uint32_t original_length = 0;  // octets it had on the wire; more than octets.size() where it was cut
  Device device;
  Nanos at{};  // wire time
  Direction direction = Direction::inbound;
  bool local = false;  // made by the wire itself: what a kernel would have reported

  Bytes datagram() const { return octets.subspan(datagram_at); }
  bool is_cut() const { return original_length > octets.size(); }
};

enum class RouteKind : std::uint8_t { unicast, local, broadcast, multicast };

// How a destination is reached, as far as the sender of a datagram must know.
struct Route {
  IpAddress destination;
  IpAddress source;       // the address that the datagram should carry
  IpAddress next_hop;     // the destination itself where it is on the link
  std::uint32_t mtu = 0;  // octets of the largest datagram, by the device and by what is known of the path
  std::uint32_t link_mtu = 0;  // by the device alone; 0: nothing else is known
  Device device;
  RouteKind kind = RouteKind::unicast;
};

// A datagram that was sent. `frame.at` is its departure. Where it is held (its neighbour's address is being
// asked for) there is no frame yet: `receive` hands it out, outbound, when it leaves.
struct Sent {
  Frame frame;        // octets valid until this thread's next send on any wire
  bool held = false;  // then frame.at is the time of the call
};

// Any thread may call now, route, send and interrupt at any time, while one other thread receives; one thread
// at a time receives.
class Wire {
 public:
  virtual ~Wire() = default;

  // The wire's own monotonic clock. Virtual wires jump to their next event in `receive`, and nowhere else.
  virtual Nanos now() = 0;

  // Fails with Reason::no_route, host_unreachable, source_not_ours (`from` is no address of ours),
  // device_down, unsupported (IP version), or for want of privilege where the device has to be opened first.
  // A `from` of all zeros is none. An address that needs a zone and has none gets that of `from`, or of the
  // only link with such addresses; where there are several the failure says what to choose from.
  virtual Result<Route> route(const IpAddress& to, const std::optional<IpAddress>& from) = 0;

  // Sends one datagram as it is, every octet. Never waits for a neighbour. A virtual wire that holds no
  // answer for it still answers Sent: nothing comes back then.
  virtual Result<Sent> send(Bytes datagram, const Route& route) = 0;

  // Sends a frame whose link header the caller wrote, over the route's device: of `frame` the octets, the
  // link type and where the datagram begins count. A device injects it as it is, every octet, or refuses it
  // (Reason::device_cannot_inject). Wires without link headers look at the datagram in it, and nobody is
  // asked for the neighbour's address.
  virtual Result<Sent> send_frame(const Frame& frame, const Route& route) {
    return send(frame.datagram(), route);
  }

  // The frame that `send` would make of the datagram: what `send_frame` may begin with. Waits for the
  // neighbour's address, and is for the thread that receives, which loses nothing that comes meanwhile.
  // Reason::host_unreachable where nobody has the address. Octets valid until this thread's next send, and as
  // long as the datagram's.
  virtual Result<Frame> framed(Bytes datagram, const Route& route);

  // The next packet, waiting until wire time `until` for it; an `until` that has passed asks for what is
  // there already. nullopt: `until` came, or somebody interrupted. The frame's octets are valid until the
  // next call.
  virtual Result<std::optional<Frame>> receive(Nanos until) = 0;

  // Makes the receive that is under way, or else the next one, return early. Nothing is lost.
  virtual void interrupt() = 0;

  // A request that left at `departure` has not been answered in time: where the wire has sent it by what it
  // remembered of the network, it must not go on doing so unasked.
  virtual void unanswered(Nanos /*departure*/) {}

  // What the caller wants to have written beside the datagram that this thread sends next: the call and its
  // arguments. Wires that record take notes; to the others nothing need be said.
  virtual bool takes_notes() { return false; }
  virtual void note(std::string_view /*text*/) {}

  // Whether a host of that address would answer on our own link when its link address is asked for. Virtual
  // wires know; it is for who shows their hosts to others.
  virtual bool has_neighbour(const IpAddress& /*address*/) { return false; }

  // Packets that the system dropped before they could be read; counted since opening.
  virtual std::uint64_t dropped() { return 0; }

  // Wall-clock time of wire time zero, in nanoseconds since 1970: what a recorder adds to write instants.
  virtual Nanos epoch() { return Nanos{}; }

  // Readable (poll) whenever `receive` would find something; -1 on wires without one.
  virtual int descriptor() { return -1; }
};

}  // namespace icmpwire
