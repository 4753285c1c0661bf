// Which fields a comparison of packets leaves out of account, by the tables' names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "packet/text_piece.h"

namespace icmpwire {

class FieldMask {
 public:
  // Names with commas between them: fields ("ip.ttl"), whole headers, options or runs of octets ("icmp",
  // "rr", "payload"), options also by the option language's words. Misread where nothing is called so.
  static Understood<FieldMask> read(std::string_view text);

  // Whether the field is left out; as FieldDifference names it, "record_route[2].address".
  bool covers(std::string_view field) const;

  void add(const FieldMask& other);
  bool empty() const { return names_.empty(); }
  std::string text() const;  // as `read` takes it

 private:
  std::vector<std::string> names_;
};

}  // namespace icmpwire
