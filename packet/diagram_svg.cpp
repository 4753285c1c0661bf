#include "packet/diagram_svg.h"

#include <algorithm>

#include "packet/explain.h"
#include "packet/finding_text.h"
#include "packet/text.h"

namespace icmpwire {
namespace {

// In units of the picture.
constexpr std::uint32_t bit_width = 28;
constexpr std::uint32_t margin = 24;
constexpr std::uint32_t title_height = 64;
constexpr std::uint32_t title_gap = 18;  // below it
constexpr std::uint32_t ruler_height = 30;
constexpr std::uint32_t row_height = 58;
constexpr std::uint32_t picture_width = 2 * margin + row_bits * bit_width;
constexpr std::uint32_t label_letter = 8;  // at most, of the sizes below
constexpr std::uint32_t value_letter = 9;
constexpr std::uint32_t most_rows = 12;  // of one cell; a taller one is drawn with as many

constexpr std::string_view style = R"(<style>
text{font-family:system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:#16202c;text-anchor:middle}
.paper{fill:#fff}.title{font-size:24px;font-weight:600;text-anchor:start}
.source{font-size:14px;fill:#51606f;text-anchor:end}.bit{font-size:11px;fill:#51606f}
.cell{fill:#eef3fa}.odd{fill:#e1eaf6}.label{font-size:13px;fill:#3a4856}
.value{font-size:14.5px;font-weight:600;font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
.edge{stroke:#2d4a6d;stroke-width:1.5;stroke-linecap:square}
</style>
)";

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

// One header: its title, and its cells below a ruler.
class Panel {
 public:
  Panel(std::vector<Cell> cells, std::string title, std::string_view source);
  std::uint32_t height() const { return title_height + ruler_height + rows_ * row_height; }
  std::string draw(std::uint32_t top);

 private:
  static constexpr std::size_t nobody = SIZE_MAX;

  std::size_t owner(std::uint32_t row, std::uint32_t bit) const;  // counted from 1, as if framed by nobody
  std::uint32_t top_of(std::uint32_t row) const {
    return top_ + title_height + ruler_height + row * row_height;
  }
  void draw_head();
  void draw_cell(std::size_t index);
  void draw_words(const Cell& cell, std::span<const Segment> segments);
  void draw_edges();
  void text(std::string_view kind, std::uint32_t x, std::uint32_t y, std::string_view words);
  void line(std::uint32_t x1, std::uint32_t y1, std::uint32_t x2, std::uint32_t y2);

  std::vector<Cell> cells_;
  std::string title_;
  std::string_view source_;
  std::uint32_t rows_;
  std::vector<std::size_t> owners_;  // of each bit
  std::uint32_t top_ = 0;
  std::string out_;
};

Panel::Panel(std::vector<Cell> cells, std::string title, std::string_view source)
    : cells_(shortened(std::move(cells))),
      title_(std::move(title)),
      source_(source),
      rows_(cells_.empty() ? 0 : (cells_.back().bit + cells_.back().width + row_bits - 1) / row_bits),
      owners_(std::size_t{rows_} * row_bits, nobody) {
  for (std::size_t i = 0; i < cells_.size(); ++i)
    std::fill_n(owners_.begin() + cells_[i].bit, cells_[i].width, i);
}

std::size_t Panel::owner(std::uint32_t row, std::uint32_t bit) const {
  if (row == 0 || row > rows_ || bit == 0 || bit > row_bits) return nobody;
  return owners_[std::size_t{row - 1} * row_bits + bit - 1];
}

void Panel::text(std::string_view kind, std::uint32_t x, std::uint32_t y, std::string_view words) {
  out_.append("<text class=\"").append(kind).append("\" x=\"").append(number(x)).append("\" y=\"");
  out_.append(number(y)).append("\">").append(xml_text(words)).append("</text>\n");
}

void Panel::line(std::uint32_t x1, std::uint32_t y1, std::uint32_t x2, std::uint32_t y2) {
  out_.append("<line class=\"edge\" x1=\"").append(number(x1)).append("\" y1=\"").append(number(y1));
  out_.append("\" x2=\"").append(number(x2)).append("\" y2=\"").append(number(y2)).append("\"/>\n");
}

void Panel::draw_head() {
  const std::uint32_t baseline = top_of(0) - ruler_height - title_gap;
  text("title", margin, baseline, title_);
  text("source", picture_width - margin, baseline, source_);
  for (std::uint32_t bit = 0; bit < row_bits; ++bit)
    text("bit", left_of(bit) + bit_width / 2, top_of(0) - 10, number(bit));
}

void Panel::draw_cell(std::size_t index) {
  const std::vector<Segment> segments = segments_of(cells_[index]);
  for (const Segment& segment : segments) {
    out_.append("<rect class=\"").append(index % 2 == 0 ? "cell" : "odd").append("\" x=\"");
    out_.append(number(left_of(segment.first))).append("\" y=\"").append(number(top_of(segment.row)));
    out_.append("\" width=\"").append(number(segment.width * bit_width)).append("\" height=\"");
    out_.append(number(row_height)).append("\"/>\n");
  }
  draw_words(cells_[index], segments);
}

void Panel::draw_words(const Cell& cell, std::span<const Segment> segments) {
  constexpr std::uint32_t label_line = 24, value_line = 45, middle_line = 34;  // below the row's top
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
void Panel::draw_edges() {
  for (std::uint32_t row = 0; row <= rows_; ++row) {
    for (std::uint32_t bit = 1; bit <= row_bits; ++bit) {
      const std::uint32_t first = bit;
      while (bit <= row_bits && owner(row, bit) != owner(row + 1, bit)) ++bit;
      if (bit > first) line(left_of(first - 1), top_of(row), left_of(bit - 1), top_of(row));
    }
    for (std::uint32_t bit = 0; row > 0 && bit <= row_bits; ++bit) {
      if (owner(row, bit) != owner(row, bit + 1))
        line(left_of(bit), top_of(row - 1), left_of(bit), top_of(row));
    }
  }
}

std::string Panel::draw(std::uint32_t top) {
  top_ = top;
  draw_head();
  for (std::size_t i = 0; i < cells_.size(); ++i) draw_cell(i);
  draw_edges();
  return std::move(out_);
}

std::string picture(std::vector<Panel> panels, std::string_view title, std::string_view description) {
  std::uint32_t height = 0;
  std::string drawn;
  for (Panel& panel : panels) {
    drawn += panel.draw(height);
    height += panel.height();
  }
  std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(picture_width) + " " +
                    number(height + margin) + "\" role=\"img\" aria-labelledby=\"title description\">\n";
  out.append("<title id=\"title\">").append(xml_text(title)).append("</title>\n<desc id=\"description\">");
  out.append(xml_text(description)).append("</desc>\n").append(style);
  out += "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n";
  return out + drawn + "</svg>\n";
}

// "purpose; Label value; Label value": for those who cannot see the picture.
std::string words_of(const Dissection& packet, const Layer& layer) {
  const Bytes octets = packet.octets_of(layer);
  std::string words(layer.layout->purpose);
  for (const FieldInfo& field : layer.layout->fields) {
    if (field.bit + std::size_t{field.width} > octets.size() * 8) break;
    words.append("; ").append(field.label).append(" ").append(value_text(field, octets));
  }
  return words;
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += static_cast<unsigned char>(letter) < 0x20 ? ' ' : letter;
    }
  }
  return out;
}

std::string diagram_svg(const CatalogueEntry& entry) {
  const Layout& layout = *entry.layout;
  return picture({Panel(cells_of(entry), std::string(layout.title), layout.source)}, layout.title,
                 layout.purpose);
}

std::string diagram_svg(const Dissection& packet) {
  std::vector<Panel> panels;
  std::string description;
  for (const Layer& layer : packet.layers) {
    description.append(description.empty() ? "" : ". ").append(layer.layout->title).append(": ");
    description += words_of(packet, layer);
    if (!layer.part)
      panels.emplace_back(cells_of(packet, layer), title_with_range(layer), layer.layout->source);
  }
  return picture(std::move(panels), "A packet of " + octet_count(packet.octets.size()), description);
}

}  // namespace icmpwire
