// A header is whole octets.
// expect: layout: rows do not end on an octet
#include "packet/layout.h"

namespace icmpwire {

struct Header {
  std::uint8_t first = 0;
  std::uint8_t second = 0;
};

template <>
struct Table<Header> {
  static constexpr std::string_view name = "header", title = "Header", purpose = "none", source = "none";
  static constexpr auto rows =
      std::make_tuple(row<&Header::first, 0, 8>({"first", "First", "a value", "none"}),
                      row<&Header::second, 8, 4>({"second", "Second", "a value", "none"}));
};

constexpr std::uint16_t octets = layout<Header>.octets;

}  // namespace icmpwire
