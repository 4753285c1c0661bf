#include "packet/side_by_side.h"

#include <algorithm>

#include "packet/explain.h"
#include "packet/text.h"

namespace icmpwire {
namespace {

constexpr std::size_t name_columns = 28;
constexpr std::size_t value_columns = 24;

struct Line {
  std::string name;
  std::string value;
};

std::string cut(std::string text, std::size_t columns) {
  if (text.size() <= columns) return text;
  return text.substr(0, columns - 3) + "...";
}

void append_octets(const std::string& name, Bytes octets, std::vector<Line>& lines) {
  constexpr std::size_t a_line = 8;
  for (std::size_t at = 0; at < octets.size(); at += a_line) {
    const std::size_t count = std::min(a_line, octets.size() - at);
    lines.push_back({name + "+" + std::to_string(at), to_hex(octets.subspan(at, count))});
  }
}

// Layers inside a header stand behind the fields of it, as they do in the packet.
std::vector<Line> lines_of(const Dissection& packet) {
  std::vector<Line> lines;
  for (const Layer& layer : packet.layers) {
    const Bytes octets = packet.octets_of(layer);
    const std::string name = std::string(std::size_t{2} * layer.depth, ' ') + std::string(layer.layout->name);
    if (layer.layout->fields.empty()) append_octets(name, octets, lines);
    for (const FieldInfo& field : layer.layout->fields) {
      if (field.bit + std::size_t{field.width} > octets.size() * 8) break;
      lines.push_back({name + "." + std::string(field.name), value_text(field, octets)});
    }
  }
  return lines;
}

std::string row(std::string_view mark, const std::string& name, const std::string& left,
                const std::string& right) {
  std::string text(mark);
  text += padded(cut(name, name_columns - 1), name_columns) +
          padded(cut(left, value_columns - 1), value_columns) + cut(right, value_columns);
  return text.substr(0, text.find_last_not_of(' ') + 1) + "\n";
}

}  // namespace

std::string side_by_side(const Dissection& left, std::string_view left_title, const Dissection& right,
                         std::string_view right_title, const FieldMask& may_differ) {
  const auto mark = [&](const Line& line, bool is_same) {
    if (is_same) return "  ";
    return may_differ.covers(line.name) ? "~ " : "! ";
  };
  const std::vector<Line> one = lines_of(left), other = lines_of(right);
  std::string text = row("  ", "", std::string(left_title), std::string(right_title));
  auto mine = one.begin();
  for (auto theirs = other.begin(); mine != one.end() || theirs != other.end();) {
    const bool is_left = mine != one.end(), is_right = theirs != other.end();
    const auto is_named = [&](const Line& line) { return line.name == mine->name; };
    if (is_left && is_right && is_named(*theirs)) {
      text += row(mark(*mine, mine->value == theirs->value), mine->name, mine->value, theirs->value);
      ++mine, ++theirs;
    } else if (!is_left || (is_right && std::any_of(theirs, other.end(), is_named))) {
      text += row("! ", theirs->name, "", theirs->value);
      ++theirs;
    } else {
      text += row("! ", mine->name, mine->value, "");
      ++mine;
    }
  }
  return text;
}

}  // namespace icmpwire
