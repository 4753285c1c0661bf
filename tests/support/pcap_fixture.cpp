#include "tests/support/pcap_fixture.h"

#include <pcap/pcap.h>

#include <memory>
#include <stdexcept>

namespace icmpwire::test {

std::vector<Octets> fixture_frames(const std::string& file) {
  const std::string path = std::string(ICMPWIRE_PCAPS_DIR) + "/" + file;
  char error[PCAP_ERRBUF_SIZE] = "";
  const std::unique_ptr<pcap_t, void (*)(pcap_t*)> capture(pcap_open_offline(path.c_str(), error),
                                                           pcap_close);
  if (!capture) throw std::runtime_error(path + ": " + error);
  std::vector<Octets> frames;
  pcap_pkthdr* header = nullptr;
  const std::uint8_t* octets = nullptr;
  while (pcap_next_ex(capture.get(), &header, &octets) == 1)
    frames.emplace_back(octets, octets + header->caplen);
  return frames;
}

}  // namespace icmpwire::test
