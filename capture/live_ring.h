// One libpcap handle: a ring of received frames to read, and injection.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "capture/system/packet_filter.h"
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
  enum class Shows : std::uint8_t {
    arrivals,
    arrivals_and_ours,  // and what left by a marked socket (packet_filter.h)
    departures,
  } shows = Shows::arrivals;
  bool loopback = false;
  bool promiscuous = false;  // what is for other stations too
  bool injects = true;
};

// One thread reads; any thread may inject.
class LiveRing {
 public:
  struct Packet {
    Bytes octets;  // valid until the next reading
    std::uint32_t original_length;
    Nanos stamp;  // wall clock
  };

  // How long a full send queue may take to make room.
  static constexpr Nanos patience = std::chrono::milliseconds(200);

  // Reason::no_privilege, no_such_device, device_down, unsupported (link type), device_cannot_inject,
  // bad_spec (filter).
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
  Result<void> filter(const RingPlan& plan);
  int take_departures(std::span<const FilterStep> filter, bool loopback);

  std::unique_ptr<pcap, Close> handle_;
  LinkType link_ = LinkType::raw;
  int descriptor_ = -1;
  bool failed_ = false;
};

}  // namespace icmpwire
