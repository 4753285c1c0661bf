// What reading a warm capture costs: statistics and the replay index, as shares of the rate of a bare libpcap
// loop; medians of alternating runs. usage: reading_cost [ROUNDS]
#include <pcap/pcap.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "capture/capture_statistics.h"
#include "capture/replay_index.h"
#include "packet/bytes.h"

namespace icmpwire {
namespace {

constexpr std::uint32_t packets = 1'000'000;

// Ethernet frames of 74 octets: echo requests and their replies in turn.
class EchoCapture {
 public:
  EchoCapture() {
    const int descriptor = mkstemp(path_);
    std::FILE* const file = descriptor < 0 ? nullptr : fdopen(descriptor, "wb");
    if (file == nullptr) throw std::runtime_error("no temporary file");
    write(file, {0xa1b2c3d4, 2 << 16 | 4, 0, 0, 65535, 1});
    for (std::uint32_t i = 0; i < packets; ++i) {
      write(file, {1'700'000'000 + i / 10'000, i % 10'000 * 100, frame_octets, frame_octets});
      write_frame(file, i);
    }
    std::fclose(file);
  }
  ~EchoCapture() { unlink(path_); }
  EchoCapture(const EchoCapture&) = delete;
  EchoCapture& operator=(const EchoCapture&) = delete;
  const char* path() const { return path_; }

 private:
  static constexpr std::uint32_t frame_octets = 74;
  static void write(std::FILE* file, std::initializer_list<std::uint32_t> values) {
    for (const std::uint32_t value : values) {
      std::uint8_t octets[4];
      write_u32(octets, 0, value);
      std::fwrite(octets, 1, sizeof octets, file);
    }
  }
  static void write_frame(std::FILE* file, std::uint32_t number) {
    std::uint8_t frame[frame_octets] = {};
    const bool is_reply = number % 2 != 0;
    write_u16(frame, 12, 0x0800);
    write_u32(frame, 14, 0x4500003c);
    write_u16(frame, 22, 0x4001);
    write_u32(frame, 26, is_reply ? 0x0a000002 : 0x0a000001);
    write_u32(frame, 30, is_reply ? 0x0a000001 : 0x0a000002);
    frame[34] = is_reply ? 0 : 8;
    write_u32(frame, 38, number / 2 + 1);
    std::fwrite(frame, 1, sizeof frame, file);
  }

  char path_[27] = "/tmp/icmpwire-bench-XXXXXX";
};

const EchoCapture& capture() {
  static const EchoCapture file;
  return file;
}

void read_bare() {
  char error[PCAP_ERRBUF_SIZE];
  pcap_t* const file = pcap_open_offline(capture().path(), error);
  if (file == nullptr) throw std::runtime_error(error);
  pcap_pkthdr* header;
  const u_char* octets;
  std::uint32_t found = 0;
  while (pcap_next_ex(file, &header, &octets) == 1) found += octets[34] == 8 ? 1U : 0U;
  pcap_close(file);
  if (found != packets / 2) throw std::runtime_error("not all were read");
}

void read_counting() {
  const auto reader = CaptureReader::open(capture().path());
  const auto result = read_statistics(**reader);
  if ((*result)->v4.replied != packets / 2) throw std::runtime_error("not all were answered");
}

std::size_t index_octets = 0;

void read_index() {
  const auto reader = CaptureReader::open_seekable(capture().path());
  const auto index = ReplayIndex::read(**reader, capture().path(), {});
  if (index->queries().size() != packets / 2) throw std::runtime_error("not all were found");
  index_octets = index->memory();
}

using Rates = std::vector<double>;  // packets a second

void measure(void (*read)(), Rates& rates) {
  const auto start = std::chrono::steady_clock::now();
  read();
  rates.push_back(packets / std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
}

double median(Rates& rates) {
  std::sort(rates.begin(), rates.end());
  return rates[rates.size() / 2];
}

}  // namespace
}  // namespace icmpwire

int main(int argc, char** argv) {
  using namespace icmpwire;
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 5;
  Rates bare, statistics, index;
  read_bare();
  for (int round = 0; round < rounds; ++round) {
    measure(read_bare, bare);
    measure(read_counting, statistics);
    measure(read_index, index);
  }
  const double floor = median(bare);
  std::printf("bare libpcap loop %.1f M packets/s\nstatistics %.1f M packets/s, %.2f of it\n", floor / 1e6,
              median(statistics) / 1e6, median(statistics) / floor);
  std::printf("replay index %.1f M packets/s, %.2f of it, %.1f octets a packet\n", median(index) / 1e6,
              median(index) / floor, static_cast<double>(index_octets) / packets);
  return 0;
}
