// A packet octet by octet: what each is, and what is wrong with it.
#include <algorithm>

#include "packet/explain.h"
#include "packet/finding_text.h"
#include "packet/pointing.h"
#include "packet/text.h"

namespace icmpwire {
namespace {

constexpr std::size_t offset_width = 4;
constexpr std::size_t octets_column = offset_width + 2;
constexpr std::size_t octets_width = 17;  // six octets in hex, or the bits of two
constexpr std::size_t value_column = octets_column + octets_width + 2;
constexpr std::size_t value_width = 23;  // what is longer pushes its meaning aside
constexpr std::size_t meaning_column = value_column + value_width + 2;
constexpr std::size_t octets_a_line = 16;  // of a run

// The field's bits as digits, those of its neighbours in the same octets as dots.
std::string bits_text(const FieldInfo& field, Bytes octets) {
  std::string text;
  const unsigned end = field.bit + unsigned{field.width};
  for (unsigned bit = field.bit / 8U * 8U; bit < (end + 7) / 8 * 8; ++bit) {
    if (bit % 8 == 0 && !text.empty()) text += ' ';
    const bool set = (octets[bit / 8] >> (7 - bit % 8) & 1) != 0;
    text += bit < field.bit || bit >= end ? '.' : (set ? '1' : '0');
  }
  return text;
}

bool fills_octets(const FieldInfo& field) { return field.bit % 8 == 0 && field.width % 8 == 0; }

std::string octets_text(const FieldInfo& field, Bytes octets) {
  if (!fills_octets(field)) return bits_text(field, octets);
  return to_hex(octets.subspan(field.bit / 8U, field.width / 8U));
}

std::string printable(Bytes octets) {
  std::string text;
  for (const std::uint8_t octet : octets)
    text += octet >= 0x20 && octet < 0x7f ? static_cast<char>(octet) : '.';
  return text;
}

std::string offset_text(std::size_t offset) {
  const std::string digits = std::to_string(offset);
  return padded(std::string(offset_width - std::min(offset_width, digits.size()), ' ') + digits,
                octets_column);
}

// A line of "name = value" and the meaning beside it; either may be missing.
struct WordsOfLine {
  std::string assignment;
  std::string meaning;
};

// The meaning stands beside the value, or beneath it where both do not fit.
std::vector<WordsOfLine> value_and_meaning(const std::string& assignment, std::string_view meaning) {
  std::vector<WordsOfLine> lines;
  for (std::string& line : wrapped(assignment, text_columns - value_column))
    lines.push_back({std::move(line), {}});
  WordsOfLine& last = lines.back();
  const std::size_t beside = std::max(last.assignment.size(), value_width) + 2 + meaning.size();
  if (beside <= text_columns - value_column) {
    last.meaning = meaning;
    return lines;
  }
  const std::vector<std::string> further = wrapped(meaning, text_columns - meaning_column);
  std::size_t first = 0;
  if (last.assignment.size() <= value_width) last.meaning = further[first++];
  for (; first < further.size(); ++first) lines.push_back({{}, further[first]});
  return lines;
}

void append_words(std::string& out, const WordsOfLine& words, bool first, Ink ink) {
  constexpr std::string_view sign = " = ";
  const std::size_t value_at = first ? words.assignment.find(sign) + sign.size() : 0;
  out.append(words.assignment, 0, value_at);
  paint(out, std::string_view(words.assignment).substr(value_at), Shade::value, ink);
  if (words.meaning.empty()) return;
  out.append(value_width + 2 - std::min(value_width, words.assignment.size()), ' ').append(words.meaning);
}

// What the arrow beside the octets does in a line: it leads from a pointer to the octet that it points at.
enum class Arrow : std::uint8_t { absent, begins, passes, ends };

// A line's octets, and behind them the arrow, up to the column of the words.
void append_octets(std::string& out, std::string_view octets, Arrow arrow, Ink ink) {
  const std::size_t room = octets_width - std::min(octets_width, octets.size());
  paint(out, octets, Shade::octets, ink);
  if (arrow == Arrow::absent) {
    out.append(room + 2, ' ');
    return;
  }
  std::string drawn(room, ' ');
  if (arrow == Arrow::begins && room > 1) drawn.replace(1, room, room - 1, '-');
  if (arrow == Arrow::ends && room > 1) drawn.replace(1, room, "<" + std::string(room - 2, '-'));
  const char tip = room > 1 ? '\'' : '<';
  drawn += arrow == Arrow::begins ? '.' : (arrow == Arrow::passes ? '|' : tip);
  paint(out, drawn, Shade::pointer, ink);
  out += ' ';
}

class Annotation {
 public:
  // Of the findings, those from `first_note` on are notes: nothing is wrong there.
  Annotation(const Dissection& packet, const std::vector<Finding>& findings, std::size_t first_note, Ink ink);
  std::string text();

