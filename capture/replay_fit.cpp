#include "capture/replay_fit.h"

#include <algorithm>

#include "packet/checksum.h"
#include "packet/icmp.h"

namespace icmpwire {
namespace {

constexpr std::size_t icmp_checksum_at = 2;
constexpr std::size_t icmp_header_octets = 8;  // of echoes and of errors

constexpr std::size_t total_length_at = 2;
constexpr std::size_t flags_at = 6;
constexpr std::size_t ip_checksum_at = 10;
constexpr std::size_t source_at = 12;
constexpr std::size_t destination_at = 16;
constexpr std::uint8_t more_fragments = 0x20;
constexpr std::size_t octets_per_offset = 8;  // RFC 791 3.1: the unit of the fragment offset

// RFC 1812 4.3.2.3: an error is no longer than this, however much it could quote.
constexpr std::size_t most_error_octets = 576;

// Carries the checksum in `octets` at `at` from what they summed up to before to what they are now.
void carry_checksum(std::uint16_t sum_before, MutableBytes octets, std::size_t at) {
  const std::uint16_t sum = ones_complement_sum(octets);
  if (sum != sum_before) write_u16(octets, at, updated_checksum(read_u16(octets, at), sum_before, sum));
}

// The ICMP message of a request, or its part from a fragment's offset on.
struct RequestPart {
  Bytes octets;
  std::size_t size;  // more than there are octets where the capture cut it
};

RequestPart part_of(const Ipv4Datagram& request, std::uint16_t fragment_offset = 0) {
  const std::size_t stated =
      *request.header.total_length -
      std::min<std::size_t>(*request.header.total_length, request.header_octets.size());
  const std::size_t size = request.truncated ? stated : request.payload.size();
  const std::size_t begin = fragment_offset * octets_per_offset;
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

// RFC 791: what a quoted header has from its request and no router changes: TOS, identification, flags,
// addresses. Its total length follows the live request's; its TTL and its options are the path's.
void fit_quoted_header(const RequestPair& requests, bool is_fragment, MutableBytes header) {
  const Bytes recorded = requests.recorded.header_octets;
  const Bytes live = requests.live.header_octets;
  const std::uint16_t sum_before = ones_complement_sum(header);
  const auto fit = [&](std::size_t at, std::size_t count) {
    for (std::size_t i = at; i < at + count; ++i) {
      header[i] = static_cast<std::uint8_t>(header[i] ^ recorded[i] ^ live[i]);
    }
  };
  constexpr std::size_t tos_at = 1, identification_at = 4;
  fit(tos_at, 1);
  fit(identification_at, 4);  // and the flags with the fragment offset
  fit(source_at, 8);
  if (!is_fragment) {
    add_to_u16(header, total_length_at, requests.live.payload.size(), part_of(requests.recorded).size);
  }
  carry_checksum(sum_before, header, ip_checksum_at);
}

// The quote of an error and what follows it, appended to `out`.
void append_fitted_quote(const RequestPair& requests, const Ipv4Datagram& quote, Bytes behind, Octets& out) {
  const std::size_t begin = out.size();
  out.insert(out.end(), quote.header_octets.begin(), quote.header_octets.end());
  fit_quoted_header(requests, quote.header.is_fragment(), MutableBytes(out).subspan(begin));
  const std::uint16_t offset = quote.header.fragment_offset;
  append_fitted(quote.payload, part_of(requests.recorded, offset), part_of(requests.live, offset).octets,
                out);
  if (behind.empty()) {
    const std::size_t most =
        std::max(most_error_octets - layout<Ipv4Header>.octets, begin + quote.octets.size());
    out.resize(std::min(out.size(), most));
  } else {
    // Padding and extensions (RFC 4884) stand at places of their own.
    out.resize(begin + quote.octets.size());
    out.insert(out.end(), behind.begin(), behind.end());
  }
}

}  // namespace

void fit_message(const RequestPair& requests, Bytes recorded_message, Octets& out) {
  out.clear();
  const Parsed<IcmpMessage> icmp = parse_icmp(recorded_message);
  const Bytes quoted = icmp ? quoted_datagram(*icmp) : Bytes();
  if (const Parsed<Ipv4Datagram> quote = parse_quoted_ipv4(quoted)) {
    const Bytes header = recorded_message.first(icmp_header_octets);
    out.assign(header.begin(), header.end());
    append_fitted_quote(requests, *quote, icmp->body.subspan(quote->octets.size()), out);
  } else {
    append_fitted(recorded_message, part_of(requests.recorded), requests.live.payload, out);
    const Bytes own = recorded_message.first(icmp_header_octets / 2);  // type, code and checksum
    std::copy(own.begin(), own.end(), out.begin());
  }
  carry_checksum(ones_complement_sum(recorded_message), out, icmp_checksum_at);
}

bool fit_datagram(const RequestPair& requests, const Ipv4Datagram& recorded,
                  std::size_t recorded_message_size, Bytes message, Octets& out) {
  const std::size_t begin = recorded.header.fragment_offset * octets_per_offset;
  if (begin != 0 && begin >= message.size()) return false;
  const bool was_last = begin + recorded.payload.size() >= recorded_message_size;
  const Bytes rest = message.subspan(begin);
  const Bytes part = was_last ? rest : first_at_most(rest, recorded.payload.size());

  out.assign(recorded.header_octets.begin(), recorded.header_octets.end());
  const MutableBytes header(out);
  if (begin + part.size() == message.size()) header[flags_at] &= static_cast<std::uint8_t>(~more_fragments);
  if (recorded.truncated && part.size() < recorded.payload.size()) {
    write_u16(header, total_length_at,
              static_cast<std::uint16_t>(header.size() + part.size()));  // no longer cut
  } else {
    add_to_u16(header, total_length_at, part.size(), recorded.payload.size());
  }
  const Ipv4Header& was = requests.recorded.header;
  const Ipv4Header& is = requests.live.header;
  const auto replace_requester = [&](std::size_t at, Ipv4Address address) {
    if (address == was.source)
      std::copy(is.source.octets.begin(), is.source.octets.end(),
                header.begin() + static_cast<std::ptrdiff_t>(at));
  };
  replace_requester(destination_at, recorded.header.destination);
  if (was.source != was.destination) replace_requester(source_at, recorded.header.source);
  carry_checksum(ones_complement_sum(recorded.header_octets), header, ip_checksum_at);
  out.insert(out.end(), part.begin(), part.end());
  return true;
}

}  // namespace icmpwire
