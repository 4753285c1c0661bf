#include "tests/capture/capture_files.h"

#include <pcap/pcap.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace icmpwire::test {

WholeCapture read_capture(const std::string& path) {
  WholeCapture whole;
  auto reader = CaptureReader::open(path);
  if (!reader) return {{}, reader.error()};
  for (;;) {
    const auto next = (*reader)->next();
    if (!next) whole.failure = next.error();
    if (!next || !*next) return whole;
    const CapturedPacket& packet = **next;
    whole.packets.push_back({{packet.octets.begin(), packet.octets.end()},
                             packet.link_number,
                             packet.original_length,
                             packet.at,
                             packet.interface,
                             std::string(packet.interface_name),
                             packet.direction,
                             {packet.comments.begin(), packet.comments.end()}});
  }
}

LibpcapCapture read_by_libpcap(const std::string& path) {
  struct Closer {
    void operator()(pcap_t* file) const { pcap_close(file); }
  };
  char error[PCAP_ERRBUF_SIZE] = "";
  const std::unique_ptr<pcap_t, Closer> file(
      pcap_open_offline_with_tstamp_precision(path.c_str(), PCAP_TSTAMP_PRECISION_NANO, error));
  LibpcapCapture capture;
  capture.failure = error;
  if (!file) return capture;
  capture.snaplen = static_cast<std::size_t>(pcap_snapshot(file.get()));
  pcap_pkthdr* header = nullptr;
  const std::uint8_t* octets = nullptr;
  int result = 0;
  while ((result = pcap_next_ex(file.get(), &header, &octets)) == 1) {
    Packet packet;
    packet.octets.assign(octets, octets + header->caplen);
    packet.original_length = header->len;
    packet.link_number = static_cast<std::uint32_t>(pcap_datalink(file.get()));
    packet.at = std::chrono::seconds(header->ts.tv_sec) + Nanos(header->ts.tv_usec);
    capture.packets.push_back(std::move(packet));
  }
  if (result != PCAP_ERROR_BREAK) capture.failure = pcap_geterr(file.get());
  return capture;
}

TemporaryFile::TemporaryFile(Bytes content) {
  path_ = (std::filesystem::temp_directory_path() / "icmpwire-test-XXXXXX").string();
  const int descriptor = mkstemp(path_.data());
  if (descriptor < 0) throw std::runtime_error("no temporary file " + path_);
  close(descriptor);
  std::ofstream(path_, std::ios::binary)
      .write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
}

TemporaryFile::~TemporaryFile() { std::filesystem::remove(path_); }

Octets octets_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Crafted& Crafted::u8(unsigned value) {
  octets_.push_back(static_cast<std::uint8_t>(value));
  return *this;
}

Crafted& Crafted::u16(unsigned value) {
  return is_big_ ? u8(value >> 8).u8(value) : u8(value).u8(value >> 8);
}

Crafted& Crafted::u32(std::uint32_t value) {
  return is_big_ ? u16(value >> 16).u16(value & 0xffff) : u16(value & 0xffff).u16(value >> 16);
}

Crafted& Crafted::octets(Bytes octets) {
  octets_.insert(octets_.end(), octets.begin(), octets.end());
  return *this;
}

Crafted& Crafted::padded(Bytes octets) {
  this->octets(octets);
  for (std::size_t i = octets.size(); i % 4 != 0; ++i) u8(0);
  return *this;
}

Crafted& Crafted::option(unsigned code, Bytes value) {
  return u16(code).u16(static_cast<unsigned>(value.size())).padded(value);
}

Crafted& Crafted::block(std::uint32_t type, const Crafted& body) {
  const auto length = static_cast<std::uint32_t>(body.result().size() + 12);
  return u32(type).u32(length).octets(body.result()).u32(length);
}

Crafted section(bool is_big) {
  Crafted body(is_big);
  body.u32(0x1a2b3c4d).u16(1).u16(0).u32(0xffffffff).u32(0xffffffff);
  return Crafted(is_big).block(0x0a0d0d0a, body);
}

Crafted interface(bool is_big, unsigned link, std::uint32_t snaplen, const Crafted& options) {
  Crafted body(is_big);
  body.u16(link).u16(0).u32(snaplen).octets(options.result());
  return Crafted(is_big).block(1, body);
}

Crafted enhanced_packet(bool is_big, std::uint32_t interface, std::uint64_t ticks, Bytes octets,
                        const Crafted& options) {
  const auto size = static_cast<std::uint32_t>(octets.size());
  Crafted body(is_big);
  body.u32(interface).u32(static_cast<std::uint32_t>(ticks >> 32)).u32(static_cast<std::uint32_t>(ticks));
  body.u32(size).u32(size).padded(octets).octets(options.result());
  return Crafted(is_big).block(6, body);
}

Octets pcap_of(const std::vector<Octets>& frames, std::uint32_t link_number) {
  Crafted file;
  file.u32(0xa1b2c3d4).u16(2).u16(4).u32(0).u32(0).u32(262144).u32(link_number);
  std::uint32_t microseconds = 0;
  for (const Octets& frame : frames) {
    const auto size = static_cast<std::uint32_t>(frame.size());
    file.u32(1'700'000'000).u32(microseconds).u32(size).u32(size).octets(frame);
    microseconds += 1000;
  }
  return file.result();
}

}  // namespace icmpwire::test
