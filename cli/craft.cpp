// `icmpwire craft`: one packet by its parts, written and not sent.
#include "cli/commands.h"
#include "cli/craft_output.h"
#include "cli/craft_packet.h"
#include "cli/output_file.h"
#include "cli/refusal.h"

namespace icmpwire::cli {
namespace {

// The only operand; none where a recorded packet may say it.
Result<std::optional<IpAddress>> destination_of(const CraftOptions& options) {
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

}  // namespace

Result<int> craft(const CraftOptions& options, Streams streams) {
  const auto destination = destination_of(options);
  if (!destination) return tl::unexpected(destination.error());
  const auto draft = make_draft(options, *destination);
  if (!draft) return tl::unexpected(draft.error());
  const std::string text = crafted_text(*draft, options.format);
  const auto put = [&](std::FILE* file) -> Result<int> {
    write(file, text);
    return exit_success;
  };
  return options.output.empty() ? put(streams.out) : write_into_file(options.output, put);
}

}  // namespace icmpwire::cli
