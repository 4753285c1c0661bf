#include "packet/reference.h"

#include <vector>

#include "packet/explain.h"
#include "packet/text.h"
#include "packet/value_text.h"

namespace icmpwire {
namespace {

std::string bits_text(const FieldInfo& field) {
  const std::string first = std::to_string(field.bit);
  return field.width == 1 ? first : first + "-" + std::to_string(field.bit + field.width - 1);
}

std::string width_text(const FieldInfo& field) {
  return std::to_string(field.width) + (field.width == 1 ? " bit" : " bits");
}

struct NamedValue {
  std::string value;
  std::string_view name;
};

// Every value of the field that has a name, as the views write it.
std::vector<NamedValue> named_values(const FieldInfo& field) {
  constexpr unsigned widest = 16;  // wider fields have no names
  std::vector<NamedValue> all;
  if (field.value_name == nullptr || field.width > widest) return all;
  for (std::uint64_t value = 0; value < std::uint64_t{1} << field.width; ++value) {
    const std::string_view name = field.value_name(value);
    if (name.empty()) continue;
    all.push_back({number_text(field, value), name});
  }
  return all;
}

std::string values_text(const FieldInfo& field) {
  std::string text;
  for (const NamedValue& named : named_values(field)) {
    text += text.empty() ? "" : ", ";
    text += unbroken(named.value + " (" + std::string(named.name) + ")");
  }
  return text;
}

// What goes behind a header, in words.
std::string behind_text(const CatalogueEntry& entry) {
  std::string text;
  for (const FigurePart& part : entry.behind) {
    if (part.bits != 0) text.append(text.empty() ? "" : ", ").append(part.label);
  }
  return text;
}

std::string as_rule(const FieldInfo& field) { return field.computed ? "computed where it is not set" : ""; }

// A table's cell: one line, no bar.
std::string cell(std::string_view text) {
  std::string out;
  for (const char letter : text) out += letter == '|' ? std::string("\\|") : std::string(1, letter);
  return out;
}

}  // namespace

std::string catalogue_text() {
  std::string out;
  for (const CatalogueGroup& group : catalogue()) {
    out.append(out.empty() ? "" : "\n").append(group.title).append(" (").append(group.name).append(")\n");
    for (const CatalogueEntry& entry : group.entries) {
      append_hanging(out, padded("  " + std::string(entry.name), 32), entry.layout->title);
    }
  }
  return out;
}

std::string reference_text(const CatalogueEntry& entry) {
  const Layout& layout = *entry.layout;
  std::string out;
  append_hanging(out, std::string(layout.title) + ": ",
                 std::string(layout.purpose) + " (" + unbroken(layout.source) + ")", 4);
  out += "\n" + diagram(entry) + "\n";
  for (const FieldInfo& field : layout.fields) {
    const std::string head = (field.width == 1 ? "bit " : "bits ") + bits_text(field);
    append_hanging(out, padded(head, 14),
                   std::string(field.name) + ", " + width_text(field) + ": " + std::string(field.meaning) +
                       " (" + unbroken(field.source) + ")");
    if (field.computed) append_hanging(out, std::string(14, ' '), as_rule(field));
    const std::string values = values_text(field);
    if (!values.empty()) append_hanging(out, std::string(14, ' '), values);
  }
  const std::string behind = behind_text(entry);
  if (!behind.empty()) append_hanging(out, padded("behind it", 14), behind);
  return out;
}

std::string reference_markdown(const CatalogueEntry& entry) {
  const Layout& layout = *entry.layout;
  std::string out = "## " + std::string(layout.title) + "\n\n`" + std::string(entry.name) + "`: ";
  out += std::string(layout.purpose) + " (" + std::string(layout.source) + ").\n\n```\n" + diagram(entry) +
         "```\n\n";
  out += "| bits | field | is | means | source |\n| --- | --- | --- | --- | --- |\n";
  std::string values;
  for (const FieldInfo& field : layout.fields) {
    out += "| " + bits_text(field) + " | `" + std::string(field.name) + "` | " + cell(field.label) + ", " +
           width_text(field) + " | " + cell(field.meaning) + (field.computed ? "; " + as_rule(field) : "") +
           " | " + cell(field.source) + " |\n";
    std::string names;
    for (const NamedValue& named : named_values(field))
      names += (names.empty() ? "" : ", ") + named.value + " " + std::string(named.name);
    if (!names.empty()) values += "\n`" + std::string(field.name) + "`: " + names + ".\n";
  }
  return out + values;
}

std::string reference_page(const CatalogueGroup& group) {
  std::string out =
      "# " + std::string(group.title) +
      "\n\nWritten from the field tables by `scripts/update-fixtures`; the same as `icmpwire fields " +
      std::string(group.name) + " --format markdown`.\n";
  for (const CatalogueEntry& entry : group.entries) out += "\n" + reference_markdown(entry);
  return out;
}

}  // namespace icmpwire
