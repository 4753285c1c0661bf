// `icmpwire explain`: packets of captures or of octets in hexadecimal, drawn and annotated.
#include <algorithm>

#include "cli/capture_operand.h"
#include "cli/color.h"
#include "cli/commands.h"
#include "cli/explanation.h"
#include "cli/hex_dump.h"
#include "cli/json_lines.h"
#include "cli/link_names.h"
#include "cli/output_file.h"

namespace icmpwire::cli {
namespace {

Result<void> explain_text(const ExplainOptions& options, const std::string& text, Explanation& explanation) {
  const auto packets = read_hex_dump(text);
  if (!packets) return tl::unexpected(packets.error());
  for (std::uint64_t number = 1; number <= packets->size(); ++number) {
    if (options.number && *options.number != number) continue;
    const Octets& octets = (*packets)[number - 1];
    const std::string heading = packets->size() > 1 ? "=== packet " + std::to_string(number) : std::string();
    const LinkType link = options.link.value_or(guessed_link(octets));
    auto shown = explanation.add({octets, link, number, std::nullopt, heading});
    if (!shown) return shown;
  }
  if (options.number > packets->size()) return no_such_packet("the text", packets->size(), *options.number);
  return {};
}

std::string heading_of(const CapturedPacket& packet, std::uint64_t number, const std::string& path) {
  std::string text = "=== packet " + std::to_string(number) + " of " + path + ": ";
  text += std::to_string(packet.octets.size());
  if (packet.original_length > packet.octets.size()) text += " of " + std::to_string(packet.original_length);
  text.append(" octets, ").append(to_text(packet.link)).append(", ").append(instant_text(packet.at));
  if (!packet.interface_name.empty()) text.append(", ").append(packet.interface_name);
  if (packet.direction) text += *packet.direction == Direction::inbound ? ", inbound" : ", outbound";
  return text;
}

tl::unexpected<Failure> unsupported_link(const CapturedPacket& packet, std::uint64_t number,
                                         const std::string& path) {
  Failure failure;
  failure.operation = "explain";
  failure.object = "packet " + std::to_string(number) + " of " + path;
  failure.reason = Reason::unsupported;
  failure.detail = "link type " + std::to_string(packet.link_number) + " is not supported";
  failure.instead = "--link TYPE, where the octets begin as those of a known type";
  return tl::unexpected(std::move(failure));
}

bool is_supported(LinkType link) { return to_text(link) != to_text(LinkType{0xffff}); }

Result<void> explain_capture(const ExplainOptions& options, const std::string& path,
                             std::optional<std::uint64_t> only, Explanation& explanation) {
  auto reader = CaptureReader::open(path);
  if (!reader) return tl::unexpected(std::move(reader.error()));
  for (std::uint64_t number = 1;; ++number) {
    auto packet = (*reader)->next();
    if (!packet) return tl::unexpected(std::move(packet.error()));
    if (!*packet) {
      if (only) return no_such_packet(path, number - 1, *only);
      return {};
    }
    const CapturedPacket& found = **packet;
    if (only && number != *only) {
      explanation.pass({found.octets, options.link.value_or(found.link), number, found.at, {}});
      continue;
    }
    if (!options.link && !is_supported(found.link)) return unsupported_link(found, number, path);
    const LinkType link = options.link.value_or(found.link);
    auto shown = explanation.add({found.octets, link, number, found.at, heading_of(found, number, path)});
    if (!shown || only) return shown;
  }
}

// What no file is called may be octets; what looks like a file's name is not.
bool is_capture(const std::string& operand) {
  return file_exists(file_operand(operand).path) || operand.find_first_of("./#_") != std::string::npos;
}

Result<void> explain_captures(const ExplainOptions& options, Explanation& explanation) {
  for (const std::string& operand : options.operands) {
    const FileOperand file = file_operand(operand);
    auto done = explain_capture(options, file.path, file.number ? file.number : options.number, explanation);
    if (!done) return done;
  }
  return {};
}

// Every capture has some in its first octets.
bool is_binary(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char octet) { return octet >= 0 && octet < '\t'; });
}

Result<void> explain_standard_input(const ExplainOptions& options, Explanation& explanation) {
  std::string text;
  char block[4096];
  while (const std::size_t count = std::fread(block, 1, sizeof block, stdin)) text.append(block, count);
  auto done = explain_text(options, text, explanation);
  if (!done && is_binary(text)) done.error().instead = "icmpwire explain /dev/stdin, for a capture";
  return done;
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
