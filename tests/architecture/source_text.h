// What a rule about sources looks at: the directives and identifiers of a C++ text, without comments and
// literals.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace icmpwire::architecture {

struct Include {
  int line;  // from 1
  bool quoted;
  std::string header;
};

struct Identifier {
  int line;
  std::string name;
};

// `text` with comments, and literals outside of directives, turned into spaces; its lines stay where they
// are.
std::string bare_code(std::string_view text);

std::vector<Include> includes(std::string_view text);
std::vector<Identifier> identifiers(std::string_view text);  // directives left out

}  // namespace icmpwire::architecture
