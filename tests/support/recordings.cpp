#include "tests/support/recordings.h"

#include <pcap/pcap.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>

#include "packet/ipv4.h"
#include "packet/ipv6.h"

namespace icmpwire::test {
namespace {

constexpr std::uint16_t ethertype_ipv4 = 0x0800;
constexpr std::uint16_t ethertype_ipv6 = 0x86dd;
constexpr std::uint16_t ethertype_vlan = 0x8100;
constexpr std::size_t ethertype_at = 12;
constexpr std::size_t tag_octets = 4;

struct Closer {
  void operator()(pcap_t* file) const { pcap_close(file); }
};

// Empty where the frame carries something else.
Bytes carried_in(Bytes frame, std::uint16_t ethertype) {
  std::size_t at = ethertype_at;
  while (at + tag_octets + 2 <= frame.size() && read_u16(frame, at) == ethertype_vlan) at += tag_octets;
  if (at + 2 > frame.size() || read_u16(frame, at) != ethertype) return {};
  return frame.subspan(at + 2);
}

struct Capture {
  int link;
  std::vector<Octets> frames;
  std::vector<Nanos> instants;
};

Capture read_capture(const std::string& path) {
  char error[PCAP_ERRBUF_SIZE] = "";
  const std::unique_ptr<pcap_t, Closer> file(
      pcap_open_offline_with_tstamp_precision(path.c_str(), PCAP_TSTAMP_PRECISION_NANO, error));
  if (!file) throw std::runtime_error(path + ": " + error);
  Capture capture{pcap_datalink(file.get()), {}, {}};
  pcap_pkthdr* header = nullptr;
  const std::uint8_t* octets = nullptr;
  while (pcap_next_ex(file.get(), &header, &octets) == 1) {
    capture.frames.emplace_back(octets, octets + header->caplen);
    capture.instants.push_back(std::chrono::seconds(header->ts.tv_sec) + Nanos(header->ts.tv_usec));
  }
  return capture;
}

std::string path_of(const std::string& recording) { return ICMPWIRE_PCAPS_DIR "/" + recording; }

}  // namespace

std::vector<std::string> all_recordings() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(ICMPWIRE_PCAPS_DIR)) {
    const std::string file = entry.path().filename().string();
    if (file.find(".pcap") != std::string::npos) files.push_back(file);
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> plain_recordings() {
  std::vector<std::string> files = all_recordings();
  std::erase_if(files, [](const std::string& file) { return !file.ends_with(".pcap"); });
  return files;
}

std::vector<RecordedPacket> recorded_packets(const std::string& file) {
  Capture capture = read_capture(path_of(file));
  const LinkType link =
      capture.link == DLT_RAW ? LinkType::raw : LinkType{static_cast<std::uint16_t>(capture.link)};
  std::vector<RecordedPacket> packets;
  for (Octets& frame : capture.frames) packets.push_back({std::move(frame), link});
  return packets;
}

std::vector<Octets> recorded_frames(const std::string& file) { return read_capture(path_of(file)).frames; }

std::vector<Octets> frames_of(const std::string& path) { return read_capture(path).frames; }

std::vector<Nanos> recorded_instants(const std::string& file) { return read_capture(path_of(file)).instants; }

std::vector<Octets> datagrams_of(const std::string& path) {
  const Capture capture = read_capture(path);
  std::vector<Octets> datagrams;
  if (capture.link != DLT_EN10MB && capture.link != DLT_RAW) return datagrams;
  for (const Octets& frame : capture.frames) {
    const Bytes carried = capture.link == DLT_RAW ? Bytes(frame) : carried_in(frame, ethertype_ipv4);
    const Parsed<Ipv4Datagram> datagram = parse_quoted_ipv4(carried);
    if (datagram) datagrams.emplace_back(datagram->octets.begin(), datagram->octets.end());
  }
  return datagrams;
}

std::vector<Octets> recorded_datagrams(const std::string& file) { return datagrams_of(path_of(file)); }

std::vector<Octets> recorded_ipv6_datagrams(const std::string& file) {
  std::vector<Octets> datagrams;
  for (const Octets& frame : recorded_frames(file)) {
    const Parsed<Ipv6Datagram> datagram = parse_quoted_ipv6(carried_in(frame, ethertype_ipv6));
    if (datagram) datagrams.emplace_back(datagram->octets.begin(), datagram->octets.end());
  }
  return datagrams;
}

std::optional<std::string> foreign_captures() {
  const char* chosen = std::getenv("ICMPWIRE_CAPTURES");
  const std::string folder = chosen ? chosen : std::string(ICMPWIRE_SOURCE_DIR) + "/../shared/captures";
  if (!std::filesystem::is_directory(folder)) return std::nullopt;
  return folder;
}

}  // namespace icmpwire::test
