// Opening a file that one writer alone is to fill.
#pragma once

#include <cstdio>
#include <string>

namespace icmpwire {

// Empty, to be written from its beginning. nullptr with errno; EBUSY where another writer, of this process or
// of another one, has opened the same file so and is not done. Pipes and devices belong to nobody.
std::FILE* open_output_file(const std::string& path);

}  // namespace icmpwire
