// `icmpwire craft`: one packet by its parts, written and not sent.
#include "cli/commands.h"
#include "cli/craft_output.h"
#include "cli/craft_packet.h"
#include "cli/refusal.h"

namespace icmpwire::cli {
namespace {

// The only operand; none where a recorded packet may say it.
Result<std::optional<Ipv4Address>> destination_of(const CraftOptions& options) {
  const std::vector<std::string>& operands = options.operands;
  if (operands.empty() && !options.from.empty()) return std::nullopt;
  if (operands.size() != 1) {
    return refusal("craft", operands.empty() ? "a packet" : "a packet to " + operands[1],
                   operands.empty() ? "it does not say where to" : "it is for one destination",
                   "icmpwire craft DESTINATION | icmpwire craft --from FILE#N");
  }
  const auto address = parse_address(operands.front());
  if (!address) return refusal("craft", "a packet", address.error(), "an address: craft looks up no names");
  return *address;
}

Result<void> write_file(const std::string& path, const std::string& text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  const bool whole = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (file != nullptr && std::fclose(file) == 0 && whole) return {};
  Failure failure;
  failure.operation = "write";
  failure.object = path;
  failure.detail = "the file cannot be written";
  return tl::unexpected(std::move(failure));
}

}  // namespace

Result<int> craft(const CraftOptions& options, Streams streams) {
  const auto destination = destination_of(options);
  if (!destination) return tl::unexpected(destination.error());
  const auto draft = make_draft(options, *destination);
  if (!draft) return tl::unexpected(draft.error());
  const std::string text = crafted_text(*draft, options.format);
  if (options.output.empty()) {
    write(streams.out, text);
  } else if (auto written = write_file(options.output, text); !written) {
    return tl::unexpected(std::move(written.error()));
  }
  return exit_success;
}

}  // namespace icmpwire::cli
