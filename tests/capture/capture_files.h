// Capture files for tests: reading them whole, by our reader and by libpcap, and crafting them octet by
// octet.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "capture/capture_file.h"

namespace icmpwire::test {

// A packet with octets of its own.
struct Packet {
  Octets octets;
  std::uint32_t link_number = 0;
  std::uint32_t original_length = 0;
  Nanos at{};
  std::uint32_t interface = 0;
  std::string interface_name;
  std::optional<Direction> direction;
  std::vector<std::string> comments;

  friend bool operator==(const Packet&, const Packet&) = default;
};

struct WholeCapture {
  std::vector<Packet> packets;
  std::optional<Failure> failure;  // what ended the reading early
};

WholeCapture read_capture(const std::string& path);

// The same by libpcap (without interfaces and directions); `failure` has its words.
struct LibpcapCapture {
  std::vector<Packet> packets;
  std::string failure;
  std::size_t snaplen = 0;
};
LibpcapCapture read_by_libpcap(const std::string& path);

// A file that is there as long as the object.
class TemporaryFile {
 public:
  explicit TemporaryFile(Bytes content = {});
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

Octets octets_of_file(const std::string& path);

// Numbers and blocks in a writer's byte order.
class Crafted {
 public:
  explicit Crafted(bool is_big = false) : is_big_(is_big) {}
  Crafted& u8(unsigned value);
  Crafted& u16(unsigned value);
  Crafted& u32(std::uint32_t value);
  Crafted& octets(Bytes octets);
  Crafted& padded(Bytes octets);  // to 32 bits
  Crafted& option(unsigned code, Bytes value);
  Crafted& block(std::uint32_t type, const Crafted& body);  // pcapng, with both lengths
  const Octets& result() const { return octets_; }

 private:
  bool is_big_;
  Octets octets_;
};

// Blocks of pcapng.
Crafted section(bool is_big = false);
Crafted interface(bool is_big, unsigned link, std::uint32_t snaplen, const Crafted& options);
Crafted enhanced_packet(bool is_big, std::uint32_t interface, std::uint64_t ticks, Bytes octets,
                        const Crafted& options);

// A pcap file of Ethernet or other frames, little-endian, microseconds.
Octets pcap_of(const std::vector<Octets>& frames, std::uint32_t link_number);

}  // namespace icmpwire::test
