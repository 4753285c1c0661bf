// Text -> octets: item by item, each a word with its value, its repetition and its fields in braces.
#include <algorithm>
#include <array>

#include "packet/field_language.h"
#include "packet/ipv6_options.h"
#include "packet/nearest.h"
#include "packet/option_language_values.h"
#include "packet/option_layouts.h"

namespace icmpwire {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view hex_digits = "0123456789abcdefABCDEF";
constexpr std::uint64_t most_repeated = 255;

template <class Type>
constexpr std::uint8_t number(Type type) {
  return static_cast<std::uint8_t>(type);
}

const std::array ipv4_words = {
    OptionWord{"rr", "rr[:N|:A,B,...[,N]]", "rr:3", number(OptionType::record_route), &record_route_layout,
               OptionValue::route},
    OptionWord{"ts", "ts[:N|:@T,...[,N]]", "ts:2", number(OptionType::timestamp),
               &layout<TimestampOptionHeader>, OptionValue::stamps, TimestampFlag::timestamps_only},
    OptionWord{"tsaddr", "tsaddr[:N|:A@T,...[,N]]", "tsaddr:2", number(OptionType::timestamp),
               &layout<TimestampOptionHeader>, OptionValue::stamps, TimestampFlag::with_addresses},
    OptionWord{"tspre", "tspre:A[@T],B,...", "tspre:10.9.2.2,10.9.3.3", number(OptionType::timestamp),
               &layout<TimestampOptionHeader>, OptionValue::stamps, TimestampFlag::prespecified},
    OptionWord{"lsrr", "lsrr:A,B,...", "lsrr:10.9.2.2,10.9.3.3", number(OptionType::loose_source_route),
               &loose_source_route_layout, OptionValue::route},
    OptionWord{"ssrr", "ssrr:A,B,...", "ssrr:10.9.2.2,10.9.3.3", number(OptionType::strict_source_route),
               &strict_source_route_layout, OptionValue::route},
    OptionWord{"ra", "ra[:N]", "ra", number(OptionType::router_alert), &layout<RouterAlertOption>,
               OptionValue::number},
    OptionWord{"sec", "sec:LEVEL[:HEX]|HEX", "sec:secret:80", number(OptionType::security),
               &layout<SecurityOptionHeader>, OptionValue::level},
    OptionWord{"cipso", "cipso:HEX", "cipso:00000001", number(OptionType::commercial_security),
               &layout<OptionHeader>, OptionValue::octets},
    OptionWord{"sid", "sid:N", "sid:42", number(OptionType::stream_identifier),
               &layout<StreamIdentifierOption>, OptionValue::number},
    OptionWord{"mtup", "mtup:N", "mtup:1500", number(OptionType::mtu_probe), &mtu_probe_layout,
               OptionValue::number},
    OptionWord{"mtur", "mtur:N", "mtur:576", number(OptionType::mtu_reply), &mtu_reply_layout,
               OptionValue::number},
    OptionWord{"qs", "qs:HEX", "qs:0040ff000000", number(OptionType::quick_start), &layout<OptionHeader>,
               OptionValue::octets},
    OptionWord{"exp", "exp:30|94|158|222[:HEX]", "exp:94:6162", 94, &layout<OptionHeader>,
               OptionValue::experiment},
    OptionWord{"nop", "nop[*N]", "nop*3", number(OptionType::no_operation), &no_operation_layout,
               OptionValue::none},
    OptionWord{"eol", "eol[*N]", "eol", number(OptionType::end_of_list), &end_of_list_layout,
               OptionValue::none},
    OptionWord{"hex", "hex:HEX", "hex:0727", number(OptionType::end_of_list), nullptr, OptionValue::octets},
};

const std::array ipv6_words = {
    OptionWord{"ra",
               "ra[:N]",
               "ra",
               number(Ipv6OptionType::router_alert),
               &layout<Ipv6RouterAlert>,
               OptionValue::number,
               {},
               true},
    OptionWord{"jumbo",
               "jumbo:N",
               "jumbo:70000",
               number(Ipv6OptionType::jumbo_payload),
               &layout<Ipv6JumboPayload>,
               OptionValue::number,
               {},
               true},
    OptionWord{"limit",
               "limit:HEX",
               "limit:04",
               number(Ipv6OptionType::tunnel_encapsulation_limit),
               &layout<Ipv6OptionHeader>,
               OptionValue::octets,
               {},
               true},
    OptionWord{"home",
               "home:HEX",
               "home:fd000000000000000000000000000001",
               number(Ipv6OptionType::home_address),
               &layout<Ipv6OptionHeader>,
               OptionValue::octets,
               {},
               true},
    OptionWord{"pad1",
               "pad1[*N]",
               "pad1*2",
               number(Ipv6OptionType::pad_one),
               &layout<Ipv6PadOne>,
               OptionValue::none,
               {},
               true},
    OptionWord{"padn",
               "padn:HEX",
               "padn:0000",
               number(Ipv6OptionType::pad_many),
               &pad_many_layout,
               OptionValue::octets,
               {},
               true},
    OptionWord{"opt",
               "opt:TYPE[:HEX]",
               "opt:30:6162",
               0,
               &layout<Ipv6OptionHeader>,
               OptionValue::any_type,
               {},
               true},
    OptionWord{"hex", "hex:HEX", "hex:0500", 0, nullptr, OptionValue::octets, {}, true},
};

// The table's own name of an option, where no other word has the same.
std::string_view table_name(const OptionWord& word) {
  const bool shared = word.layout == nullptr || word.layout == &layout<OptionHeader> ||
                      word.layout == &layout<Ipv6OptionHeader>;
  return shared || word.flag != TimestampFlag::timestamps_only ? std::string_view{} : word.layout->name;
}

Understood<const OptionWord*> find_word(std::span<const OptionWord> words, TextPiece typed) {
  std::vector<std::string_view> known;
  for (const OptionWord& word : words) {
    if (typed.text == word.word || typed.text == table_name(word)) return &word;
    known.push_back(word.word);
  }
  const std::string expected = alternatives(known);
  for (const OptionWord& word : words) known.push_back(table_name(word));
  return misread(typed, quoted(typed.text) + " is no option", expected,
                 std::string(nearest(typed.text, known)));
}

bool takes_hex(const OptionWord& word) {
  return word.value == OptionValue::octets || word.value == OptionValue::level ||
         word.value == OptionValue::experiment || word.value == OptionValue::any_type;
}

class Reader {
 public:
  Reader(std::string_view text, std::span<const OptionWord> words) : words_(words), rest_{text, 0} {}

