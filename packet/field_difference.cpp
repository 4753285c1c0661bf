#include "packet/field_difference.h"

#include <algorithm>
#include <optional>

#include "packet/explain.h"
#include "packet/icmp_extension.h"
#include "packet/ipv4.h"
#include "packet/ipv6.h"
#include "packet/text.h"

namespace icmpwire {
namespace {

using Layers = std::span<const Layer>;

// Each layer of the outermost depth with those inside it.
std::vector<Layers> siblings_of(Layers layers) {
  std::vector<Layers> siblings;
  for (std::size_t first = 0; first < layers.size();) {
    std::size_t end = first + 1;
    while (end < layers.size() && layers[end].depth > layers[first].depth) ++end;
    siblings.push_back(layers.subspan(first, end - first));
    first = end;
  }
  return siblings;
}

// Whether both are of one table: a slot that was filled is still a slot.
bool comparable(const Layers& left, const Layers& right) {
  const Layout& one = *left.front().layout;
  const Layout& other = *right.front().layout;
  if (one.fields.empty() || other.fields.empty()) return &one == &other;
  return one.fields.data() == other.fields.data();
}

class Comparison {
 public:
  Comparison(const Dissection& before, const Dissection& after, Extent extent)
      : before_(before), after_(after), extent_(extent) {}

  // `around` is the option or object that the layers are pieces of, empty for headers.
  void siblings(Layers before, Layers after, std::string_view around);
  std::vector<FieldDifference> take() { return std::move(found_); }

 private:
  void pair(const Layers& before, const Layers& after, std::string_view around, std::size_t number);
  void fields(const Layer& before, const Layer& after, const std::string& name);
  void run(const Layer& before, const Layer& after, const std::string& name);
  void removed(const Layer& layer, std::uint32_t after_at);
  void added(const Layer& layer, std::uint32_t before_at);
  void replaced(const Layer& before, const Layer& after);

