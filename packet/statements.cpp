// What a packet says, in words.
#include <algorithm>

#include "packet/explain.h"
#include "packet/findings.h"
#include "packet/meaning.h"
#include "packet/text.h"
#include "packet/time_text.h"

namespace icmpwire {
namespace {

using Statements = std::vector<Statement>;

void say(Statements& said, std::string subject, std::string line) {
  said.push_back({std::move(subject), {std::move(line)}});
}

void say_answer(Statements& said, const Meaning& meaning) {
  if (!meaning.answers) return;
  std::string line = "frame " + std::to_string(meaning.answers->frame);
  if (meaning.answers->after) line += " after " + milliseconds_text(*meaning.answers->after) + " ms";
  say(said, meaning.is_error ? "is about" : "answers", line);
}

void say_recorded(Statements& said, const Meaning& meaning) {
  for (const RecordedRoute& route : meaning.recorded.routes) {
    TitledLines lines = route_lines(route, meaning.turn);
    if (lines.lines.empty()) continue;
    said.push_back({std::move(lines.title), std::move(lines.lines)});
  }
  if (!meaning.recorded.times) return;
  TitledLines lines = times_lines(*meaning.recorded.times);
  if (!lines.lines.empty()) said.push_back({std::move(lines.title), std::move(lines.lines)});
}

void say_changes(Statements& said, const Meaning& meaning) {
  if (!meaning.compared) return;
  if (meaning.changes.empty()) return say(said, "quote", "as it was sent");
  Statement statement{"quote", {}};
  for (const QuoteChange& change : meaning.changes) statement.lines.push_back(to_text(change));
  said.push_back(std::move(statement));
}

std::string layer_text(const Dissection& packet, const Layer& layer) {
  const Bytes octets = packet.octets_of(layer);
  std::string text;
  for (const FieldInfo& field : layer.layout->fields) {
    if (field.bit + std::size_t{field.width} > octets.size() * 8) break;
    text += (text.empty() ? "" : ", ") + std::string(field.name) + " " + value_text(field, octets);
  }
  if (layer.layout->fields.empty()) text = run_text(octets);
  const std::string indent(layer.depth > 1 ? 2U * (layer.depth - 1U) : 0U, ' ');
  return indent + std::string(layer.layout->title) + ": " + text;
}

std::string_view place_text(ExtensionPlace place) {
  switch (place) {
    case ExtensionPlace::told:
      return "behind the quote, as the message's length tells (RFC 4884)";
    case ExtensionPlace::behind_header:
      return "names the interface that is asked about (RFC 8335 2)";
    case ExtensionPlace::guessed:
      break;
  }
  return "not compliant, guessed: no length is told, but behind 128 octets of quote are a version and a "
         "checksum that hold (RFC 4884 5.5)";
}

void say_extension(Statements& said, const Extension& extension) {
  Statement statement{"extension", {}};
  statement.lines.emplace_back(place_text(extension.place));
  for (const Layer& layer : extension.objects.layers.subspan(1))
    statement.lines.push_back(layer_text(*extension.objects.packet, layer));
  said.push_back(std::move(statement));
}

void say_payload(Statements& said, const PayloadPattern& payload) {
  say(said, "data", payload.meaning + ": as sent by " + payload.maker);
}

std::string octets_text(std::uint32_t first, std::uint32_t end) {
  return end > first ? octet_range(first, end - first) : "no octets";
}

// As wide as the field is: 16 bits in IPv4, 32 in IPv6.
std::string identification_text(std::uint32_t identification) {
  std::string low = hex_text(static_cast<std::uint16_t>(identification));
  if (identification <= 0xffff) return low;
  return hex_text(static_cast<std::uint16_t>(identification >> 16)) + low.substr(2);
}

void say_fragment(Statements& said, const Meaning& meaning) {
  const FragmentPart& part = *meaning.fragment;
  Statement statement{"fragment",
                      {octets_text(part.first, part.end) + " of the data of datagram " +
                       identification_text(part.identification)}};
  statement.lines.front() += part.more ? "; more follow" : "; it ends here";
  for (const SeenFragment& other : meaning.other_fragments)
    statement.lines.push_back("with frame " + std::to_string(other.frame) + ": " +
                              octets_text(other.first, other.end));
  if (meaning.all_fragments_seen) statement.lines.emplace_back("the datagram is whole");
  said.push_back(std::move(statement));
}

// "(RFC 791 3.1)" stays on one line.
std::string with_sources_unbroken(std::string line) {
  for (std::size_t at = line.find("(RFC "); at != std::string::npos; at = line.find("(RFC ", at + 1)) {
    const std::size_t length = line.find(')', at) - at;
    line.replace(at, length, unbroken(std::string_view(line).substr(at, length)));
  }
  return line;
}

}  // namespace

Statement problem_statement(const ProblemPlace& problem, const std::vector<std::string>& marks) {
  Statement statement{"problem", {"octet " + std::to_string(problem.pointer)}};
  std::string& line = statement.lines.front();
  if (problem.field.empty()) {
    line += ", which is not quoted";
  } else {
    line += " is " + problem.field;
    if (!problem.rule.empty()) {
      line = problem.field + " " + problem.rule + " (" + std::string(problem.source) + ")";
    } else if (!problem.value.empty()) {
      line += " = " + problem.value + ", which breaks no rule that is known here";
    }
  }
  statement.lines.insert(statement.lines.end(), marks.begin(), marks.end());
  return statement;
}

std::string run_text(Bytes octets) {
  while (!octets.empty() && octets.back() == 0) octets = octets.first(octets.size() - 1);
  const bool printable = !octets.empty() && std::all_of(octets.begin(), octets.end(), [](std::uint8_t octet) {
    return octet >= 0x20 && octet < 0x7f;
  });
  if (!printable) return to_hex(octets);
  return "\"" + std::string(octets.begin(), octets.end()) + "\"";
}

std::vector<Statement> statements(const Meaning& meaning) {
  Statements said;
  say_answer(said, meaning);
  say_recorded(said, meaning);
  if (meaning.problem) said.push_back(problem_statement(*meaning.problem, meaning.problem_marks));
  say_changes(said, meaning);
  if (meaning.extension) say_extension(said, *meaning.extension);
  if (meaning.payload) say_payload(said, *meaning.payload);
  if (meaning.fragment) say_fragment(said, meaning);
  return said;
}

std::string statements_text(const std::vector<Statement>& statements) {
  std::size_t width = 0;
  for (const Statement& statement : statements) width = std::max(width, statement.subject.size());
  std::string out;
  for (const Statement& statement : statements) {
    std::string head = padded(statement.subject, width + 2);
    for (const std::string& line : statement.lines) {
      const bool fits = head.size() + line.size() <= text_columns;  // its columns stay as they are
      append_hanging(out, head, fits ? unbroken(line) : with_sources_unbroken(line));
      head.assign(width + 2, ' ');
    }
  }
  return out;
}

}  // namespace icmpwire
