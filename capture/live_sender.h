// How a live wire's datagrams leave: by injection on a device, or through the kernel to ourselves.
#pragma once

#include <mutex>
#include <optional>

#include "capture/live_devices.h"
#include "capture/live_resolver.h"
#include "capture/system/local_sender.h"
#include "capture/wire.h"

namespace icmpwire {

// Thread-safe.
class LiveSender {
 public:
  LiveSender(LiveDevices& devices, LiveResolver& resolver) : devices_(devices), resolver_(resolver) {}

  // Makes ready what sending to ourselves needs. Reason::no_privilege.
  Result<void> prepare_local();

  // As Wire::send.
  Result<Sent> send(Bytes datagram, const Route& route);

  // Puts the datagram on its device now. The octets of the frame lie in `scratch`.
  Result<Frame> inject(Bytes datagram, const Route& route, const MacAddress& to, Octets& scratch);

 private:
  Result<LiveDevice*> device_of(const Route& route);
  Result<std::optional<MacAddress>> destination(Bytes datagram, const Route& route, LiveDevice& device);
  Result<Sent> send_local(Bytes datagram, const Route& route);

  LiveDevices& devices_;
  LiveResolver& resolver_;
  std::mutex opening_local_;
  std::optional<LocalSender> local_storage_;
  std::atomic<const LocalSender*> local_{nullptr};
};

}  // namespace icmpwire
