#include "packet/reference.h"

#include <vector>

#include "packet/explain.h"
#include "packet/rules.h"
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

std::string rule_text(const Rule& rule) {
  return std::string(rule.field) + ": " + std::string(rule.text) + " (" + std::string(rule.source) + ")";
}

// A table's cell: one line, no bar.
std::string cell(std::string_view text) {
  std::string out;
  for (const char letter : text) out += letter == '|' ? std::string("\\|") : std::string(1, letter);
  return out;
}

// What a row is about, and from the column on its words.
void append_row(std::string& out, std::string_view head, std::size_t column, std::string_view words,
                Ink ink) {
  std::string lines;
  append_hanging(lines, padded(head, column), words);
  out += painted(head, Shade::value, ink) + lines.substr(head.size());
}

}  // namespace

std::string catalogue_text(Ink ink) {
  std::string out;
  for (const CatalogueGroup& group : catalogue()) {
    const std::string title = std::string(group.title) + " (" + std::string(group.name) + ")";
    out += (out.empty() ? "" : "\n") + painted(title, Shade::heading, ink) + "\n";
    for (const CatalogueEntry& entry : group.entries) {
      append_row(out, "  " + std::string(entry.name), 32, entry.layout->title, ink);
    }
  }
  return out;
}

std::string reference_text(const CatalogueEntry& entry, Ink ink) {
  constexpr std::size_t words_column = 14;
  const Layout& layout = *entry.layout;
  std::string lines;
  append_hanging(lines, std::string(layout.title) + ": ",
                 std::string(layout.purpose) + " (" + unbroken(layout.source) + ")", 4);
  std::string out = painted(layout.title, Shade::heading, ink) + lines.substr(layout.title.size());
  out += "\n" + diagram(entry, ink) + "\n";
  for (const FieldInfo& field : layout.fields) {
    append_row(out, (field.width == 1 ? "bit " : "bits ") + bits_text(field), words_column,
               std::string(field.name) + ", " + width_text(field) + ": " + std::string(field.meaning) + " (" +
                   unbroken(field.source) + ")",
               ink);
    if (field.computed) append_row(out, "", words_column, as_rule(field), ink);
    const std::string values = values_text(field);
    if (!values.empty()) append_row(out, "", words_column, values, ink);
  }
  const std::string behind = behind_text(entry);
  if (!behind.empty()) append_row(out, "behind it", words_column, behind, ink);
  for (const Rule& rule : rules_of(entry)) append_row(out, "rule", words_column, rule_text(rule), ink);
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
  std::string rules;
  for (const Rule& rule : rules_of(entry)) rules += "- " + rule_text(rule) + "\n";
  return out + values + (rules.empty() ? "" : "\nRules:\n\n" + rules);
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
