// A field of 16 bits cannot be kept in a member of 8.
// expect: row: the member is narrower than its field
#include "packet/layout.h"

namespace icmpwire {

struct Header {
  std::uint8_t value = 0;
};

constexpr auto wide = row<&Header::value, 0, 16>({"value", "Value", "a value", "none"});

}  // namespace icmpwire
