// `icmpwire explain`: packets of captures or of octets in hexadecimal, drawn and annotated.
#include "packet/explain.h"

#include <unistd.h>

#include <charconv>

#include "capture/capture_file.h"
#include "cli/commands.h"
#include "cli/hex_dump.h"
#include "cli/json_lines.h"

namespace icmpwire::cli {
namespace {

std::string title_of(const CapturedPacket& packet, std::uint64_t number, const std::string& path) {
  std::string text = "=== packet " + std::to_string(number) + " of " + path + ": ";
  text += std::to_string(packet.octets.size());
  if (packet.original_length > packet.octets.size()) text += " of " + std::to_string(packet.original_length);
  text.append(" octets, ").append(to_text(packet.link)).append(", ").append(instant_text(packet.at));
  if (!packet.interface_name.empty()) text.append(", ").append(packet.interface_name);
  if (packet.direction) text += *packet.direction == Direction::inbound ? ", inbound" : ", outbound";
  return text + "\n\n";
}

tl::unexpected<Failure> failed(std::string object, Reason reason, std::string detail,
                               std::string instead = {}) {
  Failure failure;
  failure.operation = "explain";
  failure.object = std::move(object);
  failure.reason = reason;
  failure.detail = std::move(detail);
  failure.instead = std::move(instead);
  return tl::unexpected(std::move(failure));
}

// A bare datagram begins with its version.
LinkType guessed_link(Bytes octets) {
  const unsigned version = octets.front() >> 4;
  return version == 4 || version == 6 ? LinkType::raw : LinkType::ethernet;
}

Result<int> explain_octets(const ExplainOptions& options, const std::string& text, Streams streams) {
  const auto octets = read_hex_dump(text);
  if (!octets) return tl::unexpected(octets.error());
  const LinkType link = options.link.value_or(guessed_link(*octets));
  const Dissection packet = dissect(*octets, link);
  write(streams.out, options.json ? packet_line(packet, link, 1, std::nullopt) : icmpwire::explain(packet));
  return exit_success;
}

void show(const ExplainOptions& options, const CapturedPacket& packet, std::uint64_t number,
          const std::string& path, Streams streams) {
  const LinkType link = options.link.value_or(packet.link);
  const Dissection dissection = dissect(packet.octets, link);
  if (options.json) return write(streams.out, packet_line(dissection, link, number, packet.at));
  write(streams.out, title_of(packet, number, path) + icmpwire::explain(dissection) + "\n");
}

Result<int> explain_capture(const ExplainOptions& options, const std::string& path,
                            std::optional<std::uint64_t> only, Streams streams) {
  auto reader = CaptureReader::open(path);
  if (!reader) return tl::unexpected(std::move(reader.error()));
  for (std::uint64_t number = 1;; ++number) {
    auto packet = (*reader)->next();
    if (!packet) return tl::unexpected(std::move(packet.error()));
    if (!*packet) {
      if (!only) return exit_success;
      return failed(
          path, Reason::unsupported,
          "it has " + std::to_string(number - 1) + " packets, and no packet " + std::to_string(*only));
    }
    if (only && number != *only) continue;
    show(options, **packet, number, path, streams);
    if (only) return exit_success;
  }
}

std::string standard_input() {
  std::string text;
  char block[4096];
  while (const std::size_t count = std::fread(block, 1, sizeof block, stdin)) text.append(block, count);
  return text;
}

struct FileOperand {
  std::string path;
  std::optional<std::uint64_t> number;
};

bool exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

// "FILE#7" apart, unless a file is called so.
FileOperand file_operand(const std::string& operand) {
  const std::size_t mark = operand.rfind('#');
  std::uint64_t number = 0;
  if (mark != std::string::npos && !exists(operand)) {
    const char* end = operand.data() + operand.size();
    const auto [stopped, error] = std::from_chars(operand.data() + mark + 1, end, number);
    if (error == std::errc{} && stopped == end && number > 0) return {operand.substr(0, mark), number};
  }
  return {operand, std::nullopt};
}

// What no file is called may be octets; what looks like a file's name is not.
bool may_be_octets(const ExplainOptions& options) {
  const std::string& first = options.operands.front();
  return options.operands.size() > 1 || first.find_first_of("./#_") == std::string::npos;
}

}  // namespace

Result<int> explain(const ExplainOptions& options, Streams streams) {
  if (options.operands == std::vector<std::string>{"-"}) {
    return explain_octets(options, standard_input(), streams);
  }
  const FileOperand file = file_operand(options.operands.front());
  if (exists(file.path) ? options.operands.size() == 1 : !may_be_octets(options)) {
    return explain_capture(options, file.path, file.number ? file.number : options.number, streams);
  }
  std::string text;
  for (const std::string& operand : options.operands) text += operand + " ";
  return explain_octets(options, text, streams);
}

}  // namespace icmpwire::cli
