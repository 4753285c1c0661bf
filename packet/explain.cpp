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

void append_heading(std::string& out, std::string_view words) {
  out.append("\n").append(words).append("\n").append(words.size(), '-').append("\n");
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

void append_diagrams(std::string& out, const Dissection& packet) {
  for (const Layer& layer : packet.layers) {
    if (layer.part || layer.layout->fields.empty()) continue;
    append_heading(out, title_with_range(layer));
    out += diagram(packet, layer);
  }
}

void append_findings(std::string& out, const std::vector<Finding>& findings) {
  append_heading(out, "Findings");
  if (findings.empty()) out += "none\n";
  for (const Finding& finding : findings) {
    append_hanging(out, octet_range(finding.at, finding.length) + ": ", finding_text(finding));
  }
}

}  // namespace

std::string explain(const Dissection& packet) {
  std::string out;
  append_hanging(out, octet_count(packet.octets.size()) + ": ", layer_path(packet));
  out += '\n';
  append_purposes(out, packet);
  append_diagrams(out, packet);
  append_heading(out, "Octets");
  out += annotated_octets(packet);
  append_findings(out, check(packet));
  return out;
}

}  // namespace icmpwire
