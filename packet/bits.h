// How the bits of a field become a member's value and back; the mechanism beneath layout.h.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>

namespace icmpwire::bits {

template <class T>
struct MemberOf;
template <class Header, class Type>
struct MemberOf<Type Header::*> {
  using type = Type;
};
template <class Pointer>
using MemberType = typename MemberOf<Pointer>::type;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

// Addresses: types that are nothing but octets in network order.
template <class T>
concept OctetArray = requires(T value) {
  value.octets[0];
};

template <class T>
struct Capacity {  // how many bits the member can hold
  static constexpr unsigned value = sizeof(T) * 8;
};
template <class T>
struct Capacity<std::optional<T>> : Capacity<T> {};
template <class T>
inline constexpr unsigned capacity = Capacity<T>::value;

template <unsigned Width>
inline constexpr std::uint64_t mask = Width >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << Width) - 1;

template <class T>
constexpr T from_bits(std::uint64_t value) {
  static_assert(capacity<T> <= 64, "the member is wider than a number");
  if constexpr (is_optional<T>) {
    return T{from_bits<typename T::value_type>(value)};
  } else if constexpr (OctetArray<T>) {
    T result{};
    for (std::size_t i = result.octets.size(); i-- > 0; value >>= 8) {
      result.octets[i] = static_cast<std::uint8_t>(value);
    }
    return result;
  } else {
    return static_cast<T>(value);
  }
}

template <class T>
constexpr std::uint64_t to_bits(const T& value) {
  static_assert(capacity<T> <= 64, "the member is wider than a number");
  if constexpr (is_optional<T>) {
    return value ? to_bits(*value) : 0;
  } else if constexpr (OctetArray<T>) {
    std::uint64_t result = 0;
    for (const std::uint8_t octet : value.octets) result = result << 8 | octet;
    return result;
  } else {
    return static_cast<std::uint64_t>(value);
  }
}

// A field of `Width` bits from bit `Bit`, as a number.
template <unsigned Bit, unsigned Width>
constexpr std::uint64_t read_number(const std::uint8_t* octets) {
  constexpr unsigned first = Bit / 8;
  constexpr unsigned last = (Bit + Width - 1) / 8;
  constexpr unsigned below =
      7 - (Bit + Width - 1) % 8;  // bits of the last octet that belong to the next field
  static_assert(last - first < 8, "a numeric field spans at most eight octets");
  std::uint64_t value = 0;
  for (unsigned i = first; i <= last; ++i) value = value << 8 | octets[i];
  return value >> below & mask<Width>;
}

template <unsigned Bit, unsigned Width>
constexpr void write_number(std::uint8_t* octets, std::uint64_t value) {
  constexpr unsigned first = Bit / 8;
  constexpr unsigned last = (Bit + Width - 1) / 8;
  constexpr unsigned below = 7 - (Bit + Width - 1) % 8;
  static_assert(last - first < 8, "a numeric field spans at most eight octets");
  constexpr std::uint64_t ours = mask<Width> << below;
  std::uint64_t placed = (value & mask<Width>) << below;
  std::uint64_t claimed = ours;
  for (unsigned i = last + 1; i-- > first; placed >>= 8, claimed >>= 8) {
    const auto keep = static_cast<std::uint8_t>(~claimed);
    octets[i] = static_cast<std::uint8_t>((octets[i] & keep) | static_cast<std::uint8_t>(placed));
  }
}

template <class T, unsigned Bit, unsigned Width>
constexpr T read(const std::uint8_t* octets) {
  if constexpr (OctetArray<T>) {
    T result{};
    for (std::size_t i = 0; i < result.octets.size(); ++i) result.octets[i] = octets[Bit / 8 + i];
    return result;
  } else {
    return from_bits<T>(read_number<Bit, Width>(octets));
  }
}

template <unsigned Bit, unsigned Width, class T>
constexpr void write(std::uint8_t* octets, const T& value) {
  if constexpr (OctetArray<T>) {
    for (std::size_t i = 0; i < value.octets.size(); ++i) octets[Bit / 8 + i] = value.octets[i];
  } else {
    write_number<Bit, Width>(octets, to_bits(value));
  }
}

}  // namespace icmpwire::bits