  const Dissection& before_;
  const Dissection& after_;
  Extent extent_;
  std::vector<FieldDifference> found_;
};

// What is not in both is passed over on the side where what follows it is found again.
void Comparison::siblings(Layers before, Layers after, std::string_view around) {
  const std::vector<Layers> left = siblings_of(before), right = siblings_of(after);
  const auto again = [](const std::vector<Layers>& list, std::size_t from, const Layers& wanted) {
    return std::any_of(list.begin() + static_cast<std::ptrdiff_t>(from), list.end(),
                       [&](const Layers& candidate) { return comparable(candidate, wanted); });
  };
  std::size_t i = 0, j = 0;
  while (i < left.size() && j < right.size()) {
    if (comparable(left[i], right[j])) {
      pair(left[i], right[j], around, i + 1);
      ++i, ++j;
    } else if (again(right, j, left[i])) {
      added(right[j++].front(), left[i].front().offset);
    } else if (again(left, i, right[j])) {
      removed(left[i++].front(), right[j].front().offset);
    } else {
      replaced(left[i++].front(), right[j++].front());
    }
  }
  const bool may_end = extent_ == Extent::cut && around.empty();
  if (may_end) return;
  const auto end_of = [](Layers layers) { return layers.empty() ? 0 : layers.back().offset; };
  for (; i < left.size(); ++i) removed(left[i].front(), end_of(after));
  for (; j < right.size(); ++j) added(right[j].front(), end_of(before));
}

void Comparison::pair(const Layers& before, const Layers& after, std::string_view around,
                      std::size_t number) {
  const Layer& left = before.front();
  const Layer& right = after.front();
  std::string name(left.layout->name);
  if (left.layout->fields.empty()) {
    if (!around.empty()) name.insert(0, std::string(around) + ".");
    run(left, right, name);
  } else {
    if (!around.empty()) name = std::string(around) + "[" + std::to_string(number) + "]";
    fields(left, right, name);
  }
  siblings(before.subspan(1), after.subspan(1), left.part ? left.layout->name : std::string_view{});
}

void Comparison::fields(const Layer& before, const Layer& after, const std::string& name) {
  const Bytes left = before_.octets_of(before), right = after_.octets_of(after);
  for (const FieldInfo& field : before.layout->fields) {
    const std::size_t end = field.bit + std::size_t{field.width};
    if (end > left.size() * 8 || end > right.size() * 8) return;
    std::string was = value_text(field, left), is = value_text(field, right);
    if (was == is) continue;
    const std::uint32_t at = field.bit / 8U;
    found_.push_back({name + "." + std::string(field.name), before.offset + at, std::move(was), std::move(is),
                      after.offset + at, static_cast<std::uint32_t>((end + 7) / 8) - at});
  }
}

// Octets without fields: the first that differs, in the stretch up to the last.
void Comparison::run(const Layer& before, const Layer& after, const std::string& name) {
  const Bytes left = before_.octets_of(before), right = after_.octets_of(after);
  if (left.size() != right.size() && extent_ == Extent::whole) {
    found_.push_back({name + ".length", before.offset, std::to_string(left.size()),
                      std::to_string(right.size()), after.offset, 1});
    return;
  }
  std::optional<std::uint32_t> first;
  std::uint32_t end = 0;
  for (std::uint32_t at = 0; at < std::min(left.size(), right.size()); ++at) {
    if (left[at] == right[at]) continue;
    first = first.value_or(at);
    end = at + 1;
  }
  if (!first) return;
  found_.push_back({name, before.offset + *first,
                    "octet " + std::to_string(*first) + ": " + to_hex(left.subspan(*first, 1)),
                    to_hex(right.subspan(*first, 1)), after.offset + *first, end - *first});
}

void Comparison::removed(const Layer& layer, std::uint32_t after_at) {
  found_.push_back({std::string(layer.layout->name), layer.offset, octet_count(layer.length),
                    std::string(nothing_there), after_at, layer.length});
}

// A row of the same pieces, such as No Operation written over an option, is one addition.
void Comparison::added(const Layer& layer, std::uint32_t before_at) {
  std::string name(layer.layout->name);
  if (!found_.empty()) {
    FieldDifference& last = found_.back();
    const bool goes_on =
        last.field == name && last.before == nothing_there && last.after_at + last.length == layer.offset;
    if (goes_on) {
      last.length += layer.length;
      last.after = octet_count(last.length);
      return;
    }
  }
  found_.push_back({std::move(name), before_at, std::string(nothing_there), octet_count(layer.length),
                    layer.offset, layer.length});
}

void Comparison::replaced(const Layer& before, const Layer& after) {
  if (before.part) {
    removed(before, after.offset);
    return added(after, before.offset);
  }
  found_.push_back({std::string(before.layout->name), before.offset, std::string(before.layout->title),
                    std::string(after.layout->title), after.offset, before.length});
}

bool is_ip(const Layer& layer) {
  return layer.layout == &layout<Ipv4Header> || layer.layout == &layout<Ipv6Header>;
}

}  // namespace

PacketPart whole_packet(const Dissection& packet) { return {&packet, packet.layers}; }

PacketPart datagram_part(const Dissection& packet) {
  const auto first = std::find_if(packet.layers.begin(), packet.layers.end(), is_ip);
  if (first == packet.layers.end() || first->depth != 0) return {&packet, {}};
  return {&packet, Layers(first, packet.layers.end())};
}

PacketPart quoted_part(const Dissection& packet) {
  const auto first = std::find_if(packet.layers.begin(), packet.layers.end(),
                                  [](const Layer& layer) { return layer.depth == 1 && is_ip(layer); });
  const auto end = std::find_if(first, packet.layers.end(), [](const Layer& layer) {
    const bool behind = layer.layout == &padding_layout || layer.layout == &layout<IcmpExtensionHeader>;
    return layer.depth < 1 || (layer.depth == 1 && !layer.part && behind);
  });
  return {&packet, Layers(first, end)};
}

std::vector<FieldDifference> differences(const PacketPart& before, const PacketPart& after, Extent extent) {
  Comparison comparison(*before.packet, *after.packet, extent);
  comparison.siblings(before.layers, after.layers, {});
  return comparison.take();
}

std::vector<FieldDifference> differences(Bytes before, Bytes after, LinkType link) {
  const Dissection was = dissect(before, link), is = dissect(after, link);
  return differences(whole_packet(was), whole_packet(is));
}

std::string to_text(const FieldDifference& difference) {
  return difference.field + " " + difference.before + " -> " + difference.after;
}

std::string to_text(const std::vector<FieldDifference>& differences) {
  std::string text;
  for (const FieldDifference& difference : differences) {
    if (!text.empty()) text += ", ";
    text += difference.field + " (" + difference.before + ", here " + difference.after + ")";
  }
  return text;
}

}  // namespace icmpwire
