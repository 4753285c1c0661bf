#include "tests/support/verdict_table.h"

#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/support/pieces.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

constexpr std::size_t column_count = 6;

std::array<std::string, column_count> columns_of(const std::string& line) {
  std::array<std::string, column_count> columns;
  std::istringstream stream(line);
  for (std::string& column : columns) {
    if (!std::getline(stream, column, '\t'))
      throw std::runtime_error("verdicts.tsv: too few columns: " + line);
  }
  return columns;
}

// "84-duplicate.pcapng" for "84-duplicate".
std::string file_of(const std::string& name) {
  for (const std::string& file : all_recordings()) {
    if (file.starts_with(name + ".pcap")) return file;
  }
  throw std::runtime_error("verdicts.tsv: there is no recording " + name);
}

void read_packets(JudgedRecording& recording) {
  const std::string file = file_of(recording.name);
  recording.parts = recorded_datagrams(file);
  recording.instants = recorded_instants(file);
  if (recording.parts.size() != recording.rows.size()) {
    throw std::runtime_error("verdicts.tsv: not one row for each frame of " + recording.name);
  }
  Reassembly reassembly;
  for (const Octets& part : recording.parts) {
    const auto whole = parse_ip(part)->is_fragment ? add(reassembly, part) : std::nullopt;
    recording.datagrams.push_back(whole ? *whole : part);
  }
}

}  // namespace

std::vector<JudgedRecording> judged_recordings() {
  std::ifstream file(ICMPWIRE_SOURCE_DIR "/tests/icmp/verdicts.tsv");
  std::string line;
  if (!std::getline(file, line)) throw std::runtime_error("verdicts.tsv cannot be read");
  std::vector<JudgedRecording> recordings;
  while (std::getline(file, line)) {
    auto [name, frame, of, verdict, remarks, why] = columns_of(line);
    if (recordings.empty() || recordings.back().name != name) recordings.push_back({name, {}, {}, {}, {}});
    std::vector<VerdictRow>& rows = recordings.back().rows;
    rows.push_back({std::stoul(frame), std::nullopt, verdict, remarks, why});
    if (!of.empty()) rows.back().of = std::stoul(of);
    if (rows.back().frame != rows.size())
      throw std::runtime_error("verdicts.tsv: frames out of order: " + line);
  }
  for (JudgedRecording& recording : recordings) read_packets(recording);
  return recordings;
}

}  // namespace icmpwire::test
