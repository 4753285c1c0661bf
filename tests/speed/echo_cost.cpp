// What one synchronous echo costs: by IcmpSendEcho (api), by IcmpSendEcho2 (api2), or by a bare libpcap loop
// that makes a frame, injects it and reads the reply, the floor that both are compared with. usage: echo_cost
// api|api2 ADDRESS COUNT | echo_cost bare DEVICE ADDRESS COUNT
#include <arpa/inet.h>
#include <icmpapi.h>
#include <icmpwire.h>
#include <ifaddrs.h>
#include <linux/if_packet.h>
#include <pcap/pcap.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "packet/ethernet.h"
#include "packet/icmp.h"
#include "packet/ipv4.h"

namespace {

using namespace icmpwire;
using Clock = std::chrono::steady_clock;

constexpr std::size_t data_octets = 32;
constexpr int warm_up = 200;

void print_cost(int count, int answered, Clock::duration time) {
  const double microseconds = std::chrono::duration<double, std::micro>(time).count() / count;
  std::printf("%.3f us per echo, %d of %d answered\n", microseconds, answered, count);
}

int measure_api(bool second, const char* address, int count) {
  const HANDLE handle = IcmpCreateFile();
  if (handle == INVALID_HANDLE_VALUE) {
    std::fprintf(stderr, "%s\n", IcmpwireFailureText());
    return 2;
  }
  char data[data_octets] = {};
  char buffer[sizeof(ICMP_ECHO_REPLY) + sizeof data];
  const IPAddr to = inet_addr(address);
  const auto echo = [&] {
    return second ? IcmpSendEcho2(handle, nullptr, nullptr, nullptr, to, data, sizeof data, nullptr, buffer,
                                  sizeof buffer, 1000)
                  : IcmpSendEcho(handle, to, data, sizeof data, nullptr, buffer, sizeof buffer, 1000);
  };
  for (int i = 0; i < warm_up; ++i) echo();
  int answered = 0;
  const auto start = Clock::now();
  for (int i = 0; i < count; ++i) answered += static_cast<int>(echo());
  print_cost(count, answered, Clock::now() - start);
  IcmpCloseHandle(handle);
  return answered == count ? 0 : 1;
}

// Both ends of the link: the device's own hardware and first IPv4 address, and whom it talks to.
struct Link {
  MacAddress our_mac;
  Ipv4Address our_address;
  MacAddress their_mac;  // everybody's, until the first reply
  Ipv4Address their_address;
};

Link link_of(const char* device, const char* address) {
  Link found;
  found.their_mac.octets.fill(0xff);
  found.their_address = parse_ipv4_address(address).value();
  ifaddrs* all = nullptr;
  if (getifaddrs(&all) != 0) return found;
  for (const ifaddrs* entry = all; entry != nullptr; entry = entry->ifa_next) {
    if (entry->ifa_addr == nullptr || std::strcmp(entry->ifa_name, device) != 0) continue;
    if (entry->ifa_addr->sa_family == AF_PACKET) {
      sockaddr_ll link;
      std::memcpy(&link, entry->ifa_addr, sizeof link);
      std::memcpy(found.our_mac.octets.data(), link.sll_addr, 6);
    } else if (entry->ifa_addr->sa_family == AF_INET) {
      sockaddr_in internet;
      std::memcpy(&internet, entry->ifa_addr, sizeof internet);
      std::memcpy(found.our_address.octets.data(), &internet.sin_addr, 4);
    }
  }
  freeifaddrs(all);
  return found;
}

constexpr std::size_t frame_octets = 14 + 20 + 8 + data_octets;

// An echo request in an Ethernet frame.
void make_frame(const Link& link, std::uint16_t sequence, MutableBytes frame) {
  EthernetHeader ethernet;
  ethernet.destination = link.their_mac;
  ethernet.source = link.our_mac;
  ethernet.ether_type = EtherType::ipv4;
  encode(ethernet, frame);
  static const Octets data(data_octets);
  IcmpEcho echo;
  echo.identifier = 0x1234;
  echo.sequence = sequence;
  build_icmp(echo, data, frame.subspan(34));
  Ipv4Header ip;
  ip.source = link.our_address;
  ip.destination = link.their_address;
  build_ipv4(ip, {}, frame.subspan(34), frame.subspan(14));
}

bool bare_echo(pcap_t* device, int descriptor, Link& link, std::uint16_t sequence) {
  std::array<std::uint8_t, frame_octets> frame;
  make_frame(link, sequence, frame);
  pcap_inject(device, frame.data(), frame.size());
  for (;;) {
    pcap_pkthdr* header = nullptr;
    const u_char* octets = nullptr;
    if (pcap_next_ex(device, &header, &octets) == 1) {
      if (octets[34] != 0 || !std::equal(octets + 38, octets + 42, frame.begin() + 38)) continue;
      std::copy(octets + 6, octets + 12, link.their_mac.octets.begin());
      return true;
    }
    pollfd readable{descriptor, POLLIN, 0};
    if (poll(&readable, 1, 1000) <= 0) return false;
  }
}

int measure_bare(const char* name, const char* address, int count) {
  char error[PCAP_ERRBUF_SIZE];
  pcap_t* device = pcap_create(name, error);
  pcap_set_snaplen(device, 65535);
  pcap_set_immediate_mode(device, 1);
  pcap_set_timeout(device, 1);
  if (pcap_activate(device) < 0) {
    pcap_perror(device, "echo_cost");
    return 2;
  }
  bpf_program filter;
  pcap_compile(device, &filter, "icmp[0]==0", 1, 0);
  pcap_setfilter(device, &filter);
  pcap_setnonblock(device, 1, error);

  Link link = link_of(name, address);
  const int descriptor = pcap_get_selectable_fd(device);
  const auto echo = [&](int i) { return bare_echo(device, descriptor, link, static_cast<std::uint16_t>(i)); };
  for (int i = 0; i < warm_up; ++i) echo(i);
  int answered = 0;
  const auto start = Clock::now();
  for (int i = 0; i < count; ++i) answered += echo(i) ? 1 : 0;
  print_cost(count, answered, Clock::now() - start);
  return answered == count ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if ((what == "api" || what == "api2") && argc == 4) {
    return measure_api(what == "api2", argv[2], std::atoi(argv[3]));
  }
  if (what == "bare" && argc == 5) return measure_bare(argv[2], argv[3], std::atoi(argv[4]));
  std::fprintf(stderr, "usage: echo_cost api|api2 ADDRESS COUNT | echo_cost bare DEVICE ADDRESS COUNT\n");
  return 2;
}
