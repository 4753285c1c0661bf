#include "packet/text.h"

#include <algorithm>

namespace icmpwire {
namespace {

constexpr char unbroken_blank = '\x1f';  // a control character that no table has

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return words;
    text.remove_prefix(first);
    const std::size_t length = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
}

// Whether words stand one blank apart: most text does, and is a line as it is where it fits.
bool is_evenly_set(std::string_view text) {
  if (!text.empty() && (text.front() == ' ' || text.back() == ' ')) return false;
  return text.find("  ") == std::string_view::npos;
}

void mend_unbroken(std::string& line) { std::replace(line.begin(), line.end(), unbroken_blank, ' '); }

std::string words_cut_to(const std::vector<std::string_view>& words, std::size_t letters,
                         std::string_view between) {
  std::string result;
  for (const std::string_view word : words) {
    if (!result.empty()) result += between;
    result += word.substr(0, letters);
  }
  return result;
}

}  // namespace

std::string padded(std::string_view text, std::size_t width) {
  std::string result(text);
  if (result.size() < width) result.resize(width, ' ');
  return result;
}

std::string centred(std::string_view text, std::size_t width) {
  if (text.size() >= width) return std::string(text);
  return padded(std::string((width - text.size() + 1) / 2, ' ') + std::string(text), width);
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  if (text.size() <= width && is_evenly_set(text)) {
    lines.front() = text;
    mend_unbroken(lines.front());
    return lines;
  }
  for (std::string_view word : words_of(text)) {
    if (!lines.back().empty() && lines.back().size() + 1 + word.size() > width) lines.emplace_back();
    if (!lines.back().empty()) lines.back() += ' ';
    while (word.size() > width) {
      lines.back() += word.substr(0, width);
      lines.emplace_back();
      word.remove_prefix(width);
    }
    lines.back() += word;
  }
  for (std::string& line : lines) mend_unbroken(line);
  return lines;
}

std::string unbroken(std::string_view text) {
  std::string result(text);
  std::replace(result.begin(), result.end(), ' ', unbroken_blank);
  return result;
}

void append_hanging(std::string& out, std::string_view head, std::string_view text, std::size_t indent) {
  std::string before(head.substr(0, indent));
  const std::string all = unbroken(head.substr(indent)) + std::string(text);
  for (const std::string& line : wrapped(all, text_columns - indent)) {
    const std::string whole = before + line;
    out.append(whole, 0, whole.find_last_not_of(' ') + 1).append("\n");
    before.assign(indent, ' ');
  }
}

void append_hanging(std::string& out, std::string_view head, std::string_view text) {
  append_hanging(out, head, text, head.size());
}

std::string fitted_label(std::string_view label, std::size_t width) {
  if (label.size() <= width) return std::string(label);
  const std::vector<std::string_view> words = words_of(label);
  const std::size_t fewest_letters = 3;  // fewer say less than initials
  if (words.size() > 1) {
    for (std::size_t letters = width; letters >= fewest_letters; --letters) {
      std::string cut = words_cut_to(words, letters, " ");
      if (cut.size() <= width) return cut;
    }
    return words_cut_to(words, 1, "").substr(0, width);
  }
  return std::string(label.substr(0, width));
}

std::string octet_range(std::size_t first, std::size_t count) {
  if (count == 1) return "octet " + std::to_string(first);
  return "octets " + std::to_string(first) + "-" + std::to_string(first + count - 1);
}

std::string zero_padded(std::uint64_t value, std::size_t digits) {
  const std::string text = std::to_string(value);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

std::string octet_count(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " octet" : " octets");
}

}  // namespace icmpwire
