// A row more in a table is in every view of a packet, with no edit but that row.
#include <gtest/gtest.h>

#include <functional>
#include <tuple>

#include "cli/json_lines.h"
#include "packet/diagram_svg.h"
#include "packet/explain.h"
#include "packet/page.h"
#include "packet/reference.h"

namespace icmpwire {
namespace {

struct Soup {
  std::uint8_t salt = 0;
  std::uint8_t pepper = 0;
};

struct RicherSoup : Soup {
  std::uint16_t garlic = 0;
};

}  // namespace

template <>
struct Table<Soup> {
  static constexpr std::string_view name = "soup";
  static constexpr std::string_view title = "Soup";
  static constexpr std::string_view purpose = "warms";
  static constexpr std::string_view source = "RFC 1";
  static constexpr auto rows =
      std::make_tuple(row<&Soup::salt, 0, 8>({"salt", "Salt", "pinches", source}),
                      row<&Soup::pepper, 8, 8>({"pepper", "Pepper", "turns of the mill", source}));
};

template <>
struct Table<RicherSoup> {
  static constexpr std::string_view name = Table<Soup>::name;
  static constexpr std::string_view title = Table<Soup>::title;
  static constexpr std::string_view purpose = Table<Soup>::purpose;
  static constexpr std::string_view source = Table<Soup>::source;
  static constexpr auto rows = std::tuple_cat(
      Table<Soup>::rows, std::make_tuple(row<&RicherSoup::garlic, 16, 16>(
                             {"garlic", "Garlic", "cloves, as a matter of taste", source, Format::hex})));
};

namespace {

const Octets bowl = {3, 5, 0xca, 0xfe};

struct View {
  const char* name;
  std::function<std::string(const Dissection&)> show;
  bool has_name;   // the field's name is in it; else its label is
  bool has_value;  // it shows a packet, not the format
};

CatalogueEntry entry_of(const Dissection& soup) { return {"soup", soup.layers[0].layout}; }

const View views[] = {
    {"diagram", [](const Dissection& soup) { return diagram(soup, soup.layers[0]); }, false, true},
    {"empty diagram", [](const Dissection& soup) { return diagram(entry_of(soup)); }, false, false},
    {"dump", [](const Dissection& soup) { return annotated_octets(soup); }, true, true},
    {"summary", [](const Dissection& soup) { return summary(soup); }, true, true},
    {"explanation", [](const Dissection& soup) { return explain(soup); }, true, true},
    {"markdown", [](const Dissection& soup) { return explain_markdown(soup); }, true, true},
    {"picture", [](const Dissection& soup) { return diagram_svg(soup); }, false, true},
    {"empty picture", [](const Dissection& soup) { return diagram_svg(entry_of(soup)); }, false, false},
    {"page",
     [](const Dissection& soup) {
       Page page("Soup");
       page.add(soup, std::nullopt, "");
       return page.take();
     },
     true, true},
    {"JSON", [](const Dissection& soup) { return cli::packet_line(soup, LinkType::raw, 1, nullptr, {}); },
     true, true},
    {"reference", [](const Dissection& soup) { return reference_text(entry_of(soup)); }, true, false},
    {"reference page", [](const Dissection& soup) { return reference_markdown(entry_of(soup)); }, true,
     false},
};

bool holds(const std::string& text, std::string_view word) { return text.find(word) != std::string::npos; }

TEST(Views, ShowARowThatIsAddedToATable) {
  const Dissection plain{Bytes(bowl).first(2), {{&layout<Soup>, 0, 2, 0}}, std::nullopt};
  const Dissection richer{bowl, {{&layout<RicherSoup>, 0, 4, 0}}, std::nullopt};
  for (const View& view : views) {
    SCOPED_TRACE(view.name);
    const std::string before = view.show(plain), after = view.show(richer);
    const std::string_view row = view.has_name ? "garlic" : "Garlic";
    EXPECT_FALSE(holds(before, row)) << before;
    EXPECT_TRUE(holds(after, row)) << after;
    EXPECT_TRUE(holds(before, view.has_name ? "pepper" : "Pepper")) << before;
    EXPECT_TRUE(!view.has_value || holds(after, "0xcafe")) << after;
  }
}

}  // namespace
}  // namespace icmpwire
