#include "cli/link_names.h"

#include <algorithm>
#include <array>

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

LinkType guessed_link(Bytes octets) {
  const unsigned version = octets.empty() ? 0 : octets.front() >> 4;
  return version == 4 || version == 6 ? LinkType::raw : LinkType::ethernet;
}

}  // namespace icmpwire::cli
