#include "cli/explanation.h"

#include "cli/craft_line.h"
#include "cli/instant.h"
#include "cli/json_lines.h"
#include "cli/streams.h"
#include "packet/checksum_steps.h"
#include "packet/diagram_svg.h"
#include "packet/explain.h"
#include "packet/page.h"
#include "packet/story.h"

namespace icmpwire::cli {
namespace {

// A form in which each packet stands by itself: what it says of those before it is told there.
class ToldExplanation : public Explanation {
 public:
  Result<void> add(const PacketToExplain& packet) final {
    const Dissection dissection = dissect(packet.octets, packet.link);
    show(packet, dissection, story_.add(dissection, packet.number, packet.at()).meaning);
    return {};
  }
  void pass(const PacketToExplain& packet) final {
    story_.add(dissect(packet.octets, packet.link), packet.number, packet.at());
  }

 private:
  virtual void show(const PacketToExplain& packet, const Dissection& dissection, const Meaning& meaning) = 0;

  Story story_;
};

class TextExplanation : public ToldExplanation {
 public:
  TextExplanation(std::FILE* out, const ExplanationStyle& style) : out_(out), style_(style) {}

 private:
  void show(const PacketToExplain& packet, const Dissection& dissection, const Meaning& meaning) override {
    std::string text = explained(dissection, meaning, packet.link, style_.ink);
    if (style_.checksum) text += "\n" + heading("Checksums", style_.ink) + checksum_steps(dissection);
    if (!packet.heading.empty())
      text = painted(packet.heading, Shade::heading, style_.ink) + "\n\n" + text + "\n";
    write(out_, text);
  }

  std::FILE* out_;
  ExplanationStyle style_;
};

class JsonExplanation : public ToldExplanation {
 public:
  explicit JsonExplanation(std::FILE* out) : out_(out) {}

 private:
  void show(const PacketToExplain& packet, const Dissection& dissection, const Meaning& meaning) override {
    write(out_, packet_line(dissection, packet.link, packet.number, packet.captured, meaning));
  }

  std::FILE* out_;
};

class MarkdownExplanation : public ToldExplanation {
 public:
  explicit MarkdownExplanation(std::FILE* out) : out_(out) {}

 private:
  void show(const PacketToExplain&, const Dissection& dissection, const Meaning& meaning) override {
    write(out_, (first_ ? "" : "\n") + explain_markdown(dissection, meaning));
    first_ = false;
  }

  std::FILE* out_;
  bool first_ = true;
};

class SvgExplanation : public Explanation {
 public:
  explicit SvgExplanation(std::FILE* out) : out_(out) {}
  Result<void> add(const PacketToExplain& packet) override {
    if (!picture_.empty()) return tl::unexpected(more_than_one());
    picture_ = diagram_svg(dissect(packet.octets, packet.link));
    return {};
  }
  void finish() override { write(out_, picture_); }

 private:
  static Failure more_than_one() {
    return Failure("draw", "several packets as SVG", Reason::unsupported, "a picture holds one", {},
                   "--number N | --format html");
  }

  std::FILE* out_;
  std::string picture_;
};

class HtmlExplanation : public Explanation {
 public:
  HtmlExplanation(std::FILE* out, std::string_view title) : out_(out), page_(title) {}
  Result<void> add(const PacketToExplain& packet) override {
    page_.add(dissect(packet.octets, packet.link), packet.at(),
              packet.captured == nullptr ? "" : instant_text(packet.captured->at));
    return {};
  }
  void finish() override { write(out_, page_.take()); }

 private:
  std::FILE* out_;
  Page page_;
};

}  // namespace

std::unique_ptr<Explanation> make_explanation(const ExplanationStyle& style, std::FILE* out,
                                              std::string_view title) {
  switch (style.format) {
    case ExplainFormat::json:
      return std::make_unique<JsonExplanation>(out);
    case ExplainFormat::html:
      return std::make_unique<HtmlExplanation>(out, title);
    case ExplainFormat::svg:
      return std::make_unique<SvgExplanation>(out);
    case ExplainFormat::markdown:
      return std::make_unique<MarkdownExplanation>(out);
    case ExplainFormat::text:
      break;
  }
  return std::make_unique<TextExplanation>(out, style);
}

}  // namespace icmpwire::cli
