#include "packet/svg_panel.h"

#include <algorithm>

#include "packet/diagram_svg.h"
#include "packet/text.h"

namespace icmpwire {
namespace {

constexpr std::uint32_t bit_width = svg_bit_width;
constexpr std::uint32_t margin = svg_margin;
constexpr std::uint32_t title_height = 60;
constexpr std::uint32_t title_gap = 16;  // below it
constexpr std::uint32_t ruler_height = 26;
constexpr std::uint32_t row_height = 50;
constexpr std::uint32_t label_letter = 8;  // at most, of the sizes of the picture's style
constexpr std::uint32_t value_letter = 9;
constexpr std::uint32_t most_rows = 12;  // of one cell; a taller one is drawn with as many

std::string number(std::uint32_t value) { return std::to_string(value); }

std::uint32_t left_of(std::uint32_t bit) { return margin + bit * bit_width; }

// Tall cells with whole rows taken out of their middle; those behind move up.
std::vector<Cell> shortened(std::vector<Cell> cells) {
  std::uint32_t out = 0;
  for (Cell& cell : cells) {
    cell.bit -= out;
    const std::uint32_t rows = cell.width / row_bits;
    if (rows <= most_rows) continue;
    const std::uint32_t cut = (rows - most_rows) * row_bits;
    cell.label += ", " + octet_count(cell.width / 8) + ", the first of them";
    cell.width -= cut;
    cell.octets = first_at_most(cell.octets, cell.width / 8);
    out += cut;
  }
  return cells;
}

}  // namespace

SvgPanel::SvgPanel(std::vector<Cell> cells, std::string title, std::string_view source, std::uint32_t hue)
    : cells_(shortened(cells)),
      shortened_(!cells.empty() &&
                 cells_.back().bit + cells_.back().width < cells.back().bit + cells.back().width),
      title_(std::move(title)),
      source_(source),
      hue_(hue % svg_hues),
      rows_(cells_.empty() ? 0 : (cells_.back().bit + cells_.back().width + row_bits - 1) / row_bits),
      owners_(std::size_t{rows_} * row_bits, nobody) {
  for (std::size_t i = 0; i < cells_.size(); ++i)
    std::fill_n(owners_.begin() + cells_[i].bit, cells_[i].width, i);
}

std::uint32_t SvgPanel::height() const { return title_height + ruler_height + rows_ * row_height; }

std::uint32_t SvgPanel::top_of(std::uint32_t row) const {
  return top_ + title_height + ruler_height + row * row_height;
}

SvgPanel::Box SvgPanel::box_of(const Segment& segment) const {
  return {left_of(segment.first), top_of(segment.row), left_of(segment.first + segment.width),
          top_of(segment.row + 1)};
}

std::optional<SvgPanel::Box> SvgPanel::box_of(std::uint32_t bit) const {
  if (shortened_ || bit >= owners_.size() || owners_[bit] == nobody) return std::nullopt;
  for (const Segment& segment : segments_of(cells_[owners_[bit]])) {
    if (bit - segment.row * row_bits < segment.first + segment.width) return box_of(segment);
  }
  return std::nullopt;
}

std::size_t SvgPanel::owner(std::uint32_t row, std::uint32_t bit) const {
  if (row == 0 || row > rows_ || bit == 0 || bit > row_bits) return nobody;
  return owners_[std::size_t{row - 1} * row_bits + bit - 1];
}

void SvgPanel::text(std::string_view kind, std::uint32_t x, std::uint32_t y, std::string_view words) {
  out_.append("<text class=\"").append(kind).append("\" x=\"").append(number(x)).append("\" y=\"");
  out_.append(number(y)).append("\">").append(xml_text(words)).append("</text>\n");
}

void SvgPanel::line(std::string_view kind, std::uint32_t x1, std::uint32_t y1, std::uint32_t x2,
                    std::uint32_t y2) {
  out_.append("<line class=\"").append(kind).append("\" x1=\"").append(number(x1)).append("\" y1=\"");
  out_.append(number(y1)).append("\" x2=\"").append(number(x2)).append("\" y2=\"").append(number(y2));
  out_ += "\"/>\n";
}

void SvgPanel::draw_head() {
  const std::uint32_t baseline = top_of(0) - ruler_height - title_gap;
  out_.append("<rect class=\"bar\" x=\"")
      .append(number(margin))
      .append("\" y=\"")
      .append(number(baseline - 18));
  out_ += "\" width=\"6\" height=\"22\"/>\n";
  text("title", margin + 16, baseline, title_);
  text("source", svg_width - margin, baseline, source_);
  for (std::uint32_t bit = 0; bit < row_bits; ++bit)
    text("bit", left_of(bit) + bit_width / 2, top_of(0) - 10, number(bit));
}

void SvgPanel::draw_cell(std::size_t index) {
  const std::vector<Segment> segments = segments_of(cells_[index]);
  const std::string_view kind = index % 2 == 0 ? "cell" : "odd";
  const bool wrong =
      !shortened_ && std::find(wrong_.begin(), wrong_.end(), cells_[index].bit) != wrong_.end();
  for (const Segment& segment : segments) {
    const Box box = box_of(segment);
    out_.append("<rect class=\"").append(kind).append("\" x=\"").append(number(box.left)).append("\" y=\"");
    out_.append(number(box.top)).append("\" width=\"").append(number(box.right - box.left));
    out_.append("\" height=\"").append(number(row_height)).append("\"/>\n");
    if (wrong) line("wrong", box.left + 3, box.bottom - 4, box.right - 3, box.bottom - 4);
  }
  draw_words(cells_[index], segments);
}

void SvgPanel::draw_words(const Cell& cell, std::span<const Segment> segments) {
  constexpr std::uint32_t label_line = 20, value_line = 39, middle_line = 30;  // below the row's top
  const Segment place = cell.octets.empty() ? place_of_words(segments) : segments.front();
  const std::uint32_t middle = left_of(place.first) + place.width * bit_width / 2;
  const std::uint32_t room = place.width * bit_width - 4;
  const bool alone = cell.values.empty() && cell.octets.empty();
  text("label", middle, top_of(place.row) + (alone ? middle_line : label_line),
       fitted_label(cell.label, room / label_letter));
  if (segments.size() == 2 && cell.width <= row_bits && cell.octets.empty()) {  // the piece without words
    const Segment& other = segments[place.row == segments[0].row ? 1 : 0];
    text("label", left_of(other.first) + other.width * bit_width / 2, top_of(other.row) + middle_line,
         other.row < place.row ? "\u2192" : "\u2190");
  }
  std::uint32_t bit = cell.bit;
  for (std::size_t i = 0; i < cell.octets.size(); ++i, bit += 8) {
    text("value", left_of(bit % row_bits + 4), top_of(bit / row_bits) + value_line,
         to_hex(cell.octets.subspan(i, 1)));
  }
  if (!cell.octets.empty()) return;
  const auto fits = [&](const std::string& value) { return value.size() * value_letter <= room; };
  const auto value = std::find_if(cell.values.begin(), cell.values.end(), fits);
  if (value != cell.values.end()) text("value", middle, top_of(place.row) + value_line, *value);
}

// A line wherever the cells on its two sides are not the same one.
void SvgPanel::draw_edges() {
  for (std::uint32_t row = 0; row <= rows_; ++row) {
    for (std::uint32_t bit = 1; bit <= row_bits; ++bit) {
      const std::uint32_t first = bit;
      while (bit <= row_bits && owner(row, bit) != owner(row + 1, bit)) ++bit;
      if (bit > first) line("edge", left_of(first - 1), top_of(row), left_of(bit - 1), top_of(row));
    }
    for (std::uint32_t bit = 0; row > 0 && bit <= row_bits; ++bit) {
      if (owner(row, bit) != owner(row, bit + 1))
        line("edge", left_of(bit), top_of(row - 1), left_of(bit), top_of(row));
    }
  }
}

std::string SvgPanel::draw(std::uint32_t top) {
  top_ = top;
  out_ = "<g class=\"h" + number(hue_) + "\">\n";
  draw_head();
  for (std::size_t i = 0; i < cells_.size(); ++i) draw_cell(i);
  draw_edges();
  return std::move(out_ += "</g>\n");
}

}  // namespace icmpwire
