// The option language: an option area as words ("nop rr:9 ra"), and the words of any area.
//
//   OPTIONS = WORD[:VALUE][*N][{FIELD=VALUE,...}] and so on, blanks between them
//
// option_words() has the words of IPv4, ipv6_option_words() those of IPv6's hop-by-hop and destination
// options. docs/option-language.md shows each with its octets.
#pragma once

#include <optional>
#include <span>

#include "packet/ip_options.h"
#include "packet/layout.h"
#include "packet/text_piece.h"

namespace icmpwire {

// What a word's value is.
enum class OptionValue : std::uint8_t { none, route, stamps, number, level, octets, experiment, any_type };

struct OptionWord {
  std::string_view word;     // "rr"; the table's own name, "record_route", is understood too
  std::string_view form;     // "rr[:N|:A,B,...[,N]]"
  std::string_view example;  // "rr:3"
  std::uint8_t type;
  const Layout* layout;  // of the option's own fields; nullptr for plain octets
  OptionValue value;
  TimestampFlag flag = TimestampFlag::timestamps_only;  // of stamps
  bool ipv6 = false;  // its length does not count type and length themselves (RFC 8200 4.2)
};

std::span<const OptionWord> option_words();
std::span<const OptionWord> ipv6_option_words();

// What the word stands for, in the words of the tables: "Internet Timestamp: addresses too".
std::string option_word_meaning(const OptionWord& word);

// Where an item of the text is, and where its octets begin.
struct OptionItem {
  TextPiece text;
  std::size_t octet;
};

struct OptionText {
  Octets octets;  // as the words say, however many; not padded
  std::vector<OptionItem> items;
};

// Wrong values are values: only what is no word, value or field is misread.
Understood<OptionText> read_options(std::string_view text,
                                    std::span<const OptionWord> words = option_words());

// The words of an area of up to 40 octets, whatever they are; those that no word fits as "hex:...". Reading
// them gives the area again, octet by octet.
std::string options_text(Bytes area);

// The same of the options in an IPv6 extension header, however many octets.
std::string ipv6_options_text(Bytes area);

// How an area is filled up to a multiple of four octets.
enum class Padding : std::uint8_t { end_of_list, no_operation, none };

void pad(Octets& area, Padding padding);

// Why the options cannot go out as they are: more than 40 octets, no multiple of four, or lengths that do not
// tile the area. nullopt where they can. Pointers and contents are never judged.
std::optional<Misread> objection(const OptionText& options, Padding padding);

}  // namespace icmpwire
