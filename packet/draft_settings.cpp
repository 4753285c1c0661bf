// Settings by the tables' names, applied to the headers of a draft.
#include <algorithm>
#include <array>

#include "packet/draft.h"
#include "packet/field_language.h"

namespace icmpwire {
namespace {

const Layout& layout_of(const IcmpHeader& header) {
  return std::visit([](const auto& shape) -> const Layout& { return layout<std::decay_t<decltype(shape)>>; },
                    header);
}

// The shape that a type has, with nothing in it but the type.
IcmpHeader shape_of(std::uint8_t type) {
  std::array<std::uint8_t, 20> longest{};  // Timestamp is the longest shape
  longest[0] = type;
  return std::visit([](const auto& shape) { return IcmpHeader(computed(shape)); },
                    parse_icmp(longest)->header);
}

// The header in the shape of another type: the fields that both have keep their values.
IcmpHeader reshaped(const IcmpHeader& before, std::uint8_t type) {
  IcmpHeader after = shape_of(type);
  const Layout& old_layout = layout_of(before);
  Octets octets(old_layout.octets);
  std::visit([&](const auto& shape) { encode(shape, octets); }, before);
  std::visit(
      [&](auto& shape) {
        for (const FieldInfo& field : old_layout.fields) {
          if (!field.computed && field.name != "type")
            set_field(shape, field.name, field_value(field, octets));
        }
        shape.checksum = std::visit([](const auto& old) { return old.checksum; }, before);
      },
      after);
  return after;
}

void apply_to_icmp(IcmpHeader& header, const FieldSetting& setting) {
  if (setting.field->name == "type") header = reshaped(header, static_cast<std::uint8_t>(*setting.value));
  std::visit([&](auto& shape) { apply(shape, setting); }, header);
}

// The header that a setting names; what is behind its name and dot goes to `rest`.
Understood<DraftHeader> named_header(const Draft& draft, std::string_view setting, TextPiece& rest) {
  std::vector<DraftHeader> headers = headers_of(draft);
  if (!draft.ethernet) headers.insert(headers.begin(), {&layout<EthernetHeader>, 0});
  std::vector<const Layout*> layouts;
  for (const DraftHeader& header : headers) layouts.push_back(header.layout);
  const auto named = read_layout_name(layouts, {setting, 0}, rest);
  if (!named) return tl::unexpected(named.error());
  // Of several tags the innermost one.
  return *std::find_if(headers.rbegin(), headers.rend(),
                       [&](const DraftHeader& header) { return header.layout == *named; });
}

}  // namespace

std::vector<DraftHeader> headers_of(const Draft& draft) {
  std::vector<DraftHeader> headers;
  std::size_t at = 0;
  const auto add = [&](const Layout& header) {
    headers.push_back({&header, at});
    at += header.octets;
  };
  if (draft.ethernet) add(layout<EthernetHeader>);
  for (std::size_t i = 0; i < draft.tags.size(); ++i) add(layout<VlanTag>);
  add(layout<Ipv4Header>);
  at += draft.options.size();
  if (draft.icmp) add(layout_of(*draft.icmp));
  return headers;
}

Understood<void> set(Draft& draft, std::string_view setting) {
  TextPiece rest;
  const auto header = named_header(draft, setting, rest);
  if (!header) return tl::unexpected(header.error());
  const Layout* const named = header->layout;
  const auto read = read_field_setting(*named, rest);
  if (!read) return tl::unexpected(read.error());
  if (named == &layout<EthernetHeader>) {
    if (!draft.ethernet) draft.ethernet.emplace();
    apply(*draft.ethernet, *read);
  } else if (named == &layout<VlanTag>) {
    apply(draft.tags.back(), *read);
  } else if (named == &layout<Ipv4Header>) {
    apply(draft.ip, *read);
  } else {
    apply_to_icmp(*draft.icmp, *read);
  }
  return {};
}

Understood<std::string> setting_of(const Draft& draft, std::string_view field) {
  TextPiece rest;
  const auto header = named_header(draft, field, rest);
  if (!header) return tl::unexpected(header.error());
  const auto found = find_field(*header->layout, rest);
  if (!found) return tl::unexpected(found.error());
  const Octets packet = build(draft);
  return std::string(field) + "=" + plain_value_text(**found, Bytes(packet).subspan(header->at));
}

Understood<void> add_tag(Draft& draft, std::string_view text) {
  const TextPiece all{text, 0};
  const std::size_t brace = text.find('{');
  VlanTag tag;
  const auto identifier = read_number(all.first(brace), 0xfff);
  if (!identifier) return tl::unexpected(identifier.error());
  tag.identifier = static_cast<std::uint16_t>(*identifier);
  if (brace != std::string_view::npos) {
    const TextPiece braces = all.behind(brace);
    if (!text.ends_with('}'))
      return misread(braces.first(1), "the brace is never closed", "a '}' at the end");
    const auto settings = read_field_settings(layout<VlanTag>, braces);
    if (!settings) return tl::unexpected(settings.error());
    for (const FieldSetting& setting : *settings) apply(tag, setting);
  }
  if (!draft.ethernet) draft.ethernet.emplace();
  EtherType& before = draft.tags.empty() ? draft.ethernet->ether_type : draft.tags.back().ether_type;
  if (!is_vlan(before)) before = EtherType::vlan;
  draft.tags.push_back(tag);
  return {};
}

}  // namespace icmpwire
