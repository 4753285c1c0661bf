#include "cli/link_names.h"

#include <algorithm>
#include <array>

#include "packet/ethernet.h"
#include "packet/ipv4.h"
#include "packet/ipv6.h"

namespace icmpwire::cli {
namespace {

struct NamedLink {
  std::string_view name;
  LinkType link;
};
constexpr std::array<NamedLink, 11> links = {{{"ethernet", LinkType::ethernet},
                                              {"raw", LinkType::raw},
                                              {"ipv4", LinkType::ipv4},
                                              {"ipv6", LinkType::ipv6},
                                              {"null", LinkType::null_loopback},
                                              {"loop", LinkType::loop},
                                              {"sll", LinkType::linux_sll},
                                              {"sll2", LinkType::linux_sll2},
                                              {"ppp", LinkType::ppp},
                                              {"ppp-serial", LinkType::ppp_hdlc},
                                              {"pppoe", LinkType::pppoe}}};

constexpr std::string_view link_type_word = "link type ";

bool carries_known_type(Bytes octets) {
  const auto header = decode<EthernetHeader>(octets);
  return header && !ether_type_name(static_cast<std::uint64_t>(header->ether_type)).empty();
}

// Whether the octets are a datagram as long as its header says.
bool says_its_own_length(Bytes octets) {
  if (const auto v4 = decode<Ipv4Header>(octets); v4 && v4->version == 4)
    return *v4->total_length == octets.size();
  const auto v6 = decode<Ipv6Header>(octets);
  return v6 && layout<Ipv6Header>.octets + std::size_t{*v6->payload_length} == octets.size();
}

}  // namespace

Value<LinkType> parse_link(std::string_view text) {
  const auto found = std::find_if(links.begin(), links.end(), [&](const NamedLink& known) {
    return text == known.name || text == to_text(known.link) ||
           text == std::to_string(static_cast<unsigned>(known.link));
  });
  if (found != links.end()) return found->link;
  std::string names;
  for (const NamedLink& known : links) names += (names.empty() ? "" : ", ") + std::string(known.name);
  return tl::unexpected("'" + std::string(text) + "' is none of " + names);
}

std::string link_words(std::uint32_t link_number) {
  const auto known = std::find_if(links.begin(), links.end(), [&](const NamedLink& link) {
    return static_cast<std::uint32_t>(link.link) == link_number;
  });
  if (known != links.end()) return std::string(to_text(known->link));
  return std::string(link_type_word) + std::to_string(link_number);
}

Value<std::uint32_t> parse_link_number(std::string_view words) {
  if (words.starts_with(link_type_word)) {
    const auto number = parse_number(words.substr(link_type_word.size()), 0, 0xffffffff);
    if (!number) return tl::unexpected(number.error());
    return static_cast<std::uint32_t>(*number);
  }
  const auto link = parse_link(words);
  if (!link) return tl::unexpected(link.error());
  return static_cast<std::uint32_t>(*link);
}

LinkType guessed_link(Bytes octets) {
  const unsigned version = octets.empty() ? 0 : octets.front() >> 4;
  if (version != 4 && version != 6) return LinkType::ethernet;
  return carries_known_type(octets) && !says_its_own_length(octets) ? LinkType::ethernet : LinkType::raw;
}

}  // namespace icmpwire::cli
