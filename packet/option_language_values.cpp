#include "packet/option_language_values.h"

#include <algorithm>
#include <array>

#include "packet/field_language.h"
#include "packet/option_layouts.h"

namespace icmpwire {
namespace {

constexpr std::size_t data_at = 2;  // behind type and length
constexpr std::string_view hex_digits = "0123456789abcdefABCDEF \t:";
constexpr std::array<std::uint8_t, 4> experiments = {30, 94, 158, 222};  // RFC 4727 3

std::string digits_of(Bytes octets) {
  std::string text = to_hex(octets);
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

// The field that a number or a level is the value of: the one behind type and length.
const FieldInfo& value_field(const OptionWord& word) { return word.layout->fields[data_at]; }

// What the length octet says of an option with so many octets.
std::size_t length_of(const OptionWord& word, std::size_t octets) {
  return word.ipv6 ? octets - data_at : octets;
}

Understood<Octets> option_of(const OptionWord& word, std::uint8_t type, TextPiece place,
                             const Understood<Octets>& data) {
  if (!data) return data;
  const std::size_t length = length_of(word, data_at + data->size());
  if (length > most_option_octets) return too_long(place, length);
  Octets option = {type, static_cast<std::uint8_t>(length)};
  option.insert(option.end(), data->begin(), data->end());
  return option;
}

Understood<Octets> number_option(const OptionWord& word, TextPiece value) {
  const auto number = read_field_value(value_field(word), value);
  if (!number) return tl::unexpected(number.error());
  Octets option(word.layout->octets);
  option[0] = word.type;
  option[1] = static_cast<std::uint8_t>(length_of(word, option.size()));
  write_field_value(value_field(word), option, *number);
  return option;
}

// "secret:80": the level by the table's name, then octets; or all of them in hexadecimal.
Understood<Octets> level_data(const OptionWord& word, TextPiece value) {
  if (value.text.find_first_not_of(hex_digits) == std::string_view::npos) return read_octets(value);
  const std::size_t colon = value.text.find(':');
  const auto level = read_field_value(value_field(word), value.first(colon));
  if (!level) return tl::unexpected(level.error());
  Octets data = {static_cast<std::uint8_t>(*level)};
  if (colon == std::string_view::npos) return data;
  const auto rest = read_octets(value.behind(colon + 1));
  if (!rest) return rest;
  data.insert(data.end(), rest->begin(), rest->end());
  return data;
}

std::optional<std::string> level_text(const OptionWord& word, Bytes option) {
  if (option.size() == data_at) return std::nullopt;
  const std::string text = plain_value_text(value_field(word), option);
  const std::string_view name = value_field(word).value_name(option[data_at]);
  if (name.empty()) return ":" + digits_of(option.subspan(data_at));
  const Bytes rest = option.subspan(data_at + 1);
  return ":" + typed_name(name) + (rest.empty() ? "" : ":" + digits_of(rest));
}

bool is_experiment(std::uint64_t type) {
  return std::find(experiments.begin(), experiments.end(), type) != experiments.end();
}

// An option that says its type, of those that the word is for.
Understood<Octets> typed_option(const OptionWord& word, TextPiece place, TextPiece value) {
  const std::size_t colon = value.text.find(':');
  const TextPiece number = value.first(colon);
  const auto type = read_number(number, UINT8_MAX);
  if (word.value == OptionValue::any_type && !type) return tl::unexpected(type.error());
  if (word.value == OptionValue::experiment && (!type || !is_experiment(*type))) {
    return misread(number, quoted(number.text) + " is no experimental option", "30, 94, 158 or 222");
  }
  const bool alone = colon == std::string_view::npos;
  return option_of(word, static_cast<std::uint8_t>(*type), place,
                   alone ? Octets{} : read_octets(value.behind(colon + 1)));
}

}  // namespace

tl::unexpected<Misread> too_long(TextPiece place, std::size_t octets) {
  return misread(place, "the option would have " + std::to_string(octets) + " octets",
                 "at most 255, which is all that its length can say");
}

Understood<Octets> read_octets(TextPiece text) {
  Octets octets;
  std::size_t at = 0;
  if (from_hex(text.text, octets, &at)) return octets;
  const TextPiece wrong = text.behind(at).first(1);
  return misread(wrong, wrong.text.empty() ? "a digit is missing" : quoted(wrong.text) + " is no such digit",
                 "octets in hexadecimal, two digits each");
}

Understood<Octets> read_option(const OptionWord& word, TextPiece place, std::optional<TextPiece> value) {
  if (word.value == OptionValue::route || word.value == OptionValue::stamps)
    return read_slots(word, place, value);
  const bool may_stand_alone = word.value == OptionValue::none || word.form.find("[:") == word.word.size();
  if (!value && !may_stand_alone) {
    return misread(place.behind(place.text.size()), quoted(place.text) + " lacks its value",
                   std::string(word.form));
  }
  switch (word.value) {
    case OptionValue::none:
      if (value) return misread(*value, quoted(word.word) + " takes no value", std::string(word.form));
      return Octets{word.type};
    case OptionValue::number:
      return number_option(word, value.value_or(TextPiece{"0", place.at}));
    case OptionValue::level:
      return option_of(word, word.type, place, level_data(word, *value));
    case OptionValue::experiment:
    case OptionValue::any_type:
      return typed_option(word, place, *value);
    default:
      return word.layout == nullptr ? read_octets(*value)
                                    : option_of(word, word.type, place, read_octets(*value));
  }
}

std::optional<std::string> option_value_text(const OptionWord& word, Bytes option) {
  const Bytes data = option.subspan(data_at);
  switch (word.value) {
    case OptionValue::route:
    case OptionValue::stamps:
      return slots_text(word, option);
    case OptionValue::number:
      if (option.size() != word.layout->octets) return std::nullopt;
      return ":" + std::to_string(field_value(value_field(word), option));
    case OptionValue::level:
      return level_text(word, option);
    case OptionValue::experiment:
    case OptionValue::any_type:
      return ":" + std::to_string(option[0]) + (data.empty() ? "" : ":" + digits_of(data));
    default:
      return data.empty() ? std::nullopt : std::optional(":" + digits_of(data));
  }
}

bool says(const OptionWord& word, Bytes option) {
  constexpr std::size_t flag_at = 3;
  switch (word.value) {
    case OptionValue::none:
      return false;
    case OptionValue::experiment:
      return is_experiment(option[0]);
    case OptionValue::any_type:
      return true;
    case OptionValue::stamps:
      return option[0] == word.type && option.size() > flag_at &&
             decode_fixed<TimestampOptionHeader>(option).flag == word.flag;
    default:
      return word.layout != nullptr && option[0] == word.type;
  }
}

}  // namespace icmpwire
