#include "capture/replay_fit.h"

#include <algorithm>

#include "capture/checksum_carry.h"
#include "capture/icmp_quote.h"

namespace icmpwire {
namespace {

constexpr std::size_t icmp_checksum_at = 2;
constexpr std::size_t ip_checksum_at = 10;

// Where the two versions have the same things.
struct Places {
  std::size_t header;  // octets without options
  std::size_t length;  // total length, or payload length
  std::size_t source;  // addresses
  std::size_t destination;
  std::size_t most_error;  // octets of an error, however much it could quote
};
constexpr Places places_v4 = {20, 2, 12, 16, 576};  // RFC 1812 4.3.2.3
constexpr Places places_v6 = {40, 4, 8, 24, 1280};  // RFC 4443 2.4 (c)

const Places& places(const IpDatagram& datagram) { return datagram.is_v4() ? places_v4 : places_v6; }

// The ICMP message of a request, or its part from a fragment's offset on.
struct RequestPart {
  Bytes octets;
  std::size_t size;  // more than there are octets where the capture cut it
};

RequestPart part_of(const IpDatagram& request, std::size_t fragment_offset = 0) {
  const std::size_t size = request.stated_payload();
  const std::size_t begin = fragment_offset;
  return {request.payload.subspan(std::min(begin, request.payload.size())), size - std::min(begin, size)};
}

// Octets that were made from a request's: those of the live one, changed in the bits in which the recorded
// ones differ from the recorded request. What the recorded ones have behind the end of the request follows as
// it is.
void append_fitted(Bytes recorded, const RequestPart& recorded_request, Bytes live, Octets& out) {
  const bool is_whole = recorded.size() >= recorded_request.size;
  const std::size_t made = std::min(recorded.size(), recorded_request.size);
  const Bytes own = is_whole ? live : first_at_most(live, recorded.size());
  const std::size_t begin = out.size();
  out.insert(out.end(), own.begin(), own.end());
  for (std::size_t i = 0; i < std::min({made, own.size(), recorded_request.octets.size()}); ++i) {
    out[begin + i] = static_cast<std::uint8_t>(own[i] ^ recorded[i] ^ recorded_request.octets[i]);
  }
  const Bytes behind = recorded.subspan(made);
  out.insert(out.end(), behind.begin(), behind.end());
}

void add_to_u16(MutableBytes octets, std::size_t at, std::size_t added, std::size_t removed) {
  write_u16(octets, at, static_cast<std::uint16_t>(read_u16(octets, at) + added - removed));
}

// Octets of a header that no router changes, made the live request's where they are the recorded one's.
void fit_octets(const RequestPair& requests, std::size_t at, std::size_t count, MutableBytes header) {
  const Bytes recorded = requests.recorded.header_octets;
  const Bytes live = requests.live.header_octets;
  for (std::size_t i = at; i < at + count; ++i) {
    header[i] = static_cast<std::uint8_t>(header[i] ^ recorded[i] ^ live[i]);
  }
}

// What a quoted header has from its request and no router changes: TOS, identification, flags, addresses
// (RFC 791); traffic class, flow label, addresses (RFC 8200). Its length follows the live request's; its TTL
// and its options are the path's.
void fit_quoted_header(const RequestPair& requests, const IpDatagram& quote, MutableBytes header) {
  const std::uint16_t sum_before = ones_complement_sum(header);
  if (quote.is_v4()) {
    constexpr std::size_t tos_at = 1, identification_at = 4;
    fit_octets(requests, tos_at, 1, header);
    fit_octets(requests, identification_at, 4, header);  // and the flags with the fragment offset
    fit_octets(requests, places_v4.source, 8, header);
  } else {
    fit_octets(requests, 0, 4, header);
    fit_octets(requests, places_v6.source, 32, header);
  }
  if (!quote.is_fragment) {
    add_to_u16(header, places(quote).length, requests.live.payload.size(), part_of(requests.recorded).size);
  }
  if (quote.is_v4()) carry_checksum(sum_before, header, ip_checksum_at);
}

// The quote of an error and what follows it, appended to `out`.
void append_fitted_quote(const RequestPair& requests, const IpDatagram& quote, Bytes behind, Octets& out) {
  const std::size_t begin = out.size();
  out.insert(out.end(), quote.header_octets.begin(), quote.header_octets.end());
  fit_quoted_header(requests, quote, MutableBytes(out).subspan(begin));
  const std::size_t offset = quote.fragment_offset;
  append_fitted(quote.payload, part_of(requests.recorded, offset), part_of(requests.live, offset).octets,
                out);
  if (behind.empty()) {
    const std::size_t most =
        std::max(places(quote).most_error - places(quote).header, begin + quote.octets.size());
    out.resize(std::min(out.size(), most));
  } else {
    // Padding and extensions (RFC 4884) stand at places of their own.
    out.resize(begin + quote.octets.size());
    out.insert(out.end(), behind.begin(), behind.end());
  }
}

// Who asked is now somebody else.
IpAddress fitted_source(const RequestPair& requests, const IpAddress& address) {
  const bool is_own = requests.recorded.source == requests.recorded.destination;
  return !is_own && address == requests.recorded.source ? requests.live.source : address;
}
IpAddress fitted_destination(const RequestPair& requests, const IpAddress& address) {
  return address == requests.recorded.source ? requests.live.source : address;
}

// RFC 4443 2.3: what an ICMPv6 checksum covers besides the message; nothing for ICMP.
std::uint16_t sum_beside(const IpAddress& source, const IpAddress& destination, std::size_t size) {
  if (source.is_v4()) return 0;
  return pseudo_header_sum(source.v6(), destination.v6(), static_cast<std::uint32_t>(size), Protocol::icmpv6);
}

void write_address(const IpAddress& address, std::size_t at, MutableBytes header) {
  const Bytes octets = address.octets();
  std::copy(octets.begin(), octets.end(), header.begin() + static_cast<std::ptrdiff_t>(at));
}

void clear_more_fragments(const IpDatagram& recorded, MutableBytes header) {
  constexpr std::size_t flags_at = 6;
  constexpr unsigned more_v4 = 0x20, more_v6 = 0x01;
  if (recorded.is_v4()) {
    header[flags_at] &= static_cast<std::uint8_t>(~more_v4);
  } else if (recorded.is_fragment) {
    header[recorded.fragment_head.size() + 3U] &= static_cast<std::uint8_t>(~more_v6);
  }
}

}  // namespace

void fit_message(const RequestPair& requests, const IpDatagram& answer, Bytes recorded_message, Octets& out) {
  out.clear();
  const bool is_error = is_error_type(recorded_message[0], answer.is_v4());
  const auto quote = is_error ? read_icmp_quote(recorded_message, answer.is_v4()) : std::nullopt;
  if (quote) {
    const Bytes header = recorded_message.first(icmp_header_octets);
    out.assign(header.begin(), header.end());
    append_fitted_quote(requests, quote->datagram, quote->behind, out);
  } else {
    append_fitted(recorded_message, part_of(requests.recorded), requests.live.payload, out);
    const Bytes own = recorded_message.first(icmp_header_octets / 2);  // type, code and checksum
    std::copy(own.begin(), own.end(), out.begin());
  }
  const std::uint16_t was = sum_beside(answer.source, answer.destination, recorded_message.size());
  const std::uint16_t is = sum_beside(fitted_source(requests, answer.source),
                                      fitted_destination(requests, answer.destination), out.size());
  carry_checksum(ones_complement_sum(recorded_message, was), out, icmp_checksum_at, is);
}

bool fit_datagram(const RequestPair& requests, const IpDatagram& recorded, std::size_t recorded_message_size,
                  Bytes message, Octets& out) {
  const std::size_t begin = recorded.fragment_offset;
  if (begin != 0 && begin >= message.size()) return false;
  const bool was_last = begin + recorded.payload.size() >= recorded_message_size;
  const Bytes rest = message.subspan(begin);
  const Bytes part = was_last ? rest : first_at_most(rest, recorded.payload.size());

  out.assign(recorded.header_octets.begin(), recorded.header_octets.end());
  const MutableBytes header(out);
  const Places& at = places(recorded);
  if (begin + part.size() == message.size()) clear_more_fragments(recorded, header);
  if (recorded.truncated && part.size() < recorded.payload.size()) {
    const std::size_t counted = recorded.is_v4() ? header.size() : header.size() - at.header;
    write_u16(header, at.length, static_cast<std::uint16_t>(counted + part.size()));  // no longer cut
  } else {
    add_to_u16(header, at.length, part.size(), recorded.payload.size());
  }
  write_address(fitted_destination(requests, recorded.destination), at.destination, header);
  write_address(fitted_source(requests, recorded.source), at.source, header);
  if (recorded.is_v4()) carry_checksum(ones_complement_sum(recorded.header_octets), header, ip_checksum_at);
  out.insert(out.end(), part.begin(), part.end());
  return true;
}

}  // namespace icmpwire
