#include "packet/layout.h"

namespace icmpwire {

std::uint64_t field_value(const FieldInfo& field, Bytes header) {
  std::uint64_t value = 0;
  for (unsigned bit = field.bit; bit < field.bit + unsigned{field.width};) {
    const unsigned left_in_octet = 8 - bit % 8;
    const unsigned wanted = field.bit + unsigned{field.width} - bit;
    const unsigned taken = wanted < left_in_octet ? wanted : left_in_octet;
    const unsigned octet = header[bit / 8];
    value = value << taken | (octet >> (left_in_octet - taken) & ((1U << taken) - 1));
    bit += taken;
  }
  return value;
}

}  // namespace icmpwire
