#include "packet/check.h"

#include <algorithm>

#include "packet/checksum.h"
#include "packet/findings.h"

namespace icmpwire {

void Findings::add(const Layer& layer, std::string_view field, std::string rule, std::string_view source) {
  for (const FieldInfo& info : layer.layout->fields) {
    const std::uint32_t first = info.bit / 8U;
    const std::uint32_t end = (info.bit + info.width + 7U) / 8U;
    if (info.name != field || end > layer.length) continue;
    const std::string name = std::string(layer.layout->name) + "." + std::string(field);
    findings_.push_back({layer.offset + first, end - first, name, std::move(rule), source});
    return;
  }
}

void Findings::add_at(std::size_t at, std::size_t length, std::string field, std::string rule,
                      std::string_view source) {
  const std::size_t size = packet_.octets.size();
  if (size == 0) return;
  const std::size_t first = std::min(at, size - 1);
  const std::size_t count = std::clamp<std::size_t>(length, 1, size - first);
  findings_.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(count), std::move(field),
                       std::move(rule), source});
}

std::vector<Finding> Findings::take() {
  std::stable_sort(findings_.begin(), findings_.end(),
                   [](const Finding& left, const Finding& right) { return left.at < right.at; });
  return std::move(findings_);
}

FoundDatagram datagram_at(const Dissection& packet, const Layer& ip) {
  const Bytes there = packet.octets.subspan(ip.offset);
  const auto header = decode_fixed<Ipv4Header>(there);
  const std::size_t header_length = *header.ihl * std::size_t{4};
  const std::size_t total_length = *header.total_length;
  const bool header_whole = header_length >= layout<Ipv4Header>.octets && header_length <= there.size();
  const bool length_possible = total_length >= header_length && total_length <= there.size();
  return {header, length_possible ? there.first(total_length) : there, packet.octets_of(ip), header_whole,
          header_whole && length_possible};
}

std::string hex_text(std::uint16_t value) {
  std::array<std::uint8_t, 2> octets{};
  write_u16(octets, 0, value);
  return "0x" + to_hex(Bytes(octets).first(1)) + to_hex(Bytes(octets).last(1));
}

std::vector<Finding> check(const Dissection& packet) {
  Findings findings(packet);
  for (const Layer& layer : packet.layers) {
    check_ipv4(findings, layer);
    check_options(findings, layer);
    check_icmp(findings, layer);
    check_ipv6(findings, layer);
    check_icmpv6(findings, layer);
    check_extension(findings, layer);
  }
  if (packet.stopped && packet.stopped->why == Why::truncated) {
    findings.add_at(packet.octets.size(), 1, "packet", "ends before the header does", "");
  }
  return findings.take();
}

}  // namespace icmpwire
