#include "tests/live/witness.h"

#include <pcap/pcap.h>
#include <poll.h>

#include <array>
#include <stdexcept>

namespace icmpwire::live {
namespace {

pcap_t* open_capture(const std::string& device, const std::string& filter) {
  std::array<char, PCAP_ERRBUF_SIZE> error{};
  pcap_t* handle = pcap_create(device.c_str(), error.data());
  if (handle == nullptr) throw std::runtime_error(error.data());
  pcap_set_immediate_mode(handle, 1);
  bpf_program program{};
  if (pcap_activate(handle) < 0 ||
      pcap_compile(handle, &program, filter.c_str(), 1, PCAP_NETMASK_UNKNOWN) != 0 ||
      pcap_setfilter(handle, &program) != 0 || pcap_setnonblock(handle, 1, error.data()) != 0) {
    throw std::runtime_error(pcap_geterr(handle));
  }
  pcap_freecode(&program);
  return handle;
}

}  // namespace

Witness::Witness(const NetworkNamespace& machine, const std::string& device, const std::string& filter) {
  machine.run([&] { handle_ = open_capture(device, filter); });
}

Witness::~Witness() { pcap_close(handle_); }

std::optional<Octets> Witness::next() {
  constexpr int patience = 20000;  // milliseconds
  pollfd readable{pcap_get_selectable_fd(handle_), POLLIN, 0};
  do {
    pcap_pkthdr* header = nullptr;
    const u_char* octets = nullptr;
    if (pcap_next_ex(handle_, &header, &octets) == 1) return Octets(octets, octets + header->caplen);
  } while (poll(&readable, 1, patience) > 0);
  return std::nullopt;
}

void Witness::inject(Bytes frame) {
  if (pcap_inject(handle_, frame.data(), frame.size()) < 0) throw std::runtime_error(pcap_geterr(handle_));
}

}  // namespace icmpwire::live
