// The values of the option language's words: what stands behind "rr:", as octets and back.
#pragma once

#include "packet/option_language.h"

namespace icmpwire {

// What a length octet can say.
inline constexpr std::size_t most_option_octets = 255;
tl::unexpected<Misread> too_long(TextPiece place, std::size_t octets);

// Octets in hexadecimal.
Understood<Octets> read_octets(TextPiece text);

// One whole option, type and length included. No value: the word stands alone.
Understood<Octets> read_option(const OptionWord& word, TextPiece place, std::optional<TextPiece> value);

// Whether the word is one for options of this type, and of this flag where they have one. `option` has type
// and length.
bool says(const OptionWord& word, Bytes option);

// The value that says most of an option that the word says(), with its colon; nullopt where it has a shape
// that no value has.
std::optional<std::string> option_value_text(const OptionWord& word, Bytes option);

// The same two for options with slots.
Understood<Octets> read_slots(const OptionWord& word, TextPiece place, std::optional<TextPiece> value);
std::optional<std::string> slots_text(const OptionWord& word, Bytes option);

}  // namespace icmpwire
