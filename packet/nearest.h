// What somebody who mistyped a word may have meant.
#pragma once

#include <span>
#include <string_view>

namespace icmpwire {

// The word of `words` that takes the fewest insertions, deletions, replacements and swaps of neighbours to
// get to from `typed`; empty where that is more than a third of the letters, and more than one.
std::string_view nearest(std::string_view typed, std::span<const std::string_view> words);

}  // namespace icmpwire
