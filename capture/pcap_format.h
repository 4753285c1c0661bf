// The octets of pcap files (draft-ietf-opsawg-pcap), in network byte order and nanoseconds.
#pragma once

#include "capture/capture_file.h"

namespace icmpwire {

void append_pcap_header(Octets& out, std::uint32_t link_number);
void append_pcap_packet(Octets& out, const CapturedPacket& packet);  // its interface and link are left out

}  // namespace icmpwire
