#include "packet/checksum_steps.h"

#include <algorithm>

#include "packet/checksum.h"
#include "packet/finding_text.h"
#include "packet/findings.h"
#include "packet/icmp.h"
#include "packet/icmpv6.h"
#include "packet/text.h"

namespace icmpwire {
namespace {

constexpr std::size_t most_words = 32;  // of those shown; a longer sum leaves its middle out

// What is summed: the octets of a header or message, and the pseudo-header before them if there is one.
struct Summed {
  const Layer* layer;
  Bytes octets;
  std::size_t checksum_at;  // in the octets
  Octets pseudo_header;
};

std::string hex_digits(std::uint32_t value, std::size_t least) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (; value != 0 || text.size() < least; value >>= 4) text.insert(text.begin(), digits[value & 15U]);
  return text;
}

std::uint16_t word_at(Bytes octets, std::size_t at) {
  return at + 1 < octets.size() ? read_u16(octets, at) : static_cast<std::uint16_t>(octets[at] << 8);
}

class Work {
 public:
  explicit Work(const Summed& summed) : summed_(summed) {}
  std::string text();

 private:
  void add(std::size_t number, std::size_t count, const std::string& place, std::uint16_t word,
           std::string_view remark);
  void append_words(Bytes octets, bool pseudo, std::size_t& number, std::size_t count);
  void append_end();

  const Summed& summed_;
  std::uint32_t sum_ = 0;  // not folded: at most 32768 words
  std::string out_;
};

void Work::add(std::size_t number, std::size_t count, const std::string& place, std::uint16_t word,
               std::string_view remark) {
  sum_ += word;
  const bool left_out = count > most_words && number >= most_words / 2 && number < count - most_words / 2;
  if (left_out) {
    if (number == most_words / 2) out_ += "   ...  " + std::to_string(count - most_words) + " words more\n";
    return;
  }
  std::string line = std::string(6 - std::min<std::size_t>(6, place.size()), ' ') + place + "  " +
                     hex_digits(word, 4) + "  " + padded(hex_digits(sum_, 5), 8) + std::string(remark);
  line.erase(line.find_last_not_of(' ') + 1);
  out_ += line + "\n";
}

void Work::append_words(Bytes octets, bool pseudo, std::size_t& number, std::size_t count) {
  for (std::size_t at = 0; at < octets.size(); at += 2, ++number) {
    const bool own = !pseudo && at == summed_.checksum_at;
    const std::string_view remark = own ? "the checksum itself, taken as zero"
                                    : at + 1 == octets.size() && !pseudo ? "an odd octet, padded with zero"
                                    : pseudo                             ? "pseudo-header"
                                                                         : "";
    const std::string place = pseudo ? "" : std::to_string(summed_.layer->offset + at);
    add(number, count, place, own ? std::uint16_t{0} : word_at(octets, at), remark);
  }
}

void Work::append_end() {
  while (sum_ > 0xffff) {
    const std::uint32_t folded = (sum_ & 0xffff) + (sum_ >> 16);
    out_ += "carries:    " + hex_digits(sum_ & 0xffff, 4) + " + " + hex_digits(sum_ >> 16, 1) + " = " +
            hex_digits(folded, 4) + "\n";
    sum_ = folded;
  }
  const auto right = static_cast<std::uint16_t>(~sum_);
  const std::uint16_t found = read_u16(summed_.octets, summed_.checksum_at);
  const bool other_zero = (right == 0xffff && found == 0) || (right == 0 && found == 0xffff);
  out_ += "complement: " + hex_digits(right, 4) + "; the field holds " + hex_digits(found, 4) +
          (right == found              ? ", which is right"
           : other_zero                ? ", the other zero, which is right"
           : is_quoted(*summed_.layer) ? ", which is stale: routers change what they quote"
                                       : ", which is wrong") +
          "\n";
}

std::string Work::text() {
  const std::size_t count = (summed_.pseudo_header.size() + summed_.octets.size() + 1) / 2;
  out_ = title_with_range({summed_.layer->layout, summed_.layer->offset,
                           static_cast<std::uint32_t>(summed_.octets.size()), 0}) +
         "\n octet  word  sum\n";
  std::size_t number = 0;
  append_words(summed_.pseudo_header, true, number, count);
  append_words(summed_.octets, false, number, count);
  append_end();
  return std::move(out_);
}

bool has_checksum(const Layer& layer) {
  for (const FieldInfo& field : layer.layout->fields) {
    if (field.name == "checksum") return true;
  }
  return false;
}

// RFC 8200 8.1.
Octets pseudo_header_of(const Ipv6Datagram& ip) {
  const auto& source = ip.header.source.octets;
  const auto& destination = ip.header.destination.octets;
  Octets octets(source.size() + destination.size() + 8);
  std::copy(destination.begin(), destination.end(), std::copy(source.begin(), source.end(), octets.begin()));
  write_u32(octets, octets.size() - 8, static_cast<std::uint32_t>(ip.payload.size()));
  octets.back() = static_cast<std::uint8_t>(ip.protocol);
  return octets;
}

std::optional<Summed> header_summed(const Dissection& packet, const Layer& ip) {
  constexpr std::size_t checksum_at = 10;
  const FoundDatagram datagram = datagram_at(packet, ip);
  if (!datagram.header_whole) return std::nullopt;
  return Summed{&ip, datagram.header_octets, checksum_at, {}};
}

// The message of the datagram around it, whose header `ip` is.
std::optional<Summed> message_summed(const Dissection& packet, const Layer& layer, const Layer* ip) {
  constexpr std::size_t checksum_at = 2;
  if (const auto around = ipv6_around(packet, layer)) {
    if (around->is_fragment() || around->truncated || around->payload.size() < 4) return std::nullopt;
    return Summed{&layer, around->payload, checksum_at, pseudo_header_of(*around)};
  }
  if (ip == nullptr) return std::nullopt;
  const FoundDatagram datagram = datagram_at(packet, *ip);
  if (!datagram.whole || datagram.header.is_fragment()) return std::nullopt;
  return Summed{&layer, datagram.octets.subspan(layer.offset - ip->offset), checksum_at, {}};
}

}  // namespace

std::string checksum_steps(const Dissection& packet) {
  std::string out;
  const Layer* ip = nullptr;
  for (const Layer& layer : packet.layers) {
    const bool is_ip = layer.layout == &layout<Ipv4Header>;
    if (!is_whole(layer) || !has_checksum(layer)) continue;
    if (is_ip && !is_quoted(layer)) ip = &layer;
    const bool is_message = !is_ip && !is_quoted(layer);
    const auto summed = is_ip        ? header_summed(packet, layer)
                        : is_message ? message_summed(packet, layer, ip)
                                     : std::nullopt;
    if (summed) out += (out.empty() ? "" : "\n") + Work(*summed).text();
  }
  return out.empty() ? "no checksum that could be worked out\n" : out;
}

}  // namespace icmpwire
