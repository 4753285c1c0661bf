// Names of numbers that count from 0.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace icmpwire {

// Empty where there is none.
constexpr std::string_view name_of(std::span<const std::string_view> names, std::size_t number) {
  return number < names.size() ? names[number] : std::string_view{};
}

}  // namespace icmpwire
