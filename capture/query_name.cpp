#include "capture/query_name.h"

#include "capture/icmp_quote.h"
#include "packet/icmp.h"

namespace icmpwire {
namespace {

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
  // Neighbours in the sequence get neighbouring hashes, which a table finds in the same line of the cache.
  constexpr std::uint32_t neighbours = 7;
  const std::uint64_t group = std::uint64_t{request} << 32 | (numbers & ~neighbours);
  return {role, false, mixed(hash_of(requester), group) ^ (numbers & neighbours)};
}

QueryName name_of_error(const IpDatagram& datagram) {
  const auto quote = read_icmp_quote(datagram.payload, datagram.is_v4());
  if (!quote || !quote->datagram.is_icmp()) return {};
  const IpDatagram& quoted = quote->datagram;
  if (quoted.fragment_offset != 0) {
    QueryName name = name_by_identification(quoted);
    name.role = IcmpRole::error;
    return name;
  }
  if (quoted.payload.size() < icmp_header_octets || !is_query_type(quoted.payload[0], quoted.is_v4()))
    return {};
  return name_by_message(IcmpRole::error, quoted.source, quoted.payload[0], quoted.payload);
}

}  // namespace

bool is_query_type(std::uint8_t type, bool is_v4) {
  for (const Query& query : queries(is_v4)) {
    if (query.request == type) return true;
  }
  return false;
}

bool is_error_type(std::uint8_t type, bool is_v4) {
  return is_v4 ? is_error(IcmpType{type}) : type < 128;  // RFC 4443 2.1
}

QueryName query_name(const IpDatagram& datagram) {
  const Bytes message = datagram.payload;
  if (message.size() < icmp_header_octets) return {};
  const std::uint8_t type = message[0];
  for (const Query& query : queries(datagram.is_v4())) {
    if (type == query.request) {
      return name_by_message(IcmpRole::query, datagram.source, query.request, message);
    }
    if (type == query.reply) {
      return name_by_message(IcmpRole::reply, datagram.destination, query.request, message);
    }
  }
  return is_error_type(type, datagram.is_v4()) ? name_of_error(datagram) : QueryName();
}

QueryName name_by_identification(const IpDatagram& query) {
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

std::uint16_t message_identifier(Bytes message) { return read_u16(message, 4); }

std::uint16_t packet_digest(const IpDatagram& datagram) {
  const std::uint32_t checksum = datagram.payload.size() < 4 ? 0 : read_u16(datagram.payload, 2);
  const std::uint32_t mixed_all =
      (destination_hash_of(datagram.destination) ^ datagram.identification << 16 ^ checksum) * 0x9e3779b1U;
  return static_cast<std::uint16_t>(mixed_all >> 16);
}

}  // namespace icmpwire
