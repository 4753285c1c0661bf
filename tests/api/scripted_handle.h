// ICMP handles on a wire whose answers the test writes.
#pragma once

// First: it decides how icmpapi.h declares its calls.
#include "tests/api/calls.h"
//
#include "api/icmp_handle.h"
#include "tests/api/scripted_wire.h"
#include "tests/icmp/exchange_fixture.h"

namespace icmpwire::test {

using Replies = std::vector<ScriptedWire::Reply>;

// A handle on such a wire, closed at the end.
class ScriptedHandle {
 public:
  explicit ScriptedHandle(ScriptedWire::Script script)
      : value_(open_icmp_handle(
            std::make_shared<Engine>(std::make_unique<ScriptedWire>(std::move(script)), Exchange::Settings{}),
            IpVersion::v4)) {}
  ScriptedHandle(const ScriptedHandle&) = delete;
  ScriptedHandle& operator=(const ScriptedHandle&) = delete;
  ~ScriptedHandle() { IcmpCloseHandle(value_); }

  operator HANDLE() const { return value_; }

 private:
  HANDLE value_;
};

// An ICMP error of any type and code about a datagram, as a router sends it.
inline Octets icmp_error(std::uint8_t type, std::uint8_t code, Bytes about) {
  Octets message = {type, code, 0, 0, 0, 0, 0, 0};
  message.insert(message.end(), about.begin(), about.begin() + 28);
  write_u16(message, 2, internet_checksum(message));
  return datagram(router, us, message, 64);
}

}  // namespace icmpwire::test
