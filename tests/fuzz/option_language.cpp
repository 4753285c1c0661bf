// Any text is understood or misread at a place in it; any area is said in words that mean it, and no others.
#include "packet/option_language.h"

#include "packet/draft.h"
#include "tests/fuzz/require.h"

namespace icmpwire::test {
namespace {

void require_place(const Misread& misread, std::string_view text) {
  require(misread.length >= 1 && misread.at + misread.length <= text.size() + 1,
          "a misread lies in its text");
  require(!misread.why.empty() && !marked(text, misread, 2).empty(), "a misread says why");
}

void try_area(Bytes area) {
  const std::string text = options_text(area);
  const auto read = read_options(text);
  require(read && equal(read->octets, area), "words mean the octets that they are made of");
  require(options_text(read->octets) == text, "words of words are the same");
}

void try_options(std::string_view text) {
  const auto options = read_options(text);
  if (!options) return require_place(options.error(), text);
  for (const Padding padding : {Padding::end_of_list, Padding::no_operation, Padding::none}) {
    if (const auto refused = objection(*options, padding)) require_place(*refused, text);
  }
  if (options->octets.size() <= IpOptions::most_octets) try_area(options->octets);
}

void try_ipv6_area(Bytes area) {
  const std::string text = ipv6_options_text(area);
  const auto read = read_options(text, ipv6_option_words());
  require(read && equal(read->octets, area), "words of IPv6 mean the octets that they are made of");
  require(ipv6_options_text(read->octets) == text, "words of words are the same");
}

void try_ipv6_options(std::string_view text) {
  const auto options = read_options(text, ipv6_option_words());
  if (!options) return require_place(options.error(), text);
  try_ipv6_area(options->octets);
}

void try_setting(Draft draft, std::string_view text) {
  if (const auto done = set(draft, text); !done) require_place(done.error(), text);
  if (const auto done = add_tag(draft, text); !done) require_place(done.error(), text);
  const Octets packet = build(draft);
  const auto again = draft_of(packet, draft.link());
  require(!again || build(*again) == packet, "a draft of a packet builds it");
}

}  // namespace
}  // namespace icmpwire::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace icmpwire;
  const Bytes octets(data, size);
  const std::string text(octets.begin(), octets.end());
  test::try_options(text);
  test::try_ipv6_options(text);
  test::try_setting(draft_to(Ipv4Address{}), text);
  test::try_setting(draft_to(Ipv6Address{}), text);
  test::try_ipv6_area(octets);
  test::try_area(first_at_most(octets, IpOptions::most_octets));
  return 0;
}
