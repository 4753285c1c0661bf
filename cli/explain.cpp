// `icmpwire explain`: packets of captures or of octets in hexadecimal, drawn and annotated.
#include <algorithm>

#include "cli/capture_operand.h"
#include "cli/commands.h"
#include "cli/craft_line.h"
#include "cli/hex_dump.h"
#include "cli/json_lines.h"
#include "cli/link_names.h"

namespace icmpwire::cli {
namespace {

void show_octets(const ExplainOptions& options, Bytes octets, std::uint64_t number, Streams streams) {
  const LinkType link = options.link.value_or(guessed_link(octets));
  const Dissection packet = dissect(octets, link);
  write(streams.out,
        options.json ? packet_line(packet, link, number, std::nullopt) : explained(packet, link));
}

Result<int> explain_text(const ExplainOptions& options, const std::string& text, Streams streams) {
  const auto packets = read_hex_dump(text);
  if (!packets) return tl::unexpected(packets.error());
  for (std::uint64_t number = 1; number <= packets->size(); ++number) {
    if (options.number && *options.number != number) continue;
    const bool titled = packets->size() > 1 && !options.json;
    if (titled) write(streams.out, "=== packet " + std::to_string(number) + "\n\n");
    show_octets(options, (*packets)[number - 1], number, streams);
    if (titled) write(streams.out, "\n");
  }
  if (options.number > packets->size()) return no_such_packet("the text", packets->size(), *options.number);
  return exit_success;
}

std::string title_of(const CapturedPacket& packet, std::uint64_t number, const std::string& path) {
  std::string text = "=== packet " + std::to_string(number) + " of " + path + ": ";
  text += std::to_string(packet.octets.size());
  if (packet.original_length > packet.octets.size()) text += " of " + std::to_string(packet.original_length);
  text.append(" octets, ").append(to_text(packet.link)).append(", ").append(instant_text(packet.at));
  if (!packet.interface_name.empty()) text.append(", ").append(packet.interface_name);
  if (packet.direction) text += *packet.direction == Direction::inbound ? ", inbound" : ", outbound";
  return text + "\n\n";
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

void show(const ExplainOptions& options, const CapturedPacket& packet, std::uint64_t number,
          const std::string& path, Streams streams) {
  const LinkType link = options.link.value_or(packet.link);
  const Dissection dissection = dissect(packet.octets, link);
  if (options.json) return write(streams.out, packet_line(dissection, link, number, packet.at));
  write(streams.out, title_of(packet, number, path) + explained(dissection, link) + "\n");
}

Result<int> explain_capture(const ExplainOptions& options, const std::string& path,
                            std::optional<std::uint64_t> only, Streams streams) {
  auto reader = CaptureReader::open(path);
  if (!reader) return tl::unexpected(std::move(reader.error()));
  for (std::uint64_t number = 1;; ++number) {
    auto packet = (*reader)->next();
    if (!packet) return tl::unexpected(std::move(packet.error()));
    if (!*packet) {
      if (only) return no_such_packet(path, number - 1, *only);
      return exit_success;
    }
    if (only && number != *only) continue;
    if (!options.link && !is_supported((*packet)->link)) return unsupported_link(**packet, number, path);
    show(options, **packet, number, path, streams);
    if (only) return exit_success;
  }
}

// What no file is called may be octets; what looks like a file's name is not.
bool is_capture(const std::string& operand) {
  return file_exists(file_operand(operand).path) || operand.find_first_of("./#_") != std::string::npos;
}

Result<int> explain_captures(const ExplainOptions& options, Streams streams) {
  for (const std::string& operand : options.operands) {
    const FileOperand file = file_operand(operand);
    auto status = explain_capture(options, file.path, file.number ? file.number : options.number, streams);
    if (!status) return status;
  }
  return exit_success;
}

// Every capture has some in its first octets.
bool is_binary(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char octet) { return octet >= 0 && octet < '\t'; });
}

Result<int> explain_standard_input(const ExplainOptions& options, Streams streams) {
  std::string text;
  char block[4096];
  while (const std::size_t count = std::fread(block, 1, sizeof block, stdin)) text.append(block, count);
  auto status = explain_text(options, text, streams);
  if (!status && is_binary(text)) status.error().instead = "icmpwire explain /dev/stdin, for a capture";
  return status;
}

}  // namespace

Result<int> explain(const ExplainOptions& options, Streams streams) {
  const std::vector<std::string>& operands = options.operands;
  if (operands == std::vector<std::string>{"-"}) return explain_standard_input(options, streams);
  if (is_capture(operands.front())) return explain_captures(options, streams);
  std::string text;
  for (const std::string& operand : operands) text += operand + " ";
  return explain_text(options, text, streams);
}

}  // namespace icmpwire::cli
