// Any octets are explained: every layer lies in the packet, findings too, and what is taken apart is built
// again. The input is a pcap file whose first packet fills it, so that recordings can be the beginning.
#include "packet/dissection.h"

#include "packet/draft.h"
#include "packet/explain.h"
#include "packet/text.h"
#include "tests/fuzz/require.h"

namespace icmpwire::test {
namespace {

constexpr std::size_t link_type_at = 20;
constexpr std::size_t packet_at = 40;

void require_layers(const Dissection& packet) {
  std::size_t next = 0;
  for (const Layer& layer : packet.layers) {
    require(layer.length > 0 && layer.offset + std::size_t{layer.length} <= packet.octets.size(),
            "a layer lies in the packet");
    if (layer.depth > 0) continue;
    require(layer.offset == next, "outermost layers follow each other");
    next = layer.offset + layer.length;
  }
  require(next == packet.octets.size(), "outermost layers cover the packet");
}

void require_views(const Dissection& packet) {
  for (const Finding& finding : check(packet)) {
    require(finding.length >= 1 && finding.at + finding.length <= packet.octets.size(),
            "a finding lies in the packet");
  }
  std::size_t width = 0;
  for (const char character : explain(packet) + summary(packet)) {
    width = character == '\n' ? 0 : width + 1;
    require(width <= text_columns, "no line is wider than 80 columns");
  }
}

void require_draft(Bytes octets, LinkType link) {
  const auto draft = draft_of(octets, link);
  if (!draft) return;
  const Octets built = build(*draft);
  require(built.size() <= octets.size() && equal(octets.last(built.size()), built),
          "a draft of a packet builds its datagram");
}

}  // namespace
}  // namespace icmpwire::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace icmpwire;
  if (size < test::packet_at) return 0;
  const LinkType link{
      static_cast<std::uint16_t>(data[test::link_type_at] | data[test::link_type_at + 1] << 8)};
  const Bytes octets = Bytes(data, size).subspan(test::packet_at);
  const Dissection packet = dissect(octets, link);
  test::require_layers(packet);
  test::require_views(packet);
  test::require_draft(octets, link);
  return 0;
}
