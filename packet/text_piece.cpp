#include "packet/text_piece.h"

#include <algorithm>

#include "packet/text.h"

namespace icmpwire {

TextPiece TextPiece::behind(std::size_t count) const {
  const std::size_t cut = std::min(count, text.size());
  return {text.substr(cut), at + cut};
}

TextPiece TextPiece::first(std::size_t count) const { return {text.substr(0, count), at}; }

std::vector<TextPiece> split(TextPiece piece, char separator) {
  std::vector<TextPiece> pieces;
  for (;;) {
    const std::size_t end = piece.text.find(separator);
    pieces.push_back(piece.first(end));
    if (end == std::string_view::npos) return pieces;
    piece = piece.behind(end + 1);
  }
}

tl::unexpected<Misread> misread(TextPiece at, std::string why, std::string expected, std::string instead) {
  return tl::unexpected(Misread{at.at, std::max<std::size_t>(at.text.size(), 1), std::move(why),
                                std::move(expected), std::move(instead)});
}

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

std::string alternatives(const std::vector<std::string_view>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

std::string marked(std::string_view text, const Misread& misread, std::size_t indent) {
  std::string lines(text);
  std::replace_if(
      lines.begin(), lines.end(), [](char character) { return character >= 0 && character < ' '; }, ' ');
  const std::string margin(indent, ' ');
  const std::string carets = margin + std::string(misread.at, ' ') + std::string(misread.length, '^');
  lines += "\n" + carets;
  if (misread.expected.empty()) return lines;
  const std::string needs = " needs " + misread.expected;
  if (carets.size() + needs.size() <= text_columns) return lines + needs;
  for (const std::string& line : wrapped(needs, text_columns - indent))
    lines.append("\n").append(margin).append(line);
  return lines;
}

Failure misread_failure(std::string operation, const std::string& option, std::string_view text,
                        const Misread& misread) {
  constexpr std::size_t indent = 2;  // of the second line of a failure
  return Failure(std::move(operation), option, Reason::bad_option, misread.why, marked(text, misread, indent),
                 misread.instead);
}

}  // namespace icmpwire
