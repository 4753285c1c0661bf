#include "cli/probe_matrix.h"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "cli/json_record.h"

namespace icmpwire::cli {
namespace {

Failure file_failure(std::string operation, const std::string& path, Reason reason, std::string detail) {
  return Failure(std::move(operation), path, reason, std::move(detail));
}

std::string trimmed(std::string line) {
  line = line.substr(0, line.find('#'));
  const std::size_t first = line.find_first_not_of(" \t\r");
  if (first == std::string::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

}  // namespace

Result<ProbeMatrix> read_matrix(const std::string& path) {
  std::ifstream file(path);
  if (!file)
    return tl::unexpected(file_failure("read the matrix", path, Reason::no_such_file, std::strerror(errno)));
  constexpr std::string_view target = "target ";
  ProbeMatrix matrix;
  for (std::string line; std::getline(file, line);) {
    line = trimmed(std::move(line));
    if (line.starts_with(target)) {
      matrix.targets.push_back(trimmed(line.substr(target.size())));
    } else if (!line.empty()) {
      matrix.lines.push_back(std::move(line));
    }
  }
  if (!matrix.targets.empty() && !matrix.lines.empty()) return matrix;
  Failure failure = file_failure("read the matrix", path, Reason::bad_file,
                                 matrix.targets.empty() ? "it names no target" : "it has no line of options");
  failure.instead = "lines \"target ADDRESS\", and lines like \"nop rr:9\"";
  return tl::unexpected(std::move(failure));
}

Result<MatrixCells> done_cells(const std::string& results) {
  MatrixCells done;
  std::ifstream file(results);
  for (std::string line; std::getline(file, line);) {
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object() || json.value("type", "") != "option_probe") continue;
    done.emplace(json.value("name", ""), json.value("line", ""));
  }
  return done;
}

Result<void> add_results(const std::string& results, const std::string& lines) {
  std::fstream file(results, std::ios::in | std::ios::out | std::ios::ate | std::ios::binary);
  if (!file) file.open(results, std::ios::out | std::ios::binary);
  bool is_cut = false;
  if (file && file.tellp() > 0) {
    file.seekg(-1, std::ios::end);
    is_cut = file.get() != '\n';
    file.seekp(0, std::ios::end);
  }
  file << (is_cut ? "\n" : "") << lines << std::flush;
  if (file) return {};
  return tl::unexpected(file_failure("write the results", results, Reason::system, std::strerror(errno)));
}

}  // namespace icmpwire::cli
