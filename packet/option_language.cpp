#include "packet/option_language.h"

#include <algorithm>
#include <array>

#include "packet/field_language.h"
#include "packet/ipv6_options.h"
#include "packet/option_language_values.h"
#include "packet/option_layouts.h"

namespace icmpwire {
namespace {

constexpr std::size_t octets_a_word = 4;

std::string repeated(std::string_view word, std::size_t count) {
  return std::string(word) + (count == 1 ? "" : "*" + std::to_string(count));
}

std::size_t run_of(Bytes octets, std::uint8_t type) {
  const auto end =
      std::find_if(octets.begin(), octets.end(), [type](std::uint8_t octet) { return octet != type; });
  return static_cast<std::size_t>(end - octets.begin());
}

std::string hex_word(Bytes octets) {
  std::string text = "hex:" + to_hex(octets);
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

// What a word makes of the option, if reading it gives the option back.
std::optional<std::string> said_by(std::span<const OptionWord> words, const OptionWord& word, Bytes option) {
  if (!says(word, option)) return std::nullopt;
  const std::optional<std::string> value = option_value_text(word, option);
  if (!value) return std::nullopt;
  std::string text = std::string(word.word) + *value;
  const auto usual = read_options(text, words);
  if (!usual || usual->octets.size() != option.size()) return std::nullopt;
  if (equal(usual->octets, option)) return text;
  text += field_differences(*word.layout, usual->octets, option);
  const auto all = read_options(text, words);
  return all && equal(all->octets, option) ? std::optional(text) : std::nullopt;
}

std::string option_text(std::span<const OptionWord> words, Bytes option) {
  for (const OptionWord& word : words) {
    if (const auto text = said_by(words, word, option)) return *text;
  }
  return hex_word(option);
}

// The next words, and how many octets they say.
struct Said {
  std::string text;
  std::size_t octets;
};

Said say_first(Bytes rest) {
  const OptionType type{rest[0]};
  if (type == OptionType::no_operation || type == OptionType::end_of_list) {
    const std::size_t count = run_of(rest, rest[0]);
    return {repeated(type == OptionType::no_operation ? "nop" : "eol", count), count};
  }
  const bool tiles = rest.size() >= 2 && rest[1] >= 2 && rest[1] <= rest.size();
  if (!tiles) return {hex_word(rest), rest.size()};
  return {option_text(option_words(), rest.first(rest[1])), rest[1]};
}

Said say_first_of_ipv6(Bytes rest) {
  if (rest[0] == static_cast<std::uint8_t>(Ipv6OptionType::pad_one)) {
    const std::size_t count = run_of(rest, rest[0]);
    return {repeated("pad1", count), count};
  }
  const std::size_t octets = rest.size() >= 2 ? layout<Ipv6OptionHeader>.octets + rest[1] : rest.size() + 1;
  if (octets > rest.size()) return {hex_word(rest), rest.size()};
  return {option_text(ipv6_option_words(), rest.first(octets)), octets};
}

std::string tiling_rule(const Malformed& malformed, Bytes area) {
  if (malformed.why == Why::missing_option_length) return "the area ends before this option's length";
  const unsigned length = area[malformed.at + 1U];
  const std::size_t left = area.size() - malformed.at;
  return "this option's length is " + std::to_string(length) + ": " +
         (length < 2 ? "the least is 2" : std::to_string(left) + " octets are left");
}

// The text of the item that wrote an octet; of the last one for padding.
TextPiece item_at(const OptionText& options, std::size_t octet) {
  TextPiece text;
  for (const OptionItem& item : options.items) {
    if (item.octet <= octet) text = item.text;
  }
  return text;
}

}  // namespace

std::string options_text(Bytes area) {
  std::string text;
  while (!area.empty()) {
    const bool ended = area[0] == static_cast<std::uint8_t>(OptionType::end_of_list);
    const Said said = say_first(area);
    text += (text.empty() ? "" : " ") + said.text;
    area = area.subspan(said.octets);
    // Nothing behind the end of the list is an option.
    if (ended && !area.empty()) return text + " " + hex_word(area);
  }
  return text;
}

std::string ipv6_options_text(Bytes area) {
  std::string text;
  while (!area.empty()) {
    const Said said = say_first_of_ipv6(area);
    text += (text.empty() ? "" : " ") + said.text;
    area = area.subspan(said.octets);
  }
  return text;
}

void pad(Octets& area, Padding padding) {
  if (padding == Padding::none) return;
  const bool ends = padding == Padding::end_of_list;
  const OptionType with = ends ? OptionType::end_of_list : OptionType::no_operation;
  while (area.size() % octets_a_word != 0) area.push_back(static_cast<std::uint8_t>(with));
}

std::optional<Misread> objection(const OptionText& options, Padding padding) {
  Octets area = options.octets;
  pad(area, padding);
  const auto object = [&](std::size_t octet, std::string why) {
    const TextPiece item = item_at(options, octet);
    return Misread{item.at, std::max<std::size_t>(item.text.size(), 1), std::move(why), {}, {}};
  };
  if (area.size() > IpOptions::most_octets) {
    return object(IpOptions::most_octets,
                  "the options take " + std::to_string(area.size()) + " octets, a header holds 40");
  }
  if (area.size() % octets_a_word != 0) {
    return object(area.size(), "the options take " + std::to_string(area.size()) +
                                   " octets, a header ends on a multiple of 4");
  }
  const auto malformed = tiling_error(area);
  if (!malformed) return std::nullopt;
  return object(malformed->at, tiling_rule(*malformed, area));
}

}  // namespace icmpwire
