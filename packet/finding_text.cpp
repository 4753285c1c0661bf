#include "packet/finding_text.h"

#include "packet/text.h"

namespace icmpwire {

std::string title_with_range(const Layer& layer) {
  return std::string(layer.layout->title) + ", " + octet_range(layer.offset, layer.length);
}

std::string finding_text(const Finding& finding) {
  std::string text = finding.field + " " + finding.rule;
  if (!finding.source.empty()) text += " (" + unbroken(finding.source) + ")";
  return text;
}

}  // namespace icmpwire
