// A list of option lines against a list of targets, and what of it is done already.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "packet/result.h"

namespace icmpwire::cli {

struct ProbeMatrix {
  std::vector<std::string> targets;  // names or addresses, as they are written
  std::vector<std::string> lines;    // in the option language; "plain": none
};

// "target ADDRESS" lines and lines of options; '#' begins a comment. Fails where the file cannot be read, or
// has no target or no line. Options are not read here.
Result<ProbeMatrix> read_matrix(const std::string& path);

// Cells of a matrix: target and line, as they are written.
using MatrixCells = std::set<std::pair<std::string, std::string>>;

// Those that a file of results (JSON Lines) holds; a last line that was cut holds none. Empty where there is
// no such file yet.
Result<MatrixCells> done_cells(const std::string& results);

// Adds lines to the file of results, behind whatever it ends with.
Result<void> add_results(const std::string& results, const std::string& lines);

}  // namespace icmpwire::cli
