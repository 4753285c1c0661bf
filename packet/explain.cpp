// A packet explained from the outside to the inside: its layers, their diagrams, its octets, what is wrong.
#include "packet/explain.h"

#include "packet/finding_text.h"
#include "packet/text.h"

namespace icmpwire {
namespace {

// "ethernet / ip / icmp (ip / icmp / payload)": what lies inside a layer in parentheses.
std::string layer_path(const Dissection& packet) {
  std::string path;
  unsigned depth = 0;
  for (const Layer& layer : packet.layers) {
    if (layer.part) continue;
    const std::string_view between = path.empty() ? "" : layer.depth > depth ? " (" : " / ";
    for (; depth > layer.depth; --depth) path += ')';
    path.append(between).append(layer.layout->name);
    depth = layer.depth;
  }
  return path + std::string(depth, ')');
}

void append_purposes(std::string& out, const Dissection& packet) {
  constexpr std::size_t further = 4;
  const Layout* before = nullptr;
  for (const Layer& layer : packet.layers) {
    if (layer.layout == before) continue;  // one sentence for a row of slots
    before = layer.layout;
    const std::string indent(std::size_t{2} * layer.depth, ' ');
    std::string words(layer.layout->purpose);
    if (!layer.layout->source.empty()) words += " (" + unbroken(layer.layout->source) + ")";
    append_hanging(out, indent + std::string(layer.layout->title) + ": ", words, indent.size() + further);
  }
}

void append_diagrams(std::string& out, const Dissection& packet, Ink ink) {
  for (const Layer& layer : packet.layers) {
    if (layer.part || layer.layout->fields.empty()) continue;
    out += "\n" + heading(title_with_range(layer), ink) + diagram(packet, layer, ink);
  }
}

void append_findings(std::string& out, const std::vector<Finding>& findings, Ink ink) {
  if (findings.empty()) out += "none\n";
  std::string lines;
  for (const Finding& finding : findings) {
    append_hanging(lines, octet_range(finding.at, finding.length) + ": ", finding_text(finding));
  }
  out += painted(lines, Shade::wrong, ink);
}

}  // namespace

std::string heading(std::string_view words, Ink ink) {
  return painted(words, Shade::heading, ink) + "\n" + std::string(words.size(), '-') + "\n";
}

std::string explain(const Dissection& packet, Ink ink) {
  return explain(packet, meaning_of(packet, nullptr), ink);
}

std::string explain(const Dissection& packet, const Meaning& meaning, Ink ink) {
  std::string out;
  append_hanging(out, octet_count(packet.octets.size()) + ": ", layer_path(packet));
  out += '\n';
  append_purposes(out, packet);
  const std::vector<Statement> said = statements(meaning);
  if (!said.empty()) out += "\n" + heading("What it says", ink) + statements_text(said);
  append_diagrams(out, packet, ink);
  out += "\n" + heading("Octets", ink) + annotated_octets(packet, meaning.changes, ink);
  out += "\n" + heading("Findings", ink);
  append_findings(out, check(packet), ink);
  return out;
}

}  // namespace icmpwire
