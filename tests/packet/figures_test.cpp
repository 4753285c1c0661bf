// The figures of the RFCs, and ours: the same cells at the same bits.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <sstream>

#include "packet/explain.h"

namespace icmpwire {
namespace {

struct FigureCell {
  std::size_t bit;
  std::size_t width;
  std::string label;  // lower case, one blank between words
  friend bool operator==(const FigureCell&, const FigureCell&) = default;
  friend void PrintTo(const FigureCell& cell, std::ostream* out) {
    *out << cell.bit << "+" << cell.width << " '" << cell.label << "'";
  }
};

std::string plain(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    if (letter == '/') continue;  // "//" says that a cell is long
    if (letter != ' ') {
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out;
}

// A figure's cells, row after row; a row's lines of text are joined, a row without its last bar is open.
class Figure {
 public:
  // `octet_columns`: characters for an octet and its bar, 16 where each bit is ruled, 9 in RFC 791's options.
  Figure(std::string_view text, std::size_t octet_columns) : octet_columns_(octet_columns) {
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
      line.erase(0, line.find_first_not_of(' '));
      if (line.starts_with("+")) end_row(line);
      if (line.starts_with("|")) add_text(line);
    }
  }
  std::vector<FigureCell> cells;

 private:
  std::size_t bit_of(std::size_t column) const { return (column * 8 + octet_columns_ / 2) / octet_columns_; }

  void add_text(std::string line) {
    if (line.back() != '|') line.resize(octet_columns_ * 4, ' '), line += '|';
    for (std::size_t bar = 0; line.find('|', bar + 1) != std::string::npos;) {
      const std::size_t next = line.find('|', bar + 1);
      const FigureCell cell{row_bit_ + bit_of(bar), bit_of(next) - bit_of(bar),
                            plain(std::string_view(line).substr(bar + 1, next - bar - 1))};
      merge(cell);
      bar = next;
    }
  }

  void merge(const FigureCell& cell) {
    for (FigureCell& known : row_) {
      if (known.bit != cell.bit) continue;
      known.label = plain(known.label + " " + cell.label);
      return;
    }
    row_.push_back(cell);
  }

  // What is open below goes on in the row below.
  void end_row(const std::string& border) {
    std::size_t bits = 0;
    for (const FigureCell& cell : row_) {
      const std::size_t column = (cell.bit - row_bit_) * octet_columns_ / 8 + 1;
      const bool open_above = !open_.empty() && open_ == "open";
      if (open_above) {
        cells.back().width += cell.width;
        cells.back().label = plain(cells.back().label + " " + cell.label);
        open_.clear();
      } else {
        cells.push_back(cell);
      }
      if (&cell == &row_.back() && column < border.size() && border[column] == ' ') open_ = "open";
      bits += cell.width;
    }
    row_bit_ += bits;
    row_.clear();
  }

  std::size_t octet_columns_;
  std::size_t row_bit_ = 0;
  std::vector<FigureCell> row_;
  std::string open_;
};

// Ours: the three flag bits of IPv4 are one cell in the figure.
std::vector<FigureCell> drawn_cells(std::string_view name) {
  std::vector<FigureCell> cells = Figure(diagram(*find_entry(name)), 16).cells;
  const auto flags =
      std::find_if(cells.begin(), cells.end(), [](const FigureCell& cell) { return cell.label == "r"; });
  if (flags != cells.end()) {
    *flags = {flags->bit, 3, "flags"};
    cells.erase(flags + 1, flags + 3);
  }
  return cells;
}

struct Original {
  const char* name;
  std::size_t octet_columns;
  const char* figure;
};
void PrintTo(const Original& original, std::ostream* out) { *out << original.name; }

constexpr Original originals[] = {
    {"ipv4", 16, R"(RFC 791 3.1
    0                   1                   2                   3
    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |Version|  IHL  |Type of Service|          Total Length         |
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |         Identification        |Flags|      Fragment Offset    |
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |  Time to Live |    Protocol   |         Header Checksum       |
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |                       Source Address                          |
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |                    Destination Address                        |
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |                    Options                    |    Padding    |
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
)"},
    {"icmp-echo", 16, R"(RFC 792
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |     Type      |     Code      |          Checksum             |
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |           Identifier          |        Sequence Number        |
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |     Data ...
   +-+-+-+-+-
)"},
    {"icmp-unreachable", 16, R"(RFC 4884 4.1
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |     Type      |     Code      |          Checksum             |
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |     unused    |    Length     |         Next-Hop MTU          |
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |      Internet Header + leading octets of original datagram    |
   |                                                               |
   |                           //                                  |
   |                                                               |
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
)"},
    {"icmp-parameter-problem", 16, R"(RFC 4884 4.3
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |     Type      |     Code      |          Checksum             |
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |    Pointer    |    Length     |          unused               |
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |      Internet Header + leading octets of original datagram    |
   |                                                               |
   |                           //                                  |
   |                                                               |
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
)"},
    {"icmp-timestamp", 16, R"(RFC 792
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |     Type      |      Code     |          Checksum             |
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |           Identifier          |        Sequence Number        |
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |     Originate Timestamp                                       |
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |     Receive Timestamp                                         |
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   |     Transmit Timestamp                                        |
   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
)"},
    {"record-route", 9, R"(RFC 791 3.1, type 7
        +--------+--------+--------+---------//--------+
        |00000111| length | pointer|     route data    |
        +--------+--------+--------+---------//--------+
)"},
    {"timestamp", 9, R"(RFC 791 3.1, type 68
        +--------+--------+--------+--------+
        |01000100| length | pointer|oflw|flg|
        +--------+--------+--------+--------+
        |         internet address          |
        +--------+--------+--------+--------+
        |             timestamp             |
        +--------+--------+--------+--------+
)"},
};

class RfcFigure : public testing::TestWithParam<Original> {};

TEST_P(RfcFigure, IsOursCellForCell) {
  std::vector<FigureCell> original = Figure(GetParam().figure, GetParam().octet_columns).cells;
  std::vector<FigureCell> ours = drawn_cells(GetParam().name);
  for (FigureCell& cell : original) {
    if (cell.label == "flg") cell.label = "flag";  // as the RFC's text writes it
    // Where the RFC breaks route data off, no width is meant.
    if (cell.label == "route data") cell.width = ours.back().width;
  }
  ASSERT_GE(original.size(), 4U);
  EXPECT_THAT(ours, testing::ElementsAreArray(original)) << diagram(*find_entry(GetParam().name));
}

INSTANTIATE_TEST_SUITE_P(Rfcs, RfcFigure, testing::ValuesIn(originals), [](const auto& original) {
  std::string name = original.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace icmpwire
