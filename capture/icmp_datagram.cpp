#include "capture/icmp_datagram.h"

#include "capture/checksum_carry.h"
#include "packet/icmp.h"
#include "packet/icmpv6.h"
#include "packet/ipv4.h"
#include "packet/ipv6.h"

namespace icmpwire {
namespace {

std::optional<IcmpDatagram> read_v4(Bytes octets) {
  const Parsed<Ipv4Datagram> parsed = parse_quoted_ipv4(octets);
  if (!parsed) return std::nullopt;
  std::optional<IcmpDatagram> result(std::in_place);
  IcmpDatagram& datagram = *result;
  const Ipv4Header& header = parsed->header;
  datagram.source = header.source;
  datagram.destination = header.destination;
  datagram.hop_limit = header.ttl;
  datagram.traffic_class = header.tos;
  datagram.identification = *header.identification;
  datagram.fragment_offset = header.fragment_offset;
  datagram.more_fragments = header.more_fragments;
  datagram.truncated = parsed->truncated;
  datagram.protocol = static_cast<std::uint8_t>(header.protocol);
  datagram.octets = parsed->octets;
  datagram.header_octets = parsed->header_octets;
  datagram.options = parsed->options;
  datagram.payload = parsed->payload;
  return result;
}

std::optional<IcmpDatagram> read_v6(Bytes octets) {
  const Parsed<Ipv6Datagram> parsed = parse_quoted_ipv6(octets);
  if (!parsed) return std::nullopt;
  std::optional<IcmpDatagram> result(std::in_place);
  IcmpDatagram& datagram = *result;
  datagram.is_v4 = false;
  datagram.source = parsed->header.source;
  datagram.destination = parsed->header.destination;
  datagram.hop_limit = parsed->header.hop_limit;
  datagram.traffic_class = parsed->header.traffic_class;
  datagram.truncated = parsed->truncated;
  datagram.protocol = static_cast<std::uint8_t>(parsed->protocol);
  datagram.octets = parsed->octets;
  datagram.header_octets = parsed->header_octets;
  datagram.options = parsed->extensions;
  datagram.payload = parsed->payload;
  if (parsed->is_fragment()) {
    datagram.identification = parsed->fragment->identification;
    datagram.fragment_offset = parsed->fragment->fragment_offset;
    datagram.more_fragments = parsed->fragment->more_fragments;
    datagram.fragment_header_at = parsed->fragment_at;
  }
  return result;
}

constexpr std::size_t ipv6_header_octets = layout<Ipv6Header>.octets;

// RFC 8200 4.5: what named the fragment header names what followed it.
void without_fragment_header(const IcmpDatagram& fragment, std::size_t size, std::size_t begin, Octets& out) {
  constexpr std::size_t next_header_at = 6;
  constexpr std::ptrdiff_t fragment_header_octets = layout<Ipv6FragmentHeader>.octets;
  const Bytes was = fragment.header_octets;
  std::size_t named_at = next_header_at;
  for (std::size_t at = ipv6_header_octets; at < fragment.fragment_header_at;) {
    const Protocol type{was[named_at]};
    named_at = at;
    at += std::max<std::size_t>(extension_header_octets(type, was.subspan(at)), 8);
  }
  out[begin + named_at] = was[fragment.fragment_header_at];
  const auto removed = out.begin() + static_cast<std::ptrdiff_t>(begin + fragment.fragment_header_at);
  out.erase(removed, removed + fragment_header_octets);
  const std::size_t payload = out.size() - begin - ipv6_header_octets + size;
  write_u16(MutableBytes(out).subspan(begin), 4, static_cast<std::uint16_t>(payload));
}

// RFC 792, RFC 950, RFC 8335; RFC 4443.
struct Query {
  std::uint8_t request, reply;
};
constexpr Query queries_v4[] = {{8, 0}, {13, 14}, {15, 16}, {17, 18}, {42, 43}};
constexpr Query queries_v6[] = {{128, 129}, {160, 161}};

std::span<const Query> queries(bool is_v4) {
  if (is_v4) return queries_v4;
  return queries_v6;
}

// RFC 8335 2: the sequence is one octet, and flags stand in the other.
bool has_short_sequence(std::uint8_t request) { return request == 42 || request == 160; }

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
  hash ^= value;
  hash *= 0x9e3779b97f4a7c15U;
  return hash ^ hash >> 32;
}

std::uint64_t hash_of(const IpAddress& address) {
  const Bytes octets = address.octets();
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < octets.size(); i += 4) hash = mixed(hash, read_u32(octets, i));
  return hash;
}

QueryName name_by_message(IcmpRole role, const IpAddress& requester, std::uint8_t request, Bytes message) {
  std::uint32_t numbers = read_u32(message, icmp_header_octets - 4);
  if (has_short_sequence(request)) numbers &= 0xffffff00;
  return {role, false, mixed(hash_of(requester), std::uint64_t{request} << 32 | numbers)};
}

