// One header as a picture: its title, and its cells below a ruler of bits.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "packet/cells.h"

namespace icmpwire {

// In units of the picture.
inline constexpr std::uint32_t svg_bit_width = 28;
inline constexpr std::uint32_t svg_margin = 24;
inline constexpr std::uint32_t svg_width = 2 * svg_margin + row_bits * svg_bit_width;
inline constexpr std::uint32_t svg_hues = 6;  // classes h0 to h5 of its cells and lines

class SvgPanel {
 public:
  SvgPanel(std::vector<Cell> cells, std::string title, std::string_view source, std::uint32_t hue);

  // Underlines the cell that begins with the bit.
  void mark_wrong(std::uint32_t first_bit) { wrong_.push_back(first_bit); }

  std::uint32_t height() const;
  std::string draw(std::uint32_t top);

  // The piece of a cell that holds the bit, once it is drawn; nullopt where none does, or cells were
  // shortened.
  struct Box {
    std::uint32_t left, top, right, bottom;
  };
  std::optional<Box> box_of(std::uint32_t bit) const;

 private:
  static constexpr std::size_t nobody = SIZE_MAX;

  std::size_t owner(std::uint32_t row, std::uint32_t bit) const;  // counted from 1, as if framed by nobody
  std::uint32_t top_of(std::uint32_t row) const;
  Box box_of(const Segment& segment) const;
  void draw_head();
  void draw_cell(std::size_t index);
  void draw_words(const Cell& cell, std::span<const Segment> segments);
  void draw_edges();
  void text(std::string_view kind, std::uint32_t x, std::uint32_t y, std::string_view words);
  void line(std::string_view kind, std::uint32_t x1, std::uint32_t y1, std::uint32_t x2, std::uint32_t y2);

  std::vector<Cell> cells_;
  bool shortened_;
  std::string title_;
  std::string_view source_;
  std::uint32_t hue_;
  std::vector<std::uint32_t> wrong_;
  std::uint32_t rows_;
  std::vector<std::size_t> owners_;  // of each bit
  std::uint32_t top_ = 0;
  std::string out_;
};

}  // namespace icmpwire
