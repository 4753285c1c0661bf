// The recordings in pcaps/ and other captures, as the frames and datagrams that tests work on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "packet/bytes.h"
#include "packet/link_type.h"
#include "packet/time.h"

namespace icmpwire::test {

// The captures of pcaps/ by their file names, sorted: "01-plain.pcap", ...
std::vector<std::string> all_recordings();
// Those that every libpcap reads, as the functions below do: no pcapng, nothing compressed.
std::vector<std::string> plain_recordings();

struct RecordedPacket {
  Octets octets;  // link header included
  LinkType link;
};

// The packets of a plain recording; of one that is cut those that are whole. Throws std::runtime_error where
// the file cannot be read.
std::vector<RecordedPacket> recorded_packets(const std::string& file);

// The frames of a recording in pcaps/, link headers included: recorded_frames("01-plain.pcap"). Throws
// std::runtime_error where the file cannot be read.
std::vector<Octets> recorded_frames(const std::string& file);

// The frames of any capture, whatever their link type.
std::vector<Octets> frames_of(const std::string& path);

// When its frames were captured, since 1970.
std::vector<Nanos> recorded_instants(const std::string& file);

// The IPv4 datagrams of a capture with Ethernet frames (VLAN tags passed over) or bare datagrams, without
// link padding, in order; frames of other link types and protocols are left out. Throws std::runtime_error
// where the file cannot be read.
std::vector<Octets> datagrams_of(const std::string& path);

// The same of a recording in pcaps/: recorded_datagrams("01-plain.pcap").
std::vector<Octets> recorded_datagrams(const std::string& file);

// The IPv6 datagrams of a recording in pcaps/, by the same rules.
std::vector<Octets> recorded_ipv6_datagrams(const std::string& file);

// The folder of captures from other projects: $ICMPWIRE_CAPTURES, or shared/captures beside the source
// folder. nullopt where there is none.
std::optional<std::string> foreign_captures();

}  // namespace icmpwire::test
