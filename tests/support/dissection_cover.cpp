#include "tests/support/dissection_cover.h"

namespace icmpwire::test {
namespace {

// Octets of the fields that lie in the layer; where one lies in it only partly, the octets before that one.
std::uint32_t field_octets(const Layer& layer) {
  std::uint32_t octets = 0;
  for (const FieldInfo& field : layer.layout->fields) {
    const unsigned end = field.bit + unsigned{field.width};
    if (end <= layer.length * 8 && end % 8 == 0) octets = end / 8;
  }
  return octets;
}

}  // namespace

::testing::AssertionResult tiles(const Dissection& packet, std::size_t first, std::size_t last,
                                 std::uint32_t begin, std::uint32_t end) {
  std::uint32_t next = begin;
  for (std::size_t i = first; i < last;) {
    const Layer& layer = packet.layers[i];
    std::size_t behind = i + 1;
    while (behind < last && packet.layers[behind].depth > layer.depth) ++behind;
    const auto failure = [&layer](std::string_view what) {
      return ::testing::AssertionFailure() << layer.layout->name << " at " << layer.offset << ": " << what;
    };
    if (layer.offset != next || layer.length == 0) return failure("a gap, an overlap or nothing");
    if (behind < last && packet.layers[behind].depth < layer.depth) return failure("depths run wild");
    next = layer.offset + layer.length;
    if (layer.layout->fields.empty()) {
      if (behind != i + 1) return failure("layers inside a run");
    } else {
      const auto inside = tiles(packet, i + 1, behind, layer.offset + field_octets(layer), next);
      if (!inside) return inside;
    }
    i = behind;
  }
  if (next == end) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "covered up to " << next << " instead of " << end;
}

}  // namespace icmpwire::test
