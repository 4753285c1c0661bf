// A second pair of eyes, and a hand: what libpcap sees on a device of another machine, and sends from it.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "packet/bytes.h"
#include "tests/live/network_namespace.h"

struct pcap;

namespace icmpwire::live {

class Witness {
 public:
  Witness(const NetworkNamespace& machine, const std::string& device, const std::string& filter);
  ~Witness();

  // The next frame with its link header; nullopt where none comes for 20 s, which no test should ever meet.
  std::optional<Octets> next();

  // Sends a frame from there, link header and all.
  void inject(Bytes frame);

 private:
  pcap* handle_ = nullptr;
};

}  // namespace icmpwire::live
