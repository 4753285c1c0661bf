// Results that go to a file of their own.
#pragma once

#include <cstdio>
#include <functional>
#include <string>

#include "packet/result.h"

namespace icmpwire::cli {

// Calls `fill` with the file, opened anew, and closes it; what fails of that is said with the system's words.
Result<int> write_into_file(const std::string& path, const std::function<Result<int>(std::FILE*)>& fill);

}  // namespace icmpwire::cli
