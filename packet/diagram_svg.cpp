#include "packet/diagram_svg.h"

#include <optional>
#include <vector>

#include "packet/explain.h"
#include "packet/finding_text.h"
#include "packet/pointing.h"
#include "packet/svg_panel.h"
#include "packet/text.h"

namespace icmpwire {
namespace {

constexpr std::string_view style = R"(<style>
text{font-family:system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:#17202b;text-anchor:middle}
.paper{fill:#fff}.title{font-size:22px;font-weight:650;text-anchor:start}
.source{font-size:14px;fill:#55606e;text-anchor:end}.bit{font-size:11px;fill:#55606e}.label{font-size:12.5px;fill:#303b48}
.value{font-size:14.5px;font-weight:600;font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
.edge{stroke-width:1.4;stroke-linecap:square}.wrong{stroke:#b3261e;stroke-width:5}
.arrow{fill:none;stroke:#0a58b0;stroke-width:2.6;stroke-linejoin:round}.head{fill:#0a58b0}
.h0 .cell{fill:#e9f1fc}.h0 .odd{fill:#dae7f8}.h0 .edge{stroke:#2f6fbf}.h0 .bar{fill:#2f6fbf}
.h1 .cell{fill:#e8f5ea}.h1 .odd{fill:#d6ecda}.h1 .edge{stroke:#2e7d3d}.h1 .bar{fill:#2e7d3d}
.h2 .cell{fill:#fcf1e2}.h2 .odd{fill:#f8e3c8}.h2 .edge{stroke:#a35a00}.h2 .bar{fill:#a35a00}
.h3 .cell{fill:#f3ebfa}.h3 .odd{fill:#e7d9f4}.h3 .edge{stroke:#7744ab}.h3 .bar{fill:#7744ab}
.h4 .cell{fill:#e3f4f4}.h4 .odd{fill:#cfeaea}.h4 .edge{stroke:#0f7676}.h4 .bar{fill:#0f7676}
.h5 .cell{fill:#fbebf0}.h5 .odd{fill:#f6d8e2}.h5 .edge{stroke:#b0325a}.h5 .bar{fill:#b0325a}
</style>
)";

std::string number(std::uint32_t value) { return std::to_string(value); }

// Along the lines between rows and through a margin, so that no words are crossed.
std::string arrow(const SvgPanel::Box& from, const SvgPanel::Box& to) {
  const std::uint32_t begin = (from.left + from.right) / 2, end = (to.left + to.right) / 2;
  const std::uint32_t aside = end > svg_width / 2 ? svg_width - svg_margin / 2 : svg_margin / 2;
  const std::string around = from.bottom == to.top ? "" : "H" + number(aside) + "V" + number(to.top);
  return "<circle class=\"head\" cx=\"" + number(begin) + "\" cy=\"" + number(from.bottom - 2) +
         "\" r=\"4\"/>\n<path class=\"arrow\" d=\"M" + number(begin) + " " + number(from.bottom - 2) + "V" +
         number(from.bottom) + around + "H" + number(end) + "V" + number(to.top + 4) +
         "\"/>\n<path class=\"head\" d=\"M" + number(end) + " " + number(to.top + 12) + "l-6 -10h12z\"/>\n";
}

std::string picture(std::uint32_t height, std::string_view drawn, std::string_view title,
                    std::string_view description) {
  std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(svg_width) + " " +
                    number(height + svg_margin) + "\" role=\"img\" aria-labelledby=\"title description\">\n";
  out.append("<title id=\"title\">").append(xml_text(title)).append("</title>\n<desc id=\"description\">");
  out.append(xml_text(description)).append("</desc>\n").append(style);
  out.append("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n").append(drawn);
  return out + "</svg>\n";
}

// A packet's headers one below the other.
class Panels {
 public:
  explicit Panels(const Dissection& packet);
  std::uint32_t height() const { return height_; }
  std::string draw();

 private:
  struct Placed {
    SvgPanel panel;
    const Layer* layer;
  };
  void mark_wrong();
  std::optional<SvgPanel::Box> box_of(std::uint32_t bit) const;  // counted from the start of the packet

  const Dissection& packet_;
  std::vector<Placed> placed_;
  std::uint32_t height_ = 0;
};

Panels::Panels(const Dissection& packet) : packet_(packet) {
  for (const Layer& layer : packet.layers) {
    if (layer.part) continue;
    const auto hue = static_cast<std::uint32_t>(placed_.size() + 1);
    placed_.push_back(
        {SvgPanel(cells_of(packet, layer), title_with_range(layer), layer.layout->source, hue), &layer});
    height_ += placed_.back().panel.height();
  }
  mark_wrong();
}

void Panels::mark_wrong() {
  for (const Finding& finding : check(packet_)) {
    const FieldPlace place = place_of(finding, packet_);
    const Layer& layer = packet_.layers[place.layer];
    const std::uint32_t bit = layer.layout->fields.empty() ? 0U : layer.layout->fields[place.field].bit;
    for (Placed& placed : placed_) {
      if (layer.offset >= placed.layer->offset)
        placed.panel.mark_wrong((layer.offset - placed.layer->offset) * 8 + bit);
    }
  }
}

// Of the innermost header that draws the bit.
std::optional<SvgPanel::Box> Panels::box_of(std::uint32_t bit) const {
  std::optional<SvgPanel::Box> box;
  for (const Placed& placed : placed_) {
    if (bit < placed.layer->offset * 8) continue;
    if (const auto inner = placed.panel.box_of(bit - placed.layer->offset * 8)) box = inner;
  }
  return box;
}

std::string Panels::draw() {
  std::string drawn;
  std::uint32_t top = 0;
  for (Placed& placed : placed_) {
    drawn += placed.panel.draw(top);
    top += placed.panel.height();
  }
  for (const Pointing& pointing : pointings(packet_)) {
    const Layer& layer = packet_.layers[pointing.layer];
    const auto from = box_of(layer.offset * 8 + layer.layout->fields[pointing.field].bit);
    const auto to = box_of(pointing.to * 8);
    if (from && to && from->bottom <= to->top) drawn += arrow(*from, *to);
  }
  return drawn;
}

// "purpose; Label value; Label value": for those who cannot see the picture.
std::string words_of(const Dissection& packet, const Layer& layer) {
  const Bytes octets = packet.octets_of(layer);
  std::string words(layer.layout->purpose);
  for (const FieldInfo& field : layer.layout->fields) {
    if (field.bit + std::size_t{field.width} > octets.size() * 8) break;
    words.append("; ").append(field.label).append(" ").append(value_text(field, octets));
  }
  return words;
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += static_cast<unsigned char>(letter) < 0x20 ? ' ' : letter;
    }
  }
  return out;
}

std::string diagram_svg(const CatalogueEntry& entry) {
  const Layout& layout = *entry.layout;
  SvgPanel panel(cells_of(entry), std::string(layout.title), layout.source, 0);
  const std::string drawn = panel.draw(0);
  return picture(panel.height(), drawn, layout.title, layout.purpose);
}

std::string diagram_svg(const Dissection& packet) {
  std::string description;
  for (const Layer& layer : packet.layers) {
    description.append(description.empty() ? "" : ". ").append(layer.layout->title).append(": ");
    description += words_of(packet, layer);
  }
  Panels panels(packet);
  const std::string drawn = panels.draw();
  return picture(panels.height(), drawn, "A packet of " + octet_count(packet.octets.size()), description);
}

}  // namespace icmpwire
