// What an ICMP handle stands for: an engine, an IP version, and the requests that are being made with it.
#pragma once

#include <icmpapi.h>

#include <memory>

#include "api/engine.h"
#include "api/handle_table.h"

namespace icmpwire {

enum class IpVersion : std::uint8_t { v4, v6 };

// Thread-safe.
class IcmpHandle final : public HandleObject {
 public:
  IcmpHandle(std::shared_ptr<Engine> engine, IpVersion version)
      : engine_(std::move(engine)), version_(version) {}

  Engine& engine() { return *engine_; }
  IpVersion version() const { return version_; }
  RequestGroup& requests() { return requests_; }

  // Waits for the requests made with it. Not to be called from a trace function, which may be what they wait
  // for.
  void closed() override;

 private:
  const std::shared_ptr<Engine> engine_;
  const IpVersion version_;
  RequestGroup requests_;  // guarded by the engine's lock
};

// A handle on the engine; INVALID_HANDLE_VALUE with the last error where there is none.
HANDLE open_icmp_handle(Result<std::shared_ptr<Engine>> engine, IpVersion version);

// What is behind an ICMP handle; empty where there is no such handle.
std::shared_ptr<IcmpHandle> icmp_handle(HANDLE handle);

// False, with the last error, in a trace function: what would be waited for may wait for that function.
bool may_wait();

}  // namespace icmpwire
