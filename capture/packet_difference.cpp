#include "capture/packet_difference.h"

#include <algorithm>

#include "packet/dissection.h"
#include "packet/explain.h"

namespace icmpwire {
namespace {

std::string hex_at(Bytes octets, std::size_t at) {
  return at < octets.size() ? to_hex(octets.subspan(at, 1)) : std::string("nothing");
}

// Octets without fields, or that the fields do not cover.
void compare_octets(const std::string& name, Bytes left, Bytes right, std::vector<FieldDifference>& out) {
  if (equal(left, right)) return;
  if (left.size() != right.size()) {
    out.push_back({name + ".length", std::to_string(left.size()), std::to_string(right.size())});
    return;
  }
  const auto at =
      static_cast<std::size_t>(std::mismatch(left.begin(), left.end(), right.begin()).first - left.begin());
  out.push_back({name, "octet " + std::to_string(at) + ": " + hex_at(left, at), hex_at(right, at)});
}

void compare_fields(const Layout& layout, Bytes left, Bytes right, std::vector<FieldDifference>& out) {
  for (const FieldInfo& field : layout.fields) {
    const std::size_t end = field.bit + std::size_t{field.width};
    if (end > left.size() * 8 || end > right.size() * 8) continue;
    std::string was = value_text(field, left), is = value_text(field, right);
    if (was == is) continue;
    out.push_back({std::string(layout.name) + "." + std::string(field.name), std::move(was), std::move(is)});
  }
}

}  // namespace

std::vector<FieldDifference> differences(Bytes left, Bytes right, LinkType link) {
  std::vector<FieldDifference> result;
  const Dissection was = dissect(left, link), is = dissect(right, link);
  const std::size_t common = std::min(was.layers.size(), is.layers.size());
  for (std::size_t i = 0; i < common; ++i) {
    const Layer& mine = was.layers[i];
    const Layer& other = is.layers[i];
    if (mine.layout != other.layout) {
      result.push_back({"headers", std::string(mine.layout->title), std::string(other.layout->title)});
      return result;
    }
    if (mine.layout->fields.empty()) {
      compare_octets(std::string(mine.layout->name), was.octets_of(mine), is.octets_of(other), result);
    } else {
      compare_fields(*mine.layout, was.octets_of(mine), is.octets_of(other), result);
    }
  }
  if (was.layers.size() != is.layers.size()) {
    const auto title = [&](const Dissection& packet) {
      return common < packet.layers.size() ? std::string(packet.layers[common].layout->title)
                                           : std::string("nothing more");
    };
    result.push_back({"headers", title(was), title(is)});
  }
  return result;
}

std::string to_text(const std::vector<FieldDifference>& differences) {
  std::string text;
  for (const FieldDifference& difference : differences) {
    if (!text.empty()) text += ", ";
    text += difference.field + " (" + difference.left + ", here " + difference.right + ")";
  }
  return text;
}

}  // namespace icmpwire
