#include "packet/page.h"

#include <algorithm>

#include "packet/diagram_svg.h"
#include "packet/explain.h"
#include "packet/json_text.h"
#include "packet/page_parts.h"
#include "packet/pointing.h"

namespace icmpwire {
namespace {

void append_number(std::string& out, long long number) { out += std::to_string(number); }

// The words of a list, as JSON strings.
void append_list(std::string& out, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) {
    if (out.back() != '[') out += ',';
    append_json(out, word);
  }
}

// Begins the member of an object.
std::string& member(std::string& out, std::string_view name) {
  if (out.back() != '{') out += ',';
  append_json(out, name);
  return out += ':';
}

void append_layout(std::string& out, const Layout& layout) {
  out += '{';
  append_json(member(out, "name"), layout.name);
  append_json(member(out, "title"), layout.title);
  append_json(member(out, "purpose"), layout.purpose);
  append_json(member(out, "source"), layout.source);
  member(out, "fields") += '[';
  for (const FieldInfo& field : layout.fields) {
    if (out.back() != '[') out += ',';
    out += '[';
    append_list(out, {field.name, field.label});
    out.append(",").append(std::to_string(field.bit)).append(",").append(std::to_string(field.width));
    append_list(out, {field.meaning, field.source});
    out += ']';
  }
  out += "]}";
}

void append_findings(std::string& out, const Dissection& packet) {
  const std::vector<Finding> findings = check(packet);
  if (findings.empty()) return;
  member(out, "findings") += '[';
  for (const Finding& finding : findings) {
    if (out.back() != '[') out += ',';
    out.append("[").append(std::to_string(finding.at)).append(",").append(std::to_string(finding.length));
    append_list(out, {finding.field, finding.rule, finding.source});
    out += ']';
  }
  out += ']';
}

// [layer, field, octet that it points at]
void append_points(std::string& out, const Dissection& packet) {
  const std::vector<Pointing> all = pointings(packet);
  if (all.empty()) return;
  member(out, "points") += '[';
  for (const Pointing& pointing : all) {
    if (out.back() != '[') out += ',';
    out.append("[").append(std::to_string(pointing.layer)).append(",").append(std::to_string(pointing.field));
    out.append(",").append(std::to_string(pointing.to)).append("]");
  }
  out += ']';
}

std::string filled_in(std::string_view document, std::string_view name, std::string_view with) {
  std::string out;
  for (std::size_t at = 0;;) {
    const std::size_t next = document.find(name, at);
    out.append(document.substr(at, next - at));
    if (next == std::string_view::npos) return out;
    out.append(with);
    at = next + name.size();
  }
}

}  // namespace

Page::Page(std::string_view title) : title_(title) {}

std::size_t Page::number_of(const Layout& layout) {
  const auto found = std::find(known_.begin(), known_.end(), &layout);
  if (found != known_.end()) return static_cast<std::size_t>(found - known_.begin());
  if (!known_.empty()) layouts_ += ',';
  append_layout(layouts_, layout);
  known_.push_back(&layout);
  return known_.size() - 1;
}

void Page::append_layers(const Dissection& packet) {
  member(packets_, "layers") += '[';
  for (const Layer& layer : packet.layers) {
    if (packets_.back() != '[') packets_ += ',';
    packets_ += '[';
    append_number(packets_, static_cast<long long>(number_of(*layer.layout)));
    for (const std::uint32_t number :
         {layer.offset, layer.length, std::uint32_t{layer.depth}, std::uint32_t{layer.part}}) {
      packets_ += ',';
      append_number(packets_, number);
    }
    packets_ += ",[";
    const Bytes octets = packet.octets_of(layer);
    for (const FieldInfo& field : layer.layout->fields) {
      if (field.bit + std::size_t{field.width} > octets.size() * 8) break;
      append_list(packets_, {value_text(field, octets)});
    }
    packets_ += "]]";
  }
  packets_ += ']';
}

void Page::append_role(const PacketRole& role) {
  if (role.source) append_json(member(packets_, "from"), to_text(*role.source));
  if (role.destination) append_json(member(packets_, "to"), to_text(*role.destination));
  if (role.answers) append_number(member(packets_, "answers"), static_cast<long long>(*role.answers));
  if (role.is_error) member(packets_, "error") += "true";
  if (role.ttl) append_number(member(packets_, "ttl"), *role.ttl);
  if (role.hop) append_number(member(packets_, "hop"), *role.hop);
  if (role.route.empty()) return;
  member(packets_, "route") += '[';
  for (const RouteStep& step : role.route) {
    if (packets_.back() != '[') packets_ += ',';
    packets_ += '[';
    append_list(packets_, {to_text(step.address), step.role, to_text(step.leg)});
    if (step.at) packets_.append(",").append(std::to_string(*step.at));
    packets_ += ']';
  }
  packets_ += ']';
}

// The page itself links packets. Lines may be columns.
void Page::append_meaning(Meaning meaning) {
  meaning.answers.reset();
  const std::vector<Statement> said = statements(meaning);
  if (!said.empty()) member(packets_, "says") += '[';
  for (const Statement& statement : said) {
    if (packets_.back() != '[') packets_ += ',';
    packets_ += '[';
    append_list(packets_, {statement.subject});
    for (const std::string& line : statement.lines) append_json(packets_ += ',', line);
    packets_ += ']';
  }
  if (!said.empty()) packets_ += ']';
  if (meaning.changes.empty()) return;
  member(packets_, "changes") += '[';
  for (const QuoteChange& change : meaning.changes) {
    if (packets_.back() != '[') packets_ += ',';
    packets_.append("[").append(std::to_string(change.change.after_at)).append(",");
    packets_ += std::to_string(change.change.length);
    append_list(packets_, {change.change.field, note_text(change)});
    packets_ += ']';
  }
  packets_ += ']';
}

void Page::add(const Dissection& packet, std::optional<Nanos> at, std::string_view when) {
  if (!packets_.empty()) packets_ += ",\n";
  packets_ += '{';
  append_json(member(packets_, "headline"), headline(packet));
  if (!when.empty()) append_json(member(packets_, "when"), when);
  if (at) {
    if (!first_) first_ = at;
    append_number(member(packets_, "time"), (*at - *first_).count());
  }
  Chapter chapter = story_.add(packet, ++count_, at);
  append_role(chapter.role);
  append_meaning(std::move(chapter.meaning));
  append_number(member(packets_, "length"), static_cast<long long>(packet.octets.size()));
  append_json(member(packets_, "octets"), to_base64(packet.octets));
  append_layers(packet);
  append_points(packets_, packet);
  append_findings(packets_, packet);
  if (packet.stopped) {
    member(packets_, "stopped").append("[").append(std::to_string(packet.stopped->at));
    append_list(packets_, {to_text(packet.stopped->why)});
    packets_ += ']';
  }
  packets_ += '}';
}

// Data goes in last: what it holds is never taken for a part's name.
std::string Page::take() {
  const std::string data = "{\"layouts\":[" + layouts_ + "],\n\"packets\":[" + packets_ + "]}";
  std::string document = filled_in(page_parts::document, "{{style}}", page_parts::style);
  document = filled_in(document, "{{script}}", page_parts::script);
  const std::size_t data_at = document.find("{{data}}");
  const std::string before =
      filled_in(std::string_view(document).substr(0, data_at), "{{title}}", xml_text(title_));
  const std::string after = document.substr(data_at + std::string_view("{{data}}").size());
  *this = Page("");
  return before + data + after;
}

}  // namespace icmpwire
