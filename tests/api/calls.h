// Small parts that tests of the C interface share: addresses, handles, events and guarded buffers.
#pragma once

#include <icmpwire_apc.h>
// The routine's type decides how the calls of icmpapi.h are declared.
#define PIO_APC_ROUTINE_DEFINED
#include <icmpwire.h>
#include <icmpwire_wait.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace icmpwire::test {

inline IPAddr ip_address(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
  const std::uint8_t octets[] = {a, b, c, d};
  IPAddr address;
  std::memcpy(&address, octets, sizeof address);
  return address;
}

inline const IPAddr loopback = ip_address(127, 0, 0, 1);
inline const IPAddr silent_host = ip_address(192, 18, 1, 1);

// No test waits so long unless it fails.
inline constexpr DWORD patience = 20'000;

// An ICMP handle on a wire.
class Handle {
 public:
  explicit Handle(const std::string& spec = "sim", int version = 4)
      : value_(version == 4 ? IcmpwireCreateFile(spec.c_str()) : Icmpwire6CreateFile(spec.c_str())) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { close(); }

  HANDLE get() const { return value_; }
  operator HANDLE() const { return value_; }
  BOOL close() { return IcmpCloseHandle(std::exchange(value_, INVALID_HANDLE_VALUE)); }
  BOOL detach() { return IcmpwireCloseHandle(std::exchange(value_, INVALID_HANDLE_VALUE), ICMPWIRE_DETACH); }

 private:
  HANDLE value_;
};

class EventHandle {
 public:
  explicit EventHandle(bool manual_reset = false)
      : value_(icmpwire_create_event(manual_reset, FALSE, nullptr)) {}
  EventHandle(const EventHandle&) = delete;
  EventHandle& operator=(const EventHandle&) = delete;
  ~EventHandle() { icmpwire_close_handle(value_); }

  operator HANDLE() const { return value_; }
  bool wait(DWORD milliseconds = patience) const {
    return icmpwire_wait_for_single_object(value_, milliseconds, FALSE) == WAIT_OBJECT_0;
  }
  bool is_set() const { return wait(0); }  // an auto-reset event is reset by it

 private:
  HANDLE value_;
};

// A reply buffer between guard octets, at an odd address, filled with 0xcc.
class GuardedBuffer {
 public:
  explicit GuardedBuffer(std::size_t size) : octets_(size + 2 * guard + 1, 0xcc), size_(size) {}

  std::uint8_t* data() { return octets_.data() + guard + 1; }
  const std::uint8_t* data() const { return octets_.data() + guard + 1; }
  DWORD size() const { return static_cast<DWORD>(size_); }

  bool guards_hold() const {
    return std::all_of(octets_.begin(), octets_.begin() + guard + 1, is_filling) &&
           std::all_of(octets_.end() - guard, octets_.end(), is_filling);
  }
  friend bool operator==(const GuardedBuffer&, const GuardedBuffer&) = default;
  bool is_untouched() const { return std::all_of(octets_.begin(), octets_.end(), is_filling); }

  template <class Reply = ICMP_ECHO_REPLY>
  Reply reply(std::size_t index = 0) const {
    Reply reply;
    std::memcpy(&reply, data() + index * sizeof reply, sizeof reply);
    return reply;
  }

 private:
  static constexpr std::ptrdiff_t guard = 32;
  static bool is_filling(std::uint8_t octet) { return octet == 0xcc; }

  std::vector<std::uint8_t> octets_;
  std::size_t size_;
};

// The octets 0, 1, 2, ...
inline std::vector<std::uint8_t> pattern(std::size_t size) {
  std::vector<std::uint8_t> octets(size);
  for (std::size_t i = 0; i < size; ++i) octets[i] = static_cast<std::uint8_t>(i);
  return octets;
}

// How a call is to make its end known.
struct NoticeOf {
  HANDLE event = nullptr;
  PIO_APC_ROUTINE routine = nullptr;
  PVOID context = nullptr;
};

// What an APC was told, and how often.
struct ApcCalls {
  int times = 0;
  IO_STATUS_BLOCK status{};
  ULONG reserved = 1;
  DWORD thread = 0;

  static void routine(PVOID context, PIO_STATUS_BLOCK status, ULONG reserved) {
    auto& calls = *static_cast<ApcCalls*>(context);
    ++calls.times;
    calls.status = *status;
    calls.reserved = reserved;
    calls.thread = icmpwire_current_thread_identifier();
  }
  // Waits alertably until an APC has run; false where none came.
  bool wait(DWORD milliseconds = patience) const {
    return times > 0 || icmpwire_sleep(milliseconds, TRUE) == WAIT_IO_COMPLETION;
  }
};

}  // namespace icmpwire::test
