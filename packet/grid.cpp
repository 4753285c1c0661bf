#include "packet/grid.h"

#include <algorithm>
#include <array>

#include "packet/text.h"

namespace icmpwire {
namespace {

constexpr std::size_t row_columns = 2 * row_bits + 1;
constexpr std::uint32_t most_rows = 12;  // of one cell; the middle of a taller one is left out
std::size_t columns_of(const Segment& segment) { return 2 * segment.width - 1; }

constexpr std::string_view ruler =
    " 0                   1                   2                   3\n"
    " 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1\n";

class Grid {
 public:
  Grid(std::span<const Cell> cells, GridText text, Ink ink);
  std::string draw() const;

 private:
  static constexpr int nothing = -1;

  struct Row {
    std::array<int, row_bits> owners;  // the cell that each bit belongs to, or nothing
    std::string labels = std::string(row_columns, ' ');
    std::string values = std::string(row_columns, ' ');
  };

  void own(const Segment& segment, int cell);
  void write_words(const Cell& cell, const std::vector<Segment>& segments);
  void write_octets(const Cell& cell, const std::vector<Segment>& segments);
  int owner(std::size_t row,
            int bit) const;  // rows are counted from 1: above the first and below the last is nothing
  bool edge(std::size_t row, int bit) const { return owner(row, bit - 1) != owner(row, bit); }
  std::string border(std::size_t below) const;
  void append_text_line(std::string& out, std::size_t row, std::string_view line, Ink ink) const;
  bool left_out(std::size_t row) const;
  void draw_row(std::string& out, std::size_t row) const;

  GridText text_;
  Ink ink_;
  std::vector<Row> rows_;
};

Grid::Grid(std::span<const Cell> cells, GridText text, Ink ink) : text_(text), ink_(ink) {
  if (cells.empty()) return;
  Row empty;
  empty.owners.fill(nothing);
  rows_.resize((cells.back().bit + cells.back().width + row_bits - 1) / row_bits, empty);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::vector<Segment> segments = segments_of(cells[i]);
    for (const Segment& segment : segments) own(segment, static_cast<int>(i));
    write_words(cells[i], segments);
    write_octets(cells[i], segments);
  }
}

void Grid::own(const Segment& segment, int cell) {
  const auto first = rows_[segment.row].owners.begin() + segment.first;
  std::fill(first, first + segment.width, cell);
}

void Grid::write_words(const Cell& cell, const std::vector<Segment>& segments) {
  const Segment place = cell.octets.empty() ? place_of_words(segments) : segments.front();
  // In the middle, an odd blank before it, as centred() has it; what stood there was blank.
  const auto write = [](std::string& line, const Segment& segment, std::string_view words) {
    const std::size_t room = columns_of(segment);
    words = words.substr(0, room);
    line.replace(2 * segment.first + 1 + (room - words.size() + 1) / 2, words.size(), words);
  };
  write(rows_[place.row].labels, place, fitted_label(cell.label, columns_of(place)));
  for (const std::string& value : cell.values) {
    if (value.size() > columns_of(place)) continue;
    write(rows_[place.row].values, place, value);
    break;
  }
  if (cell.width > row_bits || segments.size() < 2) return;
  // Two pieces that do not touch: the one without words points to the other.
  const Segment& other = segments[place.row == segments[0].row ? 1 : 0];
  write(rows_[other.row].labels, other, other.row < place.row ? "-->" : "<--");
}

void Grid::write_octets(const Cell& cell, const std::vector<Segment>& segments) {
  std::size_t next = 0;
  for (const Segment& segment : segments) {
    for (std::uint32_t bit = segment.first; bit < segment.first + segment.width; bit += 8) {
      if (next == cell.octets.size()) return;
      constexpr std::size_t middle_of_octet = 7;
      rows_[segment.row].values.replace(2 * bit + 1 + middle_of_octet, 2,
                                        to_hex(cell.octets.subspan(next++, 1)));
    }
  }
}

int Grid::owner(std::size_t row, int bit) const {
  if (row == 0 || row > rows_.size() || bit < 0 || bit >= static_cast<int>(row_bits)) return nothing;
  return rows_[row - 1].owners[static_cast<std::size_t>(bit)];
}

// The line between the rows `below - 1` and `below`: open where one cell lies on both sides.
std::string Grid::border(std::size_t below) const {
  std::string line(row_columns, ' ');
  bool drawn_before = false;
  int above_before = nothing, below_before = nothing;
  for (int bit = 0; bit <= static_cast<int>(row_bits); ++bit) {
    const auto column = 2 * static_cast<std::size_t>(bit);
    const int above = owner(below - 1, bit), under = owner(below, bit);
    const bool drawn = above != under;
    if (drawn) line[column + 1] = '-';
    if (drawn_before || drawn || above != above_before || under != below_before) line[column] = '+';
    drawn_before = drawn;
    above_before = above;
    below_before = under;
  }
  line.erase(line.find_last_not_of(' ') + 1) += '\n';
  return line;
}

// The words of the line between the edges of their cells.
void Grid::append_text_line(std::string& out, std::size_t row, std::string_view line, Ink ink) const {
  std::size_t from = 0;
  for (int bit = 0; bit <= static_cast<int>(row_bits); ++bit) {
    if (!edge(row, bit)) continue;
    const auto column = 2 * static_cast<std::size_t>(bit);
    paint(out, line.substr(from, column - from), Shade::value, ink);
    out += '|';
    from = column + 1;
  }
  if (from < line.size()) paint(out, line.substr(from), Shade::value, ink);
  out.erase(out.find_last_not_of(' ') + 1) += '\n';
}

// Whether the row and `most_rows / 2` rows on each side of it are one and the same cell.
bool Grid::left_out(std::size_t row) const {
  for (std::size_t near = row - std::min<std::size_t>(row, most_rows / 2); near <= row + most_rows / 2;
       ++near) {
    if (owner(near, 0) != owner(row, 0) || owner(near, row_bits - 1) != owner(row, 0)) return false;
  }
  return true;
}

// With values a row takes two lines; what would be empty in them, or between two rows of one cell, is left
// out.
void Grid::draw_row(std::string& out, std::size_t row) const {
  const std::string line_above = border(row);
  const bool with_values = text_ == GridText::labels_and_values;
  if (!with_values || line_above.find('-') != std::string::npos) out += line_above;
  const Row& texts = rows_[row - 1];
  const bool has_values = texts.values.find_first_not_of(' ') != std::string::npos;
  const bool has_labels = texts.labels.find_first_not_of(' ') != std::string::npos;
  if (!with_values || has_labels || !has_values)
    append_text_line(out, row, texts.labels, with_values ? Ink::plain : ink_);
  if (with_values && has_values) append_text_line(out, row, texts.values, ink_);
}

std::string Grid::draw() const {
  std::string out(ruler);
  for (std::size_t row = 1; row <= rows_.size(); ++row) {
    if (!left_out(row)) {
      draw_row(out, row);
    } else if (!left_out(row - 1)) {
      out += "/" + centred("...", row_columns - 2) + "/\n";
    }
  }
  return out + border(rows_.size() + 1);
}

}  // namespace

std::string draw_grid(std::span<const Cell> cells, GridText text, Ink ink) {
  return Grid(cells, text, ink).draw();
}

}  // namespace icmpwire
