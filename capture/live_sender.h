// How a live wire's datagrams leave: by injection on a device, or through the kernel to ourselves.
#pragma once

#include <mutex>
#include <optional>

#include "capture/live_devices.h"
#include "capture/live_resolver.h"
#include "capture/live_witness.h"
#include "capture/system/local_sender.h"
#include "capture/wire.h"

namespace icmpwire {

// Thread-safe.
class LiveSender {
 public:
  // With a witness what is sent is known when the witness has seen it: Sent is `held`.
  LiveSender(LiveDevices& devices, LiveResolver& resolver, LiveWitness* witness)
      : devices_(devices), resolver_(resolver), witness_(witness) {}

  // Makes ready what sending to ourselves needs. Reason::no_privilege.
  Result<void> prepare_local();

  // As Wire::send and Wire::send_frame.
  Result<Sent> send(Bytes datagram, const Route& route);
  Result<Sent> send_frame(const Frame& frame, const Route& route);

  // The station that the route's datagrams are for, all zeros for ourselves. nullopt: it is being asked for,
  // and the datagram is held.
  Result<std::optional<MacAddress>> destination(Bytes datagram, const Route& route);

  // The datagram's frame, and the same put on its device now. The octets of the frame lie in `scratch`.
  Result<Frame> framed(Bytes datagram, const Route& route, const MacAddress& to, Octets& scratch);
  Result<Frame> inject(Bytes datagram, const Route& route, const MacAddress& to, Octets& scratch);

  // What this thread sent last, as Sent::frame promises.
  static Octets& sent_octets();

 private:
  Result<LiveDevice*> device_of(const Route& route);
  Result<void> put(Frame& frame, LiveDevice& device, const Route& route);
  Sent reported(const Frame& frame) const;
  Result<Sent> send_local(Bytes datagram, const Route& route);

  LiveDevices& devices_;
  LiveResolver& resolver_;
  LiveWitness* const witness_;  // nullptr: none
  std::mutex opening_local_;
  std::optional<LocalSender> local_storage_;
  std::atomic<const LocalSender*> local_{nullptr};
};

}  // namespace icmpwire
