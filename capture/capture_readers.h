// The two formats of capture files, and what their readers share.
#pragma once

#include "capture/capture_file.h"
#include "capture/octet_stream.h"

namespace icmpwire {

// Whether a file that begins with `magic` (the first four octets) is of the format.
bool is_pcap(Bytes magic);
bool is_pcapng(Bytes magic);

// Whether packet_at will be asked for: then all sections of a pcapng file are remembered.
enum class Places : std::uint8_t { forgotten, kept };

// The stream stands at the file's first octet; `path` is for failures.
Result<std::unique_ptr<CaptureReader>> open_pcap(OctetStream file, const std::string& path);
Result<std::unique_ptr<CaptureReader>> open_pcapng(OctetStream file, const std::string& path, Places places);

// Either, by the first octets; the stream is no longer compressed.
Result<std::unique_ptr<CaptureReader>> open_capture(OctetStream file, const std::string& path, Places places);

// No packet and no block is larger; libpcap and Wireshark draw the line there too. What claims more is
// damaged.
inline constexpr std::uint32_t most_packet_octets = 16U << 20;

// A link type of ours, or the registry's number as it is. 12 and 14 are what BSD systems write for RAW.
LinkType link_type_of(std::uint32_t link_number);

// Time of a packet, kept within 146 years of 1970, so that differences of times never overflow.
Nanos packet_time(std::int64_t seconds, std::uint64_t nanoseconds);

// What to say of a packet or a block that ends early, or why the file could not be read on.
tl::unexpected<Failure> cut_file(const OctetStream& file, const std::string& path, std::size_t wanted,
                                 std::size_t there);

// What packet_at says of a file that was changed beneath its reader.
tl::unexpected<Failure> packet_is_gone(const std::string& path, std::uint64_t position);

}  // namespace icmpwire