  Understood<OptionText> read() {
    for (skip_blanks(); !rest_.text.empty(); skip_blanks()) {
      const TextPiece start = rest_;
      const std::size_t octet = all_.octets.size();
      if (auto item = read_item(); !item) return tl::unexpected(std::move(item.error()));
      all_.items.push_back({start.first(rest_.at - start.at), octet});
    }
    return std::move(all_);
  }

 private:
  // Up to any of the characters, or to the end.
  TextPiece take_until(std::string_view characters) {
    const TextPiece taken = rest_.first(rest_.text.find_first_of(characters));
    rest_ = rest_.behind(taken.text.size());
    return taken;
  }
  void skip_blanks() {
    const std::size_t end = rest_.text.find_first_not_of(blanks);
    rest_ = rest_.behind(std::min(end, rest_.text.size()));
  }
  bool skip(char character) {
    if (!rest_.text.starts_with(character)) return false;
    rest_ = rest_.behind(1);
    return true;
  }

  std::optional<TextPiece> take_value(const OptionWord& word);
  Understood<std::uint64_t> take_repetition();
  Understood<void> take_settings(const OptionWord& word, Octets& option);
  Understood<void> read_item();

  std::span<const OptionWord> words_;
  TextPiece rest_;
  OptionText all_;
};

// Octets may be written with blanks between them.
std::optional<TextPiece> Reader::take_value(const OptionWord& word) {
  if (!skip(':')) return std::nullopt;
  const TextPiece start = rest_;
  take_until(" \t\r\n*{");
  while (takes_hex(word)) {
    const TextPiece before = rest_;
    skip_blanks();
    const TextPiece more = take_until(" \t\r\n*{");
    const bool octets = more.at != before.at && !more.text.empty() && more.text.size() % 2 == 0 &&
                        more.text.find_first_not_of(hex_digits) == std::string_view::npos;
    if (octets) continue;
    rest_ = before;
    break;
  }
  return start.first(rest_.at - start.at);
}

Understood<std::uint64_t> Reader::take_repetition() {
  if (!skip('*')) return 1;
  return read_number(take_until(" \t\r\n{"), most_repeated);
}

Understood<void> Reader::take_settings(const OptionWord& word, Octets& option) {
  if (!rest_.text.starts_with('{')) return {};
  const std::size_t end = rest_.text.find('}');
  if (end == std::string_view::npos) return misread(rest_.first(1), "the brace is never closed", "a '}'");
  const TextPiece braces = rest_.first(end + 1);
  rest_ = rest_.behind(end + 1);
  if (word.layout == nullptr)
    return misread(braces, quoted(word.word) + " has no fields: its octets are all");
  const auto settings = read_field_settings(*word.layout, braces);
  if (!settings) return tl::unexpected(settings.error());
  for (const FieldSetting& setting : *settings) write_setting(setting, option);
  return {};
}

Understood<void> Reader::read_item() {
  const TextPiece place = take_until(" \t\r\n:*{");
  const auto word = find_word(words_, place);
  if (!word) return tl::unexpected(word.error());
  const auto value = take_value(**word);
  auto option = read_option(**word, place, value);
  if (!option) return tl::unexpected(std::move(option.error()));
  const auto count = take_repetition();
  if (!count) return tl::unexpected(count.error());
  if (auto set = take_settings(**word, *option); !set) return set;
  if (!rest_.text.empty() && blanks.find(rest_.text[0]) == std::string_view::npos) {
    return misread(rest_.first(1), quoted(rest_.text.substr(0, 1)) + " follows the option",
                   "a blank before the next one");
  }
  for (std::uint64_t i = 0; i < *count; ++i)
    all_.octets.insert(all_.octets.end(), option->begin(), option->end());
  return {};
}

}  // namespace

std::span<const OptionWord> option_words() { return ipv4_words; }
std::span<const OptionWord> ipv6_option_words() { return ipv6_words; }

std::string option_word_meaning(const OptionWord& word) {
  if (word.layout == nullptr) return "octets as they are";
  if (word.value == OptionValue::experiment) return "Experiment (RFC 4727)";
  if (word.value == OptionValue::any_type) return "an option of any type";
  const std::string name(word.ipv6 ? ipv6_option_name(word.type) : option_name(word.type));
  if (word.value != OptionValue::stamps) return name;
  return name + ": " + std::string(timestamp_flag_name(static_cast<std::uint64_t>(word.flag)));
}

Understood<OptionText> read_options(std::string_view text, std::span<const OptionWord> words) {
  return Reader(text, words).read();
}

}  // namespace icmpwire