 private:
  void append_title(const Layer& layer);
  void append_fields(std::size_t index);
  Arrow arrow_at(FieldPlace place, std::size_t first, std::size_t count);
  void append_row(std::size_t offset, const std::string& shown, const std::vector<WordsOfLine>& words,
                  Arrow arrow);
  void append_run(std::size_t index);
  void append_marked(std::size_t column, std::size_t marks, const std::string& words, Shade shade);
  void append_finding(std::size_t index, std::size_t column, std::size_t marks);
  void append_field_findings(FieldPlace place, const std::string& shown);

  const Dissection& packet_;
  const std::vector<Finding>& findings_;
  const std::size_t first_note_;
  const Ink ink_;
  const std::vector<Pointing> pointings_;
  std::vector<FieldPlace> places_;
  std::optional<std::uint32_t> target_;  // of the arrow that is being drawn; of two that cross, the first is
  std::string out_;
};

Annotation::Annotation(const Dissection& packet, const std::vector<Finding>& findings, std::size_t first_note,
                       Ink ink)
    : packet_(packet),
      findings_(findings),
      first_note_(first_note),
      ink_(ink),
      pointings_(pointings(packet)) {
  for (const Finding& finding : findings) places_.push_back(place_of(finding, packet));
}

std::string Annotation::text() {
  for (std::size_t i = 0; i < packet_.layers.size(); ++i) {
    append_title(packet_.layers[i]);
    if (packet_.layers[i].layout->fields.empty()) {
      append_run(i);
    } else {
      append_fields(i);
    }
  }
  if (packet_.stopped) {
    append_hanging(out_, "Reading stopped at octet " + std::to_string(packet_.stopped->at) + ": ",
                   to_text(packet_.stopped->why));
  }
  return std::move(out_);
}

// A layer of one field needs no title: its name goes before the field's.
void Annotation::append_title(const Layer& layer) {
  if (layer.layout->fields.size() == 1) return;
  constexpr std::size_t arrow_column = octets_column + octets_width;
  const std::string title = std::string(std::size_t{2} * layer.depth, ' ') + title_with_range(layer);
  out_ += painted(title, Shade::heading, ink_);
  if (target_ && title.size() < arrow_column)
    out_ += std::string(arrow_column - title.size(), ' ') + painted("|", Shade::pointer, ink_);
  out_ += '\n';
}

void Annotation::append_fields(std::size_t index) {
  const Layer& layer = packet_.layers[index];
  const Bytes octets = packet_.octets_of(layer);
  const bool titled = layer.layout->fields.size() > 1;
  const std::string prefix = titled ? "" : std::string(layer.layout->name) + ".";
  for (std::size_t i = 0; i < layer.layout->fields.size(); ++i) {
    const FieldInfo& field = layer.layout->fields[i];
    if (field.bit + std::size_t{field.width} > octets.size() * 8) return;
    const std::string shown = octets_text(field, octets);
    std::string assignment = prefix;
    assignment.append(field.name).append(" = ").append(value_text(field, octets));
    const std::size_t first = layer.offset + field.bit / 8U;
    const std::size_t count = (field.bit % 8U + field.width + 7U) / 8U;
    append_row(first, shown, value_and_meaning(assignment, field.meaning),
               arrow_at({index, i}, first, count));
    append_field_findings({index, i}, shown);
  }
}

// An arrow leads downwards only.
Arrow Annotation::arrow_at(FieldPlace place, std::size_t first, std::size_t count) {
  if (target_ && *target_ >= first && *target_ < first + count) {
    target_.reset();
    return Arrow::ends;
  }
  if (target_) return Arrow::passes;
  for (const Pointing& pointing : pointings_) {
    if (FieldPlace{pointing.layer, pointing.field} != place || pointing.to < first + count) continue;
    target_ = pointing.to;
    return Arrow::begins;
  }
  return Arrow::absent;
}

// The field's octets, wrapped in their column, beside what they say.
void Annotation::append_row(std::size_t offset, const std::string& shown,
                            const std::vector<WordsOfLine>& words, Arrow arrow) {
  const std::vector<std::string> octets = wrapped(shown, octets_width);
  for (std::size_t i = 0; i < std::max(octets.size(), words.size()); ++i) {
    if (i == 0) {
      paint(out_, offset_text(offset), Shade::offset, ink_);
    } else {
      out_.append(octets_column, ' ');
    }
    const Arrow further = target_ ? Arrow::passes : Arrow::absent;
    append_octets(out_, i < octets.size() ? std::string_view(octets[i]) : "", i == 0 ? arrow : further, ink_);
    if (i < words.size()) append_words(out_, words[i], i == 0, ink_);
    out_.erase(out_.find_last_not_of(' ') + 1) += '\n';
  }
}

void Annotation::append_run(std::size_t index) {
  const Layer& layer = packet_.layers[index];
  const Bytes octets = packet_.octets_of(layer);
  for (std::size_t at = 0; at < octets.size(); at += octets_a_line) {
    const Bytes line = first_at_most(octets.subspan(at), octets_a_line);
    const std::string shown = padded(to_hex(line), octets_a_line * 3 + 1);
    out_ += painted(offset_text(layer.offset + at), Shade::offset, ink_) +
            painted(shown, Shade::octets, ink_) + printable(line) + '\n';
    if (target_ && *target_ >= layer.offset + at && *target_ < layer.offset + at + line.size()) {
      append_marked(octets_column + 3 * (*target_ - layer.offset - at), 1, "here the pointer points",
                    Shade::pointer);
      target_.reset();
    }
    for (std::size_t i = 0; i < findings_.size(); ++i) {
      const std::size_t in_run = findings_[i].at - layer.offset;
      if (places_[i].layer != index || in_run < at || in_run >= at + line.size()) continue;
      const std::size_t count = std::min<std::size_t>(findings_[i].length, at + line.size() - in_run);
      append_finding(i, octets_column + 3 * (in_run - at), 3 * count - 1);
    }
  }
}

// Marks the field's octets, or its bits: the dots around them are those of its neighbours.
void Annotation::append_field_findings(FieldPlace place, const std::string& shown) {
  const std::string line = wrapped(shown, octets_width).front();
  const std::size_t first = line.find_first_not_of(". ");  // a field shows a digit at least
  const std::size_t last = line.find_last_not_of(". ");
  for (std::size_t i = 0; i < findings_.size(); ++i) {
    if (places_[i] == place) append_finding(i, octets_column + first, last - first + 1);
  }
}

void Annotation::append_finding(std::size_t index, std::size_t column, std::size_t marks) {
  if (index < first_note_) return append_marked(column, marks, finding_text(findings_[index]), Shade::wrong);
  append_marked(column, marks, findings_[index].rule, Shade::pointer);
}

// Carets beneath octets, and the words behind them.
void Annotation::append_marked(std::size_t column, std::size_t marks, const std::string& words, Shade shade) {
  const std::size_t least_text = 40;  // where the marks leave less, the words go below them
  const std::string head = std::string(column, ' ') + std::string(marks, '^') + " ";
  std::string lines;
  if (head.size() + least_text <= text_columns) {
    append_hanging(lines, head, words);
  } else {
    append_hanging(lines, std::string(column, ' '), std::string(marks, '^'));
    append_hanging(lines, std::string(octets_column, ' '), words);
  }
  out_ += painted(lines, shade, ink_);
}

}  // namespace

std::string annotated_octets(const Dissection& packet, Ink ink) {
  return annotated_octets(packet, std::vector<QuoteChange>(), ink);
}

std::string annotated_octets(const Dissection& packet, const std::vector<QuoteChange>& changes, Ink ink) {
  std::vector<Finding> marks = check(packet);
  const std::size_t first_note = marks.size();
  for (const QuoteChange& change : changes)
    marks.push_back(
        {change.change.after_at, change.change.length, change.change.field, note_text(change), {}});
  return Annotation(packet, marks, first_note, ink).text();
}

}  // namespace icmpwire