QueryName name_of_error(const IcmpDatagram& datagram) {
  const auto quote = read_icmp_quote(datagram.payload, datagram.is_v4);
  if (!quote || !quote->datagram.carries_icmp()) return {};
  const IcmpDatagram& quoted = quote->datagram;
  if (quoted.fragment_offset != 0) {
    QueryName name = name_by_identification(quoted);
    name.role = IcmpRole::error;
    return name;
  }
  if (quoted.payload.size() < icmp_header_octets || !is_query_type(quoted.payload[0], quoted.is_v4))
    return {};
  return name_by_message(IcmpRole::error, quoted.source, quoted.payload[0], quoted.payload);
}

}  // namespace

bool IcmpDatagram::carries_icmp() const {
  return protocol == static_cast<std::uint8_t>(is_v4 ? Protocol::icmp : Protocol::icmpv6);
}

std::size_t IcmpDatagram::stated_size() const {
  if (!truncated) return payload.size();
  const std::size_t stated =
      is_v4 ? read_u16(header_octets, 2) : ipv6_header_octets + read_u16(header_octets, 4);
  return std::max(payload.size(), stated - std::min(stated, header_octets.size()));
}

std::optional<IcmpDatagram> read_icmp_datagram(Bytes octets) {
  if (octets.empty()) return std::nullopt;
  return octets[0] >> 4 == 6 ? read_v6(octets) : read_v4(octets);
}

void append_unfragmented_header(const IcmpDatagram& first_fragment, std::size_t size, Octets& out) {
  const std::size_t begin = out.size();
  const Bytes was = first_fragment.header_octets;
  out.insert(out.end(), was.begin(), was.end());
  const MutableBytes header = MutableBytes(out).subspan(begin);
  if (!first_fragment.is_v4) return without_fragment_header(first_fragment, size, begin, out);
  constexpr std::uint16_t flags_kept = 0xc000;  // reserved, and Don't Fragment
  write_u16(header, 2, static_cast<std::uint16_t>(was.size() + size));
  write_u16(header, 6, read_u16(header, 6) & flags_kept);
  carry_checksum(ones_complement_sum(was), header, 10);
}

bool is_query_type(std::uint8_t type, bool is_v4) {
  for (const Query& query : queries(is_v4)) {
    if (query.request == type) return true;
  }
  return false;
}

bool is_error_type(std::uint8_t type, bool is_v4) {
  return is_v4 ? is_error(IcmpType{type}) : type < 128;  // RFC 4443 2.1
}

QueryName query_name(const IcmpDatagram& datagram) {
  const Bytes message = datagram.payload;
  if (message.size() < icmp_header_octets) return {};
  const std::uint8_t type = message[0];
  for (const Query& query : queries(datagram.is_v4)) {
    if (type == query.request) {
      return name_by_message(IcmpRole::query, datagram.source, query.request, message);
    }
    if (type == query.reply) {
      return name_by_message(IcmpRole::reply, datagram.destination, query.request, message);
    }
  }
  return is_error_type(type, datagram.is_v4) ? name_of_error(datagram) : QueryName();
}

QueryName name_by_identification(const IcmpDatagram& query) {
  constexpr std::uint64_t no_message = std::uint64_t{1} << 40;
  return {IcmpRole::query, true, mixed(hash_of(query.source), no_message | query.identification)};
}

std::uint32_t destination_hash_of(const IpAddress& address) {
  std::uint64_t hash = 0;
  const Bytes octets = address.octets();
  for (std::size_t i = 0; i < octets.size(); i += 4) {
    hash = (hash ^ read_u32(octets, i)) * 0x9e3779b97f4a7c15U;
    hash ^= hash >> 29;
  }
  return static_cast<std::uint32_t>(hash >> 32);
}

std::uint16_t packet_digest(const IcmpDatagram& datagram) {
  const std::uint32_t checksum = datagram.payload.size() < 4 ? 0 : read_u16(datagram.payload, 2);
  const std::uint32_t mixed_all =
      (destination_hash_of(datagram.destination) ^ datagram.identification << 16 ^ checksum) * 0x9e3779b1U;
  return static_cast<std::uint16_t>(mixed_all >> 16);
}

std::optional<IcmpQuote> read_icmp_quote(Bytes message, bool is_v4) {
  Bytes body, quoted;
  if (is_v4) {
    const Parsed<IcmpMessage> icmp = parse_icmp(message);
    if (!icmp) return std::nullopt;
    body = icmp->body;
    quoted = quoted_datagram(*icmp);
  } else {
    const Parsed<Icmpv6Message> icmp = parse_icmpv6(message);
    if (!icmp) return std::nullopt;
    body = icmp->body;
    quoted = quoted_datagram(*icmp);
  }
  const auto datagram = read_icmp_datagram(quoted);
  if (!datagram || datagram->is_v4 != is_v4) return std::nullopt;
  return IcmpQuote{*datagram, body.subspan(datagram->octets.size())};
}

}  // namespace icmpwire
