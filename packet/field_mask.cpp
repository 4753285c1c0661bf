#include "packet/field_mask.h"

#include <algorithm>
#include <array>

#include "packet/catalogue.h"
#include "packet/dissection.h"
#include "packet/nearest.h"
#include "packet/option_language.h"

namespace icmpwire {
namespace {

std::string qualified(std::string_view header, std::string_view field) {
  return std::string(header) + "." + std::string(field);
}

// What can be named. The slots of an option go by the option's name.
std::vector<std::string> known_names() {
  std::vector<std::string> names;
  for (const CatalogueGroup& group : catalogue()) {
    for (const CatalogueEntry& entry : group.entries) {
      names.emplace_back(entry.layout->name);
      for (const FieldInfo& field : entry.layout->fields)
        names.push_back(qualified(entry.layout->name, field.name));
    }
  }
  for (const OptionWord& word : option_words()) {
    if (word.value != OptionValue::route && word.value != OptionValue::stamps) continue;
    names.push_back(qualified(word.layout->name, "address"));
    if (word.value == OptionValue::stamps) names.push_back(qualified(word.layout->name, "timestamp"));
  }
  for (const Layout* run :
       std::array{&payload_layout, &fragment_layout, &padding_layout, &object_data_layout})
    names.emplace_back(run->name);
  return names;
}

// "ts.flag" as "timestamp.flag".
std::string table_name(std::string_view typed) {
  const std::string_view header = typed.substr(0, typed.find('.'));
  for (const OptionWord& word : option_words()) {
    if (word.word == header && word.layout != nullptr)
      return std::string(word.layout->name) + std::string(typed.substr(header.size()));
  }
  return std::string(typed);
}

// "record_route[2].address" as "record_route.address".
std::string without_number(std::string_view field) {
  const std::size_t open = field.find('['), close = field.find(']');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open)
    return std::string(field);
  return std::string(field.substr(0, open)) + std::string(field.substr(close + 1));
}

}  // namespace

Understood<FieldMask> FieldMask::read(std::string_view text) {
  const std::vector<std::string> known = known_names();
  FieldMask mask;
  for (const TextPiece& piece : split({text}, ',')) {
    std::string name = table_name(piece.text);
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      const std::vector<std::string_view> words(known.begin(), known.end());
      return misread(piece, "nothing is called " + quoted(piece.text), "a field as ip.ttl, or a header",
                     std::string(nearest(name, words)));
    }
    mask.names_.push_back(std::move(name));
  }
  return mask;
}

bool FieldMask::covers(std::string_view field) const {
  const std::string name = without_number(field);
  return std::any_of(names_.begin(), names_.end(), [&](const std::string& masked) {
    if (name.compare(0, masked.size(), masked) != 0) return false;
    return name.size() == masked.size() || name[masked.size()] == '.';
  });
}

void FieldMask::add(const FieldMask& other) {
  for (const std::string& name : other.names_) {
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(name);
  }
}

std::string FieldMask::text() const {
  std::string text;
  for (const std::string& name : names_) text += (text.empty() ? "" : ",") + name;
  return text;
}

}  // namespace icmpwire
