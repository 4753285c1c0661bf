// `icmpwire explain`: packets of captures or of octets in hexadecimal, drawn and annotated.
#include <algorithm>

#include "cli/capture_operand.h"
#include "cli/color.h"
#include "cli/commands.h"
#include "cli/escaped_text.h"
#include "cli/explanation.h"
#include "cli/hex_dump.h"
#include "cli/instant.h"
#include "cli/link_names.h"
#include "cli/output_file.h"
#include "cli/packet_source.h"
#include "cli/text_packet.h"
#include "packet/text.h"

namespace icmpwire::cli {
namespace {

bool is_known(LinkType link) { return to_text(link) != to_text(LinkType{0xffff}); }

void append_comment(std::string& heading, std::string_view comment) {
  std::string lines;
  append_hanging(lines, "  ", escaped(comment), 2);
  lines.pop_back();  // its line end
  heading += "\n" + lines;
}

std::string heading_of(const CapturedPacket& packet, std::uint64_t number, const std::string& path) {
  std::string text = "=== packet " + std::to_string(number) + " of " + path + ": ";
  text += std::to_string(packet.octets.size());
  if (packet.original_length > packet.octets.size()) text += " of " + std::to_string(packet.original_length);
  const std::string link = is_known(packet.link)
                               ? std::string(to_text(packet.link))
                               : "link type " + std::to_string(packet.link_number) +
                                     " (not known here: --link TYPE may say what it is like)";
  text.append(" octets, ").append(link).append(", ").append(instant_text(packet.at));
  if (!packet.interface_name.empty()) text.append(", ").append(packet.interface_name);
  if (packet.direction) text.append(", ").append(direction_text(*packet.direction));
  for (const std::string_view comment : packet.comments) append_comment(text, comment);
  return text;
}

Result<void> explain_capture(const ExplainOptions& options, CaptureReader& reader, const std::string& path,
                             std::optional<std::uint64_t> only, Explanation& explanation) {
  for (std::uint64_t number = 1;; ++number) {
    auto packet = reader.next();
    if (!packet) return tl::unexpected(std::move(packet.error()));
    if (!*packet) {
      if (only) return no_such_packet(path, number - 1, *only);
      return {};
    }
    const CapturedPacket& found = **packet;
    if (only && number != *only) {
      explanation.pass({found.octets, options.link.value_or(found.link), number, &found, {}});
      continue;
    }
    const LinkType link = options.link.value_or(found.link);
    auto shown = explanation.add({found.octets, link, number, &found, heading_of(found, number, path)});
    if (!shown || only) return shown;
  }
}

Result<void> explain_text(const ExplainOptions& options, const std::string& text, Explanation& explanation) {
  auto packets = read_hex_dump(text);
  if (!packets) return tl::unexpected(packets.error());
  if (packets->front().link_number)
    return explain_capture(options, *packets_of(std::move(*packets)), "the text", options.number,
                           explanation);
  for (std::uint64_t number = 1; number <= packets->size(); ++number) {
    if (options.number && *options.number != number) continue;
    const Octets& octets = (*packets)[number - 1].octets;
    const std::string heading = packets->size() > 1 ? "=== packet " + std::to_string(number) : std::string();
    const LinkType link = options.link.value_or(guessed_link(octets));
    auto shown = explanation.add({octets, link, number, nullptr, heading});
    if (!shown) return shown;
  }
  if (options.number > packets->size()) return no_such_packet("the text", packets->size(), *options.number);
  return {};
}

// What no file is called may be octets; what looks like a file's name is not.
bool is_capture(const std::string& operand) {
  return file_exists(file_operand(operand).path) || operand.find_first_of("./#_") != std::string::npos;
}

Result<void> explain_captures(const ExplainOptions& options, Explanation& explanation) {
  for (const std::string& operand : options.operands) {
    const FileOperand file = file_operand(operand);
    auto reader = open_packets(file.path);
    if (!reader) return tl::unexpected(std::move(reader.error()));
    const auto only = file.number ? file.number : options.number;
    auto done = explain_capture(options, **reader, file.path, only, explanation);
    if (!done) return done;
  }
  return {};
}

// Captures and what is compressed have an octet among their first that no text has; pcapng alone begins with
// line ends, and records begin with a brace. The octets are given back.
bool begins_as_file(std::FILE* file) {
  std::string beginning;
  for (int octet = 0; beginning.size() < 4 && (octet = std::getc(file)) != EOF;)
    beginning += static_cast<char>(octet);
  for (std::size_t i = beginning.size(); i-- > 0;)
    std::ungetc(static_cast<unsigned char>(beginning[i]), file);
  return beginning == "\n\r\r\n" || beginning.starts_with('{') ||
         std::any_of(beginning.begin(), beginning.end(),
                     [](char octet) { return octet < '\t' || octet > '~' || (octet > '\r' && octet < ' '); });
}

Result<void> explain_standard_input(const ExplainOptions& options, Explanation& explanation) {
  if (begins_as_file(stdin)) {
    auto reader = open_packets("-");
    if (!reader) return tl::unexpected(std::move(reader.error()));
    return explain_capture(options, **reader, "standard input", options.number, explanation);
  }
  std::string text;
  char block[4096];
  while (const std::size_t count = std::fread(block, 1, sizeof block, stdin)) text.append(block, count);
  return explain_text(options, text, explanation);
}

Result<void> explain_operands(const ExplainOptions& options, Explanation& explanation) {
  const std::vector<std::string>& operands = options.operands;
  if (operands == std::vector<std::string>{"-"}) return explain_standard_input(options, explanation);
  if (is_capture(operands.front())) return explain_captures(options, explanation);
  std::string text;
  for (const std::string& operand : operands) text += operand + " ";
  return explain_text(options, text, explanation);
}

// The names of the captures without their folders; octets have none.
std::string title_of(const ExplainOptions& options) {
  std::string title;
  for (const std::string& operand : options.operands) {
    if (!is_capture(operand)) return "A packet";
    title += (title.empty() ? "" : ", ") + operand.substr(operand.rfind('/') + 1);
  }
  return title;
}

Result<int> explain_into(std::FILE* out, const ExplainOptions& options) {
  const ExplainFormat otherwise = options.json ? ExplainFormat::json : ExplainFormat::text;
  const ExplanationStyle style{options.format.value_or(otherwise), options.checksum,
                               ink_for(options.color, out)};
  const auto explanation = make_explanation(style, out, title_of(options));
  const auto done = explain_operands(options, *explanation);
  // What a cut capture holds is shown.
  if (done || done.error().reason == Reason::bad_file) explanation->finish();
  if (!done) return tl::unexpected(done.error());
  return exit_success;
}

}  // namespace

Result<int> explain(const ExplainOptions& options, Streams streams) {
  if (options.output.empty()) return explain_into(streams.out, options);
  return write_into_file(options.output, [&](std::FILE* file) { return explain_into(file, options); });
}

}  // namespace icmpwire::cli
