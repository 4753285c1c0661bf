// Capture files: reading and writing pcap and pcapng.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "capture/wire.h"

namespace icmpwire {

// One packet of a file. Times are nanoseconds since 1970.
struct CapturedPacket {
  Bytes octets;  // valid until the next one is read
  LinkType link;
  std::uint32_t link_number = 0;  // the registry's number, known to LinkType or not
  std::uint32_t original_length = 0;
  Nanos at{};
  std::uint32_t interface = 0;      // pcapng: which of the section's interfaces
  std::string_view interface_name;  // pcapng: if it is named there; valid as long as the octets
  std::optional<Direction> direction;
  std::span<const std::string_view> comments;  // pcapng: all of them; valid as long as the octets
  std::uint64_t position = 0;  // where its header or block begins, in octets of the unpacked file
};

// A frame of a wire as a packet of a file; `epoch` is added to its wire time. Valid as long as the frame.
CapturedPacket captured_packet(const Frame& frame, Nanos epoch);

// Reads pcap (either byte order, us and ns) and pcapng (sections of either byte order, several interfaces of
// differing link types and resolutions), plain or compressed by gzip or zstd. One pass, constant memory.
class CaptureReader {
 public:
  virtual ~CaptureReader() = default;

  // Reason::no_such_file, bad_file.
  static Result<std::unique_ptr<CaptureReader>> open(const std::string& path);

  // The same, for use with packet_at: a file that cannot be sought in (compressed, a pipe) is unpacked into a
  // temporary one first.
  static Result<std::unique_ptr<CaptureReader>> open_seekable(const std::string& path);

  // The next packet; nullopt at the end. A file cut in the middle of a packet is Reason::bad_file with the
  // place, after every whole packet before it was given.
  virtual Result<std::optional<CapturedPacket>> next() = 0;

  // A packet that next() gave before, by its position; Reason::bad_file where it is no longer there. next()
  // cannot be called any more.
  virtual Result<CapturedPacket> packet_at(std::uint64_t position) = 0;
};

// Writes nanosecond times, one write per packet, nothing held back: a crash loses nothing written.
class CaptureWriter {
 public:
  virtual ~CaptureWriter() = default;

  // pcapng. Interfaces are described when first met: one for each number, name and link type. Times before
  // 1970 are refused with Reason::unsupported; of a comment the first 65535 octets are kept.
  static Result<std::unique_ptr<CaptureWriter>> create(const std::string& path);

  // pcap, for packets of one link type between 1970 and 2106; others are refused with Reason::unsupported. It
  // has no room for interfaces, directions and comments.
  static Result<std::unique_ptr<CaptureWriter>> create_pcap(const std::string& path,
                                                            std::uint32_t link_number);

  virtual Result<void> write(const CapturedPacket& packet) = 0;

  // As captured_packet, with a comment, which may be empty: then there is none.
  Result<void> write_frame(const Frame& frame, Nanos epoch, std::string_view comment = {});

  virtual std::uint64_t written() const = 0;  // octets, of the whole file
};

}  // namespace icmpwire
