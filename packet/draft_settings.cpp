// Settings by the tables' names, applied to the headers of a draft.
#include <algorithm>
#include <array>

#include "packet/draft.h"
#include "packet/field_language.h"
#include "packet/ipv6_options.h"

namespace icmpwire {
namespace {

auto parse_message(const IcmpHeader&, Bytes octets) { return parse_icmp(octets); }
auto parse_message(const Icmpv6Header&, Bytes octets) { return parse_icmpv6(octets); }

template <class AnyHeader>
const Layout& layout_of(const AnyHeader& header) {
  return std::visit([](const auto& shape) -> const Layout& { return layout<std::decay_t<decltype(shape)>>; },
                    header);
}

// The shape that a type has, with nothing in it but the type.
template <class AnyHeader>
AnyHeader shape_of(std::uint8_t type) {
  std::array<std::uint8_t, 40> longest{};  // ICMPv6's Redirect is the longest shape
  longest[0] = type;
  return std::visit([](const auto& shape) { return AnyHeader(computed(shape)); },
                    parse_message(AnyHeader{}, longest)->header);
}

// The header in the shape of another type: the fields that both have keep their values.
template <class AnyHeader>
AnyHeader reshaped(const AnyHeader& before, std::uint8_t type) {
  AnyHeader after = shape_of<AnyHeader>(type);
  const Layout& old_layout = layout_of(before);
  Octets octets(old_layout.octets);
  std::visit([&](const auto& shape) { encode(shape, octets); }, before);
  std::visit(
      [&](auto& shape) {
        for (const FieldInfo& field : old_layout.fields) {
          if (!field.computed && field.name != "type") apply(shape, setting_as_in(field, octets));
        }
        shape.checksum = std::visit([](const auto& old) { return old.checksum; }, before);
      },
      after);
  return after;
}

template <class AnyHeader>
void apply_to_message(AnyHeader& header, const FieldSetting& setting) {
  if (setting.field->name == "type") header = reshaped(header, static_cast<std::uint8_t>(*setting.value));
  std::visit([&](auto& shape) { apply(shape, setting); }, header);
}

// The headers of each version, from `at` on.
void append_headers(std::vector<DraftHeader>& headers, const Ipv4Draft& ip, std::size_t at) {
  headers.push_back({&layout<Ipv4Header>, at});
  at += layout<Ipv4Header>.octets + ip.options.size();
  if (ip.icmp) headers.push_back({&layout_of(*ip.icmp), at});
}

void append_headers(std::vector<DraftHeader>& headers, const Ipv6Draft& ip, std::size_t at) {
  headers.push_back({&layout<Ipv6Header>, at});
  at += layout<Ipv6Header>.octets;
  ExtensionWalk walk(ip.header.next_header, ip.extensions);
  for (auto next = walk.next(); next && *next; next = walk.next())
    headers.push_back({&extension_header_layout((*next)->type), at + (*next)->at});
  at += ip.extensions.size();
  if (ip.icmp) headers.push_back({&layout_of(*ip.icmp), at});
}

// Sets a field of the header `at` octets behind the start of the datagram.
void apply_to_ip(Ipv4Draft& ip, const FieldSetting& setting, std::size_t at) {
  if (at == 0) {
    apply(ip.header, setting);
  } else {
    apply_to_message(*ip.icmp, setting);
  }
}

void apply_to_ip(Ipv6Draft& ip, const FieldSetting& setting, std::size_t at) {
  constexpr std::size_t fixed = layout<Ipv6Header>.octets;
  if (at == 0) {
    apply(ip.header, setting);
  } else if (at < fixed + ip.extensions.size()) {
    write_setting(setting, MutableBytes(ip.extensions).subspan(at - fixed));
  } else {
    apply_to_message(*ip.icmp, setting);
  }
}

// The header that a setting names; what is behind its name and dot goes to `rest`.
Understood<DraftHeader> named_header(const Draft& draft, std::string_view setting, TextPiece& rest) {
  std::vector<DraftHeader> headers = headers_of(draft);
  if (!draft.ethernet) headers.insert(headers.begin(), {&layout<EthernetHeader>, 0});
  std::vector<const Layout*> layouts;
  layouts.reserve(headers.size());
  for (const DraftHeader& header : headers) layouts.push_back(header.layout);
  const auto named = read_layout_name(layouts, {setting, 0}, rest);
  if (!named) return tl::unexpected(named.error());
  // Of several tags the innermost one.
  return *std::find_if(headers.rbegin(), headers.rend(),
                       [&](const DraftHeader& header) { return header.layout == *named; });
}

EtherType ether_type_of(const Draft& draft) { return draft.is_v4() ? EtherType::ipv4 : EtherType::ipv6; }

void need_ethernet(Draft& draft) {
  if (!draft.ethernet) draft.ethernet.emplace().ether_type = ether_type_of(draft);
}

std::size_t link_octets(const Draft& draft) {
  return (draft.ethernet ? layout<EthernetHeader>.octets : std::size_t{0}) +
         draft.tags.size() * layout<VlanTag>.octets;
}

}  // namespace

std::vector<DraftHeader> headers_of(const Draft& draft) {
  std::vector<DraftHeader> headers;
  if (draft.ethernet) headers.push_back({&layout<EthernetHeader>, 0});
  for (std::size_t i = 0; i < draft.tags.size(); ++i)
    headers.push_back({&layout<VlanTag>, layout<EthernetHeader>.octets + i * layout<VlanTag>.octets});
  std::visit([&](const auto& ip) { append_headers(headers, ip, link_octets(draft)); }, draft.ip);
  return headers;
}

void forget_computed_of_message(Draft& draft) {
  const auto forget = [](auto& shape) { shape = computed(shape); };
  std::visit(
      [&](auto& ip) {
        if (ip.icmp) std::visit(forget, *ip.icmp);
      },
      draft.ip);
}

void forget_computed_of_header(Draft& draft) {
  if (auto* v6 = std::get_if<Ipv6Draft>(&draft.ip)) {
    v6->header = computed(v6->header);
    return;
  }
  Ipv4Header& header = std::get<Ipv4Draft>(draft.ip).header;
  const auto identification = header.identification;
  header = computed(header);
  header.identification = identification;
}

bool has_message_header(const Draft& draft) {
  return std::visit([](const auto& ip) { return ip.icmp.has_value(); }, draft.ip);
}

void remove_message_header(Draft& draft) {
  std::visit([](auto& ip) { ip.icmp.reset(); }, draft.ip);
}

Understood<void> set(Draft& draft, std::string_view setting) {
  TextPiece rest;
  const auto header = named_header(draft, setting, rest);
  if (!header) return tl::unexpected(header.error());
  const Layout* const named = header->layout;
  const auto read = read_field_setting(*named, rest);
  if (!read) return tl::unexpected(read.error());
  if (named == &layout<EthernetHeader>) {
    need_ethernet(draft);
    apply(*draft.ethernet, *read);
  } else if (named == &layout<VlanTag>) {
    apply(draft.tags.back(), *read);
  } else {
    const std::size_t at = header->at - link_octets(draft);
    std::visit([&](auto& ip) { apply_to_ip(ip, *read, at); }, draft.ip);
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
  tag.ether_type = ether_type_of(draft);
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
  need_ethernet(draft);
  EtherType& before = draft.tags.empty() ? draft.ethernet->ether_type : draft.tags.back().ether_type;
  if (!is_vlan(before)) before = EtherType::vlan;
  draft.tags.push_back(tag);
  return {};
}

void add_extension(Ipv6Draft& draft, Protocol type, Bytes octets) {
  ExtensionWalk walk(draft.header.next_header, draft.extensions);
  std::optional<std::size_t> last;
  for (auto next = walk.next(); next && *next; next = walk.next()) last = (*next)->at;
  if (last) {
    draft.extensions[*last] = static_cast<std::uint8_t>(type);
  } else {
    draft.header.next_header = type;
  }
  draft.extensions.insert(draft.extensions.end(), octets.begin(), octets.end());
}

}  // namespace icmpwire
