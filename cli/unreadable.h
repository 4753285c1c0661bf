// That packets in a text cannot be read, and where.
#pragma once

#include <string>

#include "packet/result.h"

namespace icmpwire::cli {

// Reason::bad_file; lines and columns count from 1.
inline tl::unexpected<Failure> unreadable(std::size_t line, std::size_t column, std::string detail) {
  return tl::unexpected(Failure("read", "line " + std::to_string(line) + ", column " + std::to_string(column),
                                Reason::bad_file, std::move(detail),
                                "needs octets in hexadecimal, two digits each, or a dump of them"));
}

}  // namespace icmpwire::cli
