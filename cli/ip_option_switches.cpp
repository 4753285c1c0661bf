#include "cli/ip_option_switches.h"

#include "packet/text.h"

namespace icmpwire::cli {
namespace {

// All options as one text; routes that were given by their routers get the destination as their end.
struct JoinedText {
  std::string text;
  Ipv4Address destination;
};

Result<JoinedText> join(const IpOptionSwitches& switches, Ipv4Address destination) {
  JoinedText all{{}, destination};
  for (const IpOptionSwitches::Given& given : switches.ip_options) {
    std::string text = given.text;
    if (given.routed) {
      const std::size_t colon = text.find(':');
      const std::size_t end = std::min(text.find(','), text.size());
      const std::string first = text.substr(colon + 1, end - colon - 1);
      const auto router = parse_ipv4_address(first);
      if (!router) {
        const Misread misread{colon + 1,
                              std::max<std::size_t>(first.size(), 1),
                              icmpwire::quoted(first) + " is no router",
                              "an IPv4 address",
                              {}};
        return tl::unexpected(misread_failure("read", "--" + text.substr(0, colon), text, misread));
      }
      text = text.substr(0, colon + 1) + (end < text.size() ? text.substr(end + 1) + "," : "") +
             to_text(all.destination);
      all.destination = *router;
    }
    all.text += (all.text.empty() ? "" : " ") + text;
  }
  return all;
}

std::string word_lines(std::span<const OptionWord> words) {
  constexpr std::size_t column = 28;
  std::string text;
  for (const OptionWord& word : words)
    append_hanging(text, padded("  " + std::string(word.form), column), option_word_meaning(word));
  return text;
}

}  // namespace

Result<IpOptionArea> make_ip_options(const IpOptionSwitches& switches, Ipv4Address destination) {
  const auto all = join(switches, destination);
  if (!all) return tl::unexpected(all.error());
  auto options = read_options(all->text);
  if (!options) {
    return tl::unexpected(misread_failure("read", "the IP options", all->text, options.error()));
  }
  if (const auto refused = objection(*options, switches.padding); refused && !switches.force) {
    Failure failure = misread_failure("send", "the IP options", all->text, *refused);
    failure.instead = "--force, which sends them so";
    return tl::unexpected(std::move(failure));
  }
  pad(options->octets, switches.padding);
  return IpOptionArea{std::move(options->octets), all->destination};
}

namespace detail {

Taken add_timestamp(IpOptionSwitches& switches, std::string_view kind) {
  constexpr std::string_view prespecified = "tsprespec=";
  std::string text;
  if (kind == "tsonly") text = "ts:9";
  if (kind == "tsandaddr") text = "tsaddr:4";
  if (kind.starts_with(prespecified)) text = "tspre:" + std::string(kind.substr(prespecified.size()));
  if (text.empty()) {
    return tl::unexpected(quoted(kind) + " is no timestamp option: tsonly, tsandaddr, tsprespec=A,B");
  }
  switches.ip_options.push_back({std::move(text)});
  return {};
}

Taken set_padding(IpOptionSwitches& switches, std::string_view word) {
  if (word == "eol") {
    switches.padding = Padding::end_of_list;
  } else if (word == "nop") {
    switches.padding = Padding::no_operation;
  } else if (word == "none") {
    switches.padding = Padding::none;
  } else {
    return tl::unexpected(quoted(word) + " is none of eol, nop, none");
  }
  return {};
}

}  // namespace detail

std::string option_words_help() {
  return "Words of -o (A, B: addresses; T: milliseconds; docs/option-language.md):\n" +
         word_lines(option_words()) + "Any field of an option in braces: rr:9{pointer=3,length=38}\n";
}

std::string all_option_words_help() {
  return option_words_help() + "\nWords of --hop-by-hop and --destination-options:\n" +
         word_lines(ipv6_option_words());
}

}  // namespace icmpwire::cli
