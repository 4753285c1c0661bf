// Parts of a text that a person typed, each with its place, and what is wrong at a place.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "packet/result.h"

namespace icmpwire {

struct TextPiece {
  std::string_view text;
  std::size_t at = 0;  // of its first character in the whole text

  // The part behind `count` characters, and the first of them; both as much as there is.
  TextPiece behind(std::size_t count) const;
  TextPiece first(std::size_t count) const;
};

// At least one piece; empty ones where separators follow each other.
std::vector<TextPiece> split(TextPiece piece, char separator);

// Why a text cannot be understood, and where: what Malformed is to octets.
struct Misread {
  std::size_t at;        // in the whole text; its size where something is missing at the end
  std::size_t length;    // characters concerned, at least 1
  std::string why;       // "'pointr' is no field of record_route"
  std::string expected;  // "type, length or pointer"; may be empty
  std::string instead;   // what may have been meant; may be empty
};

template <class T>
using Understood = tl::expected<T, Misread>;

tl::unexpected<Misread> misread(TextPiece at, std::string why, std::string expected = {},
                                std::string instead = {});

// "'text'", as errors name what was typed.
std::string quoted(std::string_view text);

// "a, b or c"
std::string alternatives(const std::vector<std::string_view>& words);

// The text, and beneath it carets at the place and what was expected there. Lines but the first are indented;
// no line end.
std::string marked(std::string_view text, const Misread& misread, std::size_t indent);

// Reason::bad_option: what was tried with the text that `option` gave, and the text with the place marked.
Failure misread_failure(std::string operation, const std::string& option, std::string_view text,
                        const Misread& misread);

}  // namespace icmpwire
