#include "packet/parameter_problem.h"

#include <algorithm>

#include "packet/check.h"
#include "packet/explain.h"
#include "packet/field_difference.h"
#include "packet/icmp_tables.h"
#include "packet/icmpv6_tables.h"
#include "packet/text.h"

namespace icmpwire {
namespace {

// Of the outermost message.
std::optional<std::uint32_t> pointer_of(const Dissection& error) {
  for (const Layer& layer : error.layers) {
    if (layer.depth > 0) continue;
    const Bytes octets = error.octets_of(layer);
    if (octets.size() < layer.layout->octets) continue;
    if (layer.layout == &layout<IcmpParameterProblem>)
      return decode_fixed<IcmpParameterProblem>(octets).pointer;
    if (layer.layout == &layout<Icmpv6ParameterProblem>)
      return decode_fixed<Icmpv6ParameterProblem>(octets).pointer;
  }
  return std::nullopt;
}

// The deepest layer at an octet.
const Layer* layer_at(const PacketPart& quote, std::uint32_t at) {
  const Layer* found = nullptr;
  for (const Layer& layer : quote.layers) {
    if (at >= layer.offset && at < layer.offset + layer.length) found = &layer;
  }
  return found;
}

std::string name_of(const Layer& layer, const FieldInfo& field) {
  return std::string(layer.layout->name) + "." + std::string(field.name);
}

bool covers(const Layer& layer, const FieldInfo& field, std::uint32_t at) {
  const std::size_t bit = std::size_t{at - layer.offset} * 8;
  const std::size_t end = field.bit + std::size_t{field.width};
  return bit + 8 > field.bit && bit < end && end <= layer.length * std::size_t{8};
}

// What is known to be wrong there names the field: an octet may hold parts of several.
void find_rule(ProblemPlace& place, const Dissection& error) {
  for (const Finding& finding : check(error)) {
    if (finding.at != place.at) continue;
    place.rule = finding.rule;
    place.source = finding.source;
    place.field = finding.field;
    return;
  }
}

// The first field at the octet, where the rule names none.
void find_field(ProblemPlace& place, const Dissection& error, const Layer& layer) {
  for (const FieldInfo& field : layer.layout->fields) {
    if (!covers(layer, field, place.at)) continue;
    if (!place.rule.empty() && place.field != name_of(layer, field)) continue;
    place.field = name_of(layer, field);
    place.value = value_text(field, error.octets_of(layer));
    return;
  }
  if (place.field.empty()) place.field = layer.layout->name;
}

}  // namespace

std::optional<ProblemPlace> problem_place(const Dissection& error) {
  const std::optional<std::uint32_t> pointer = pointer_of(error);
  const PacketPart quote = quoted_part(error);
  if (!pointer || quote.layers.empty()) return std::nullopt;
  ProblemPlace place{*pointer, {}, {}, 0, quote.layers.front().offset, {}, {}};
  place.at = place.quote_at + *pointer;
  const Layer* layer = *pointer < error.octets.size() ? layer_at(quote, place.at) : nullptr;
  if (layer == nullptr) return place;
  find_rule(place, error);
  find_field(place, error, *layer);
  return place;
}

std::vector<std::string> marked_octet(std::string_view label, Bytes datagram, std::uint32_t at) {
  constexpr std::uint32_t octets_a_line = 16;
  if (at >= datagram.size()) return {};
  const std::uint32_t first = at / octets_a_line * octets_a_line;
  const Bytes line = first_at_most(datagram.subspan(first), octets_a_line);
  const std::string head = std::string(label) + octet_range(first, line.size()) + "  ";
  return {head + to_hex(line), std::string(head.size() + 3U * (at - first), ' ') + "^^"};
}

}  // namespace icmpwire
