// A packet explained in Markdown, for notes and issue reports.
#include "packet/explain.h"
#include "packet/finding_text.h"
#include "packet/text.h"

namespace icmpwire {
namespace {

void append_row(std::string& out, const Layer& layer, const FieldInfo& field, Bytes octets) {
  const unsigned first = field.bit / 8U;
  const unsigned end = (field.bit + unsigned{field.width} + 7) / 8;
  out += "| " + std::to_string(layer.offset + first) + " | `" + to_hex(octets.subspan(first, end - first)) +
         "` | `" + std::string(field.name) + "` | " + value_text(field, octets) + " | " +
         std::string(field.meaning) + " | " + std::string(field.source) + " |\n";
}

void append_fields(std::string& out, const Dissection& packet, const Layer& layer) {
  const Bytes octets = packet.octets_of(layer);
  out += "\n**" + title_with_range(layer) + "**: " + std::string(layer.layout->purpose) + "\n\n";
  if (layer.layout->fields.empty()) {
    out += "```\n" + to_hex(octets) + "\n```\n";
    return;
  }
  out += "| octet | octets | field | value | means | source |\n| --- | --- | --- | --- | --- | --- |\n";
  for (const FieldInfo& field : layer.layout->fields) {
    if (field.bit + std::size_t{field.width} <= octets.size() * 8) append_row(out, layer, field, octets);
  }
}

}  // namespace

std::string explain_markdown(const Dissection& packet) {
  return explain_markdown(packet, meaning_of(packet, nullptr));
}

std::string explain_markdown(const Dissection& packet, const Meaning& meaning) {
  std::string out = "## A packet of " + octet_count(packet.octets.size()) + "\n";
  const std::vector<Statement> said = statements(meaning);
  if (!said.empty()) out += "\n### What it says\n\n```\n" + statements_text(said) + "```\n";
  for (const Layer& layer : packet.layers) {
    if (layer.part || layer.layout->fields.empty()) continue;
    out += "\n### " + title_with_range(layer) + "\n\n```\n" + diagram(packet, layer) + "```\n";
  }
  out += "\n### Fields\n";
  for (const Layer& layer : packet.layers) append_fields(out, packet, layer);
  out += "\n### Findings\n\n";
  const std::vector<Finding> findings = check(packet);
  if (findings.empty()) out += "None.\n";
  for (const Finding& finding : findings) {
    out += "- " + octet_range(finding.at, finding.length) + ": `" + finding.field + "` " + finding.rule;
    out += finding.source.empty() ? "\n" : " (" + std::string(finding.source) + ")\n";
  }
  return out;
}

}  // namespace icmpwire
