// Rules of the IPv4 header.
#include "packet/checksum.h"
#include "packet/findings.h"
#include "packet/text.h"

namespace icmpwire {
namespace {

constexpr std::string_view rfc791 = "RFC 791 3.1";
constexpr std::string_view rfc791_fragments = "RFC 791 3.2";
constexpr std::size_t checksum_at = 10;
constexpr std::size_t most_octets = 65535;

void check_lengths(Findings& findings, const Layer& layer, const FoundDatagram& datagram) {
  const Ipv4Header& ip = datagram.header;
  const std::size_t header_length = *ip.ihl * std::size_t{4};
  const std::size_t there = findings.packet().octets.size() - layer.offset;
  if (ip.version != 4) {
    findings.add(layer, "version", "is " + std::to_string(ip.version) + ", must be 4", "RFC 1122 3.2.1.1");
  }
  if (*ip.ihl < 5) {
    findings.add(layer, "ihl", "is " + std::to_string(*ip.ihl) + ": a header has at least 5 words", rfc791);
  }
  if (is_quoted(layer)) return;  // a quote may be cut anywhere behind its fixed part
  if (header_length > there) {
    findings.add(layer, "ihl",
                 "says " + octet_count(header_length) + " of header, there are " + std::to_string(there),
                 rfc791);
  }
  if (*ip.total_length < header_length) {
    findings.add(
        layer, "total_length",
        "is " + std::to_string(*ip.total_length) + ": less than the header's " + octet_count(header_length),
        rfc791);
  } else if (*ip.total_length > there) {
    findings.add(layer, "total_length",
                 "says " + octet_count(*ip.total_length) + ", there are " + std::to_string(there), rfc791);
  }
}

void check_checksum(Findings& findings, const Layer& layer, const FoundDatagram& datagram) {
  if (!datagram.header_whole || checksum_holds(datagram.header_octets)) return;
  findings.add(layer, "checksum",
               "is " + hex_text(*datagram.header.checksum) + ", must be " +
                   hex_text(right_checksum(datagram.header_octets, checksum_at)) +
                   ": the one's complement sum of the header",
               rfc791);
}

void check_fragment(Findings& findings, const Layer& layer, const FoundDatagram& datagram) {
  const Ipv4Header& ip = datagram.header;
  if (!ip.is_fragment()) return;
  if (ip.dont_fragment) {
    findings.add(layer, "dont_fragment", "is set in a fragment: it forbids fragmentation", rfc791);
  }
  if (!datagram.whole) return;
  const std::size_t data = datagram.octets.size() - datagram.header_octets.size();
  if (ip.more_fragments && data % 8 != 0) {
    findings.add(layer, "more_fragments",
                 "is set, but " + octet_count(data) + " of data are no multiple of 8", rfc791_fragments);
  }
  const std::size_t end = datagram.header_octets.size() + ip.fragment_offset * std::size_t{8} + data;
  if (end > most_octets) {
    findings.add(layer, "fragment_offset",
                 "makes the datagram " + octet_count(end) + " long: at most 65535 are possible",
                 rfc791_fragments);
  }
}

void check_source(Findings& findings, const Layer& layer, const Ipv4Address& source) {
  const bool class_e = source.octets[0] >= 240;
  if (!source.is_multicast() && !class_e) return;
  findings.add(layer, "source", "is " + to_text(source) + ": a source is one single host",
               "RFC 1122 3.2.1.3");
}

}  // namespace

void check_ipv4(Findings& findings, const Layer& layer) {
  if (layer.layout != &layout<Ipv4Header> || !is_whole(layer)) return;
  const FoundDatagram datagram = datagram_at(findings.packet(), layer);
  check_lengths(findings, layer, datagram);
  if (datagram.header.reserved) findings.add(layer, "reserved", "is set, must be zero", rfc791);
  check_fragment(findings, layer, datagram);
  if (is_quoted(layer)) return;  // routers change TTL and options and leave the checksum as it was
  if (datagram.header.ttl == 0) findings.add(layer, "ttl", "is 0: nobody may send that", "RFC 1122 3.2.1.7");
  check_checksum(findings, layer, datagram);
  check_source(findings, layer, datagram.header.source);
}

}  // namespace icmpwire
