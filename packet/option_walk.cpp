// Reading an option area: the walk, and what is asked by means of it.
#include <algorithm>

#include "packet/ip_options.h"

namespace icmpwire {

Parsed<std::optional<OptionView>> OptionWalk::next() {
  if (ended_ || at_ >= area_.size()) return std::nullopt;
  const auto malformed = [this](Why why) {
    ended_ = true;
    return tl::unexpected(Malformed{why, static_cast<std::uint16_t>(at_)});
  };

  const OptionType type{area_[at_]};
  const Bytes rest = area_.subspan(at_);
  std::size_t length = 1;
  ended_ = type == OptionType::end_of_list;
  if (type != OptionType::end_of_list && type != OptionType::no_operation) {
    if (rest.size() < 2) return malformed(Why::missing_option_length);
    length = rest[1];
    if (length < 2 || length > rest.size()) return malformed(Why::bad_option_length);
  }
  const Bytes octets = rest.first(length);
  const OptionView option{type, static_cast<std::uint8_t>(at_), octets,
                          octets.subspan(std::min<std::size_t>(length, 2))};
  at_ += length;
  return option;
}

std::optional<OptionView> find_option(Bytes area, OptionType type) {
  OptionWalk walk(area);
  for (auto option = walk.next(); option && *option; option = walk.next()) {
    if ((*option)->type == type) return **option;
  }
  return std::nullopt;
}

std::optional<Malformed> tiling_error(Bytes area) {
  OptionWalk walk(area);
  for (;;) {
    const auto option = walk.next();
    if (!option) return option.error();
    if (!*option) return std::nullopt;
  }
}

std::size_t RouteOption::filled() const {
  const std::size_t before_pointer = pointer < 4 ? 0 : (pointer - 4U) / 4U;
  return std::min(before_pointer, slots.size() / 4);
}

Ipv4Address RouteOption::slot(std::size_t index) const {
  return Ipv4Address::from_value(read_u32(slots, 4 * index));
}

std::optional<RouteOption> as_route(const OptionView& option) {
  const bool has_route = option.type == OptionType::record_route || is_source_route(option.type);
  if (!has_route || option.octets.size() < 3) return std::nullopt;
  const Bytes slots = option.octets.subspan(3);
  return RouteOption{option.octets[1], option.octets[2], slots.first(slots.size() / 4 * 4)};
}

}  // namespace icmpwire
