// `icmpwire craft`: one packet by its parts, written and not sent.
#include "cli/color.h"
#include "cli/commands.h"
#include "cli/craft_output.h"
#include "cli/craft_packet.h"
#include "cli/explanation.h"
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

Result<int> explain_draft(const Draft& draft, ExplainFormat format, Ink ink, std::FILE* out) {
  const Octets packet = build(draft);
  const auto explanation = make_explanation({format, false, ink}, out, "A crafted packet");
  auto shown = explanation->add({packet, draft.link(), 1, nullptr, {}});
  if (!shown) return tl::unexpected(std::move(shown.error()));
  explanation->finish();
  return exit_success;
}

}  // namespace

Result<int> craft(const CraftOptions& options, Streams streams) {
  const auto destination = destination_of(options);
  if (!destination) return tl::unexpected(destination.error());
  const auto draft = make_draft(options, *destination);
  if (!draft) return tl::unexpected(draft.error());
  const auto put = [&](std::FILE* file) -> Result<int> {
    if (options.explained)
      return explain_draft(*draft, *options.explained, ink_for(options.color, file), file);
    write(file, crafted_text(*draft, options.format));
    return exit_success;
  };
  return options.output.empty() ? put(streams.out) : write_into_file(options.output, put);
}

}  // namespace icmpwire::cli
