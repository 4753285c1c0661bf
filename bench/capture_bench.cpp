// Reading a warm capture: a bare libpcap loop, and what statistics and the replay index add to it. Items are
// packets; the counter octets_per_packet is the index' memory.
#include <benchmark/benchmark.h>
#include <pcap/pcap.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

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

void bare_libpcap_loop(benchmark::State& state) {
  capture();
  for (auto run : state) {
    char error[PCAP_ERRBUF_SIZE];
    pcap_t* const file = pcap_open_offline(capture().path(), error);
    pcap_pkthdr* header;
    const u_char* octets;
    long sum = 0;
    while (pcap_next_ex(file, &header, &octets) == 1) sum += octets[34];
    benchmark::DoNotOptimize(sum);
    pcap_close(file);
  }
  state.SetItemsProcessed(state.iterations() * packets);
}

void statistics(benchmark::State& state) {
  capture();
  for (auto run : state) {
    const auto reader = CaptureReader::open(capture().path());
    const auto result = read_statistics(**reader);
    if ((*result)->v4.replied != packets / 2) state.SkipWithError("not all were answered");
  }
  state.SetItemsProcessed(state.iterations() * packets);
}

void replay_index(benchmark::State& state) {
  capture();
  double octets = 0;
  for (auto run : state) {
    const auto reader = CaptureReader::open_seekable(capture().path());
    const auto index = ReplayIndex::read(**reader, capture().path(), {});
    if (index->queries().size() != packets / 2) state.SkipWithError("not all were found");
    octets = static_cast<double>(index->memory());
  }
  state.SetItemsProcessed(state.iterations() * packets);
  state.counters["octets_per_packet"] = octets / packets;
}

BENCHMARK(bare_libpcap_loop)->Unit(benchmark::kMillisecond);
BENCHMARK(statistics)->Unit(benchmark::kMillisecond);
BENCHMARK(replay_index)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace icmpwire

BENCHMARK_MAIN();
