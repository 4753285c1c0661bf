// tests/icmp/verdicts.tsv: what each packet of the recordings 01 to 40, and of those behind them that have
// verdicts of their own, is, read off its octets by hand.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "packet/bytes.h"
#include "packet/time.h"

namespace icmpwire::test {

struct VerdictRow {
  std::size_t frame = 0;          // from 1
  std::optional<std::size_t> of;  // the frame of the request that it answers
  std::string verdict;            // "sent" for what was sent
  std::string remarks;
  std::string why;

  bool is_sent() const { return verdict == "sent"; }
  std::string text() const { return remarks.empty() ? verdict : verdict + " (" + remarks + ")"; }
};

// A recording and its rows, in the order of the file.
struct JudgedRecording {
  std::string name;  // without ".pcap"
  std::vector<VerdictRow> rows;
  std::vector<Octets> datagrams;  // of the frames; a last fragment's is the datagram that it completes
  std::vector<Octets> parts;      // as they were recorded, fragments and all
  std::vector<Nanos> instants;    // when
};

// Throws std::runtime_error where the table cannot be read, or has other frames than a recording.
std::vector<JudgedRecording> judged_recordings();

}  // namespace icmpwire::test
