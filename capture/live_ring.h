// One libpcap handle: a ring of received frames to read, and injection.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "packet/bytes.h"
#include "packet/link_type.h"
#include "packet/result.h"
#include "packet/time.h"

struct pcap;

namespace icmpwire {

struct RingPlan {
  std::string device;
  std::uint32_t longest = 0;  // octets of a frame that are kept
  std::uint32_t octets = 0;   // of the ring
  std::string filter;         // pcap-filter(7)
};

// One thread reads; any thread may inject.
class LiveRing {
 public:
  struct Packet {
    Bytes octets;  // valid until the next reading
    std::uint32_t original_length;
    Nanos stamp;  // wall clock
  };

  // Reason::no_privilege, no_such_device, device_down, unsupported (link type), device_cannot_inject.
  static Result<std::unique_ptr<LiveRing>> open(const RingPlan& plan);

  // The next packet, without waiting.
  std::optional<Packet> next();
  bool has_failed() const { return failed_; }  // the last reading; for the reader

  // The device has gone; nothing will come any more. Any thread may ask.
  bool is_gone() const;

  // Octets as they are, link header included. 0, or the errno.
  int inject(Bytes frame);

  LinkType link() const { return link_; }
  int descriptor() const { return descriptor_; }
  std::uint64_t dropped();  // by the kernel, for want of room; one thread at a time

 private:
  struct Close {
    void operator()(pcap* handle) const;
  };
  LiveRing() = default;

  std::unique_ptr<pcap, Close> handle_;
  LinkType link_ = LinkType::raw;
  int descriptor_ = -1;
  bool failed_ = false;
};

}  // namespace icmpwire
