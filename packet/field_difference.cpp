#include "packet/field_difference.h"

#include <algorithm>

#include "packet/dissection.h"
#include "packet/explain.h"

namespace icmpwire {
namespace {

std::string hex_at(Bytes octets, std::size_t at) {
  return at < octets.size() ? to_hex(octets.subspan(at, 1)) : std::string("nothing");
}

std::string title_at(const Dissection& packet, std::size_t layer) {
  return layer < packet.layers.size() ? std::string(packet.layers[layer].layout->title) : "nothing more";
}

// One layout, or two for the same octets: a free slot of an option, and one that has been filled.
bool is_same_kind(const Layout& one, const Layout& other) {
  if (&one == &other) return true;
  const auto same_place = [](const FieldInfo& left, const FieldInfo& right) {
    return left.bit == right.bit && left.width == right.width && left.name == right.name;
  };
  return !one.fields.empty() && std::equal(one.fields.begin(), one.fields.end(), other.fields.begin(),
                                           other.fields.end(), same_place);
}

// Two packets side by side.
class Comparison {
 public:
  Comparison(Bytes before, Bytes after, LinkType link)
      : before_(dissect(before, link)), after_(dissect(after, link)) {}

  std::vector<FieldDifference> run() {
    while (is_left(before_, at_before_) && is_left(after_, at_after_)) {
      if (is_same_kind(*layer_before().layout, *layer_after().layout)) {
        compare_layers();
        ++at_before_;
        ++at_after_;
      } else if (!pass_over_parts()) {
        break;
      }
    }
    if (is_left(before_, at_before_) || is_left(after_, at_after_)) {
      const std::uint32_t at = is_left(before_, at_before_) ? layer_before().offset : end(before_);
      add("headers", at, title_at(before_, at_before_), title_at(after_, at_after_));
    }
    return std::move(found_);
  }

 private:
  static bool is_left(const Dissection& packet, std::size_t at) { return at < packet.layers.size(); }
  static std::uint32_t end(const Dissection& packet) {
    return static_cast<std::uint32_t>(packet.octets.size());
  }
  const Layer& layer_before() const { return before_.layers[at_before_]; }
  const Layer& layer_after() const { return after_.layers[at_after_]; }

  void add(std::string field, std::uint32_t at, std::string before, std::string after) {
    found_.push_back({std::move(field), at, std::move(before), std::move(after)});
  }

  // What lies inside an option is named by it: "record_route.address", be the slot free or filled.
  std::string name_before() const {
    const Layer& layer = layer_before();
    std::size_t around = at_before_;
    while (around > 0 && before_.layers[around].depth >= layer.depth) --around;
    const bool is_inside = layer.part && before_.layers[around].part;
    return std::string((is_inside ? before_.layers[around] : layer).layout->name);
  }

  void compare_layers() {
    const Bytes before = before_.octets_of(layer_before()), after = after_.octets_of(layer_after());
    if (layer_before().layout->fields.empty()) {
      compare_octets(before, after);
    } else {
      compare_fields(before, after);
    }
  }

  // Octets without fields.
  void compare_octets(Bytes before, Bytes after) {
    if (equal(before, after)) return;
    const Layer& layer = layer_before();
    const std::string name = name_before();
    if (before.size() != after.size()) {
      add(name + ".length", layer.offset, std::to_string(before.size()), std::to_string(after.size()));
      return;
    }
    const auto at = static_cast<std::uint32_t>(
        std::mismatch(before.begin(), before.end(), after.begin()).first - before.begin());
    add(name, layer.offset + at, "octet " + std::to_string(at) + ": " + hex_at(before, at),
        hex_at(after, at));
  }

  void compare_fields(Bytes before, Bytes after) {
    const Layout& layout = *layer_before().layout;
    for (const FieldInfo& field : layout.fields) {
      const std::size_t field_end = field.bit + std::size_t{field.width};
      if (field_end > before.size() * 8 || field_end > after.size() * 8) continue;
      std::string was = value_text(field, before), is = value_text(field, after);
      if (was == is) continue;
      add(name_before() + "." + std::string(field.name), layer_before().offset + field.bit / 8U,
          std::move(was), std::move(is));
    }
  }

  // Where the parts of a header are of other kinds: all of them, from here on, as octets.
  bool pass_over_parts() {
    if (!layer_before().part && !layer_after().part) return false;
    const std::string name =
        name_around(layer_before().part ? before_ : after_, layer_before().part ? at_before_ : at_after_);
    const std::uint32_t at = layer_before().offset;
    const std::string was = take_parts(before_, at_before_), is = take_parts(after_, at_after_);
    add(name, at, was, is);
    return true;
  }

  // Of the header that the part lies in: "ip.parts".
  static std::string name_around(const Dissection& packet, std::size_t part) {
    std::size_t around = part;
    while (around > 0 && packet.layers[around].part) --around;
    return std::string(packet.layers[around].layout->name) + ".parts";
  }

  // Hexadecimal; `at` is then behind them.
  static std::string take_parts(const Dissection& packet, std::size_t& at) {
    if (!is_left(packet, at) || !packet.layers[at].part) return "none";
    const std::uint32_t begin = packet.layers[at].offset;
    std::uint32_t past = begin;
    for (; is_left(packet, at) && packet.layers[at].part; ++at) {
      past = std::max(past, packet.layers[at].offset + packet.layers[at].length);
    }
    return to_hex(packet.octets.subspan(begin, past - begin));
  }

  const Dissection before_, after_;
  std::size_t at_before_ = 0, at_after_ = 0;  // the layers compared next
  std::vector<FieldDifference> found_;
};

}  // namespace

std::vector<FieldDifference> differences(Bytes before, Bytes after, LinkType link) {
  return Comparison(before, after, link).run();
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
