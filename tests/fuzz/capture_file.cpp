// Any file is read as a capture to its end or to a failure, in one pass and by places, and counted in full.
#include "capture/capture_file.h"

#include <vector>

#include "capture/capture_readers.h"
#include "capture/capture_statistics.h"
#include "tests/fuzz/memory_source.h"
#include "tests/fuzz/require.h"

namespace icmpwire::test {
namespace {

Result<std::unique_ptr<CaptureReader>> open(Bytes file, Places places) {
  OctetStream stream(std::make_unique<MemorySource>(file));
  const Bytes magic = stream.peek(4);
  if (is_pcap(magic)) return open_pcap(std::move(stream), "fuzzed");
  if (is_pcapng(magic)) return open_pcapng(std::move(stream), "fuzzed", places);
  return bad_capture_file("fuzzed", "no capture");
}

struct Seen {
  std::uint64_t position;
  Octets octets;
};

void require_places(Bytes file) {
  auto reader = open(file, Places::kept);
  if (!reader) return;
  std::vector<Seen> packets;
  for (auto packet = (*reader)->next(); packet && *packet; packet = (*reader)->next())
    packets.push_back({(*packet)->position, {(*packet)->octets.begin(), (*packet)->octets.end()}});
  for (auto seen = packets.rbegin(); seen != packets.rend(); ++seen) {
    const auto packet = (*reader)->packet_at(seen->position);
    require(packet.has_value(), "a packet is found again at its place");
    require(equal(packet->octets, seen->octets), "a packet at its place is the same");
  }
}

void require_counts(Bytes file) {
  const auto reader = open(file, Places::forgotten);
  if (!reader) return;
  const auto statistics = read_statistics(**reader);
  if (!statistics) return;
  const FrameCounts& frames = (*statistics)->frames;
  require(frames.frames == frames.icmp + frames.other_protocols + frames.not_ip + frames.malformed +
                               frames.tunnelled() + frames.on_other_links(),
          "every frame is counted once");
}

}  // namespace
}  // namespace icmpwire::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t count) {
  const icmpwire::Bytes file(octets, count);
  icmpwire::test::require_places(file);
  if (count % 8 == 0) icmpwire::test::require_counts(file);  // whose tables cost most of the time
  return 0;
}
