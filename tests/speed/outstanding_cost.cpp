// What outstanding requests and handles cost: memory of 65,536 requests with their answers, and the time to
// open and to close a handle. usage: outstanding_cost
#include <icmpwire_apc.h>
#define PIO_APC_ROUTINE_DEFINED
#include <icmpwire.h>
#include <icmpwire_wait.h>
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "api/icmp_handle.h"
#include "packet/icmp.h"

namespace {

using namespace icmpwire;

// A wire that remembers four octets of each request, and answers them when it is told to: what is measured is
// the library's.
class FrugalWire final : public Wire {
 public:
  bool answers = false;

  Nanos now() override { return {}; }
  Result<Route> route(const IpAddress& to, const std::optional<IpAddress>&) override {
    Route route;
    route.destination = route.next_hop = to;
    route.source = Ipv4Address{{10, 9, 1, 1}};
    route.mtu = 1500;
    return route;
  }
  Result<Sent> send(Bytes datagram, const Route&) override {
    reply_.assign(datagram.begin(), datagram.end());
    pairs_.push_back(read_u32(datagram, pair_at));
    Sent sent;
    sent.frame.octets = datagram;
    return sent;
  }
  Result<std::optional<Frame>> receive(Nanos) override {
    if (!answers || pairs_.empty()) return std::nullopt;
    constexpr std::size_t icmp_at = 20;
    std::copy_n(reply_.begin() + 12, 4, reply_.begin() + 16);  // back to its source
    reply_[icmp_at] = 0;
    write_u32(reply_, pair_at, pairs_.back());
    write_u16(reply_, icmp_at + 2, 0);
    write_u16(reply_, icmp_at + 2, internet_checksum(Bytes(reply_).subspan(icmp_at)));
    pairs_.pop_back();
    Frame frame;
    frame.octets = reply_;
    frame.original_length = static_cast<std::uint32_t>(reply_.size());
    return frame;
  }
  void interrupt() override {}

 private:
  static constexpr std::size_t pair_at = 24;
  Octets reply_;
  std::vector<std::uint32_t> pairs_;
};

using Clock = std::chrono::steady_clock;

constexpr std::size_t requests = 65'536;
constexpr std::size_t data_octets = 32;
constexpr std::size_t reply_octets = sizeof(ICMP_ECHO_REPLY) + data_octets;

double mebibytes(std::size_t octets) { return static_cast<double>(octets) / (1 << 20); }

std::size_t octets_in_use() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

std::size_t ended = 0;

void count(PVOID, PIO_STATUS_BLOCK, ULONG) { ++ended; }

IPAddr address(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
  const std::uint8_t octets[] = {a, b, c, d};
  IPAddr value;
  std::memcpy(&value, octets, sizeof value);
  return value;
}

// All requests on one handle, none ended before all are under way: they are polled.
void start_all(HANDLE handle, std::vector<std::uint8_t>& buffers, IPAddr to) {
  const std::uint8_t data[data_octets] = {};
  for (std::size_t i = 0; i < requests; ++i) {
    IcmpSendEcho2(handle, nullptr, count, nullptr, to, const_cast<std::uint8_t*>(data), data_octets, nullptr,
                  buffers.data() + i * reply_octets, reply_octets, 60'000);
    if (GetLastError() == ERROR_IO_PENDING) continue;
    std::fprintf(stderr, "%s\n", IcmpwireFailureText());
    std::exit(2);
  }
}

void end_all(HANDLE handle) {
  ended = 0;
  while (ended < requests) {
    icmpwire_poll(handle);
    icmpwire_sleep(0, TRUE);
  }
}

void measure_requests() {
  auto opened = std::make_unique<FrugalWire>();
  FrugalWire& wire = *opened;
  const HANDLE handle =
      open_icmp_handle(std::make_shared<Engine>(std::move(opened), Exchange::Settings{}), IpVersion::v4);
  icmpwire_descriptor(handle);
  std::vector<std::uint8_t> buffers(requests * reply_octets);
  std::memset(buffers.data(), 0xcc, buffers.size());
  const std::size_t before = octets_in_use();
  for (const char* when : {"first", "then"}) {
    wire.answers = false;
    start_all(handle, buffers, address(10, 9, 3, 3));
    std::printf("%s, %zu outstanding requests of %zu octets: %.1f MiB\n", when, requests, data_octets,
                mebibytes(octets_in_use() - before));
    wire.answers = true;
    end_all(handle);
    std::printf("kept, when all are answered: %.1f MiB\n", mebibytes(octets_in_use() - before));
  }
  IcmpCloseHandle(handle);
}

void measure_handles() {
  constexpr std::size_t count = 10'000;
  std::vector<HANDLE> handles(count);
  handles[0] = IcmpCreateFile();  // opens the wire
  if (handles[0] == INVALID_HANDLE_VALUE) {
    std::fprintf(stderr, "%s\n", IcmpwireFailureText());
    std::exit(2);
  }
  const auto microseconds = [](Clock::duration time) {
    return std::chrono::duration<double, std::micro>(time).count();
  };
  const auto report = [&](const char* what, std::vector<double>& times) {
    std::sort(times.begin(), times.end());
    std::printf("%s: median %.2f us, 99th percentile %.2f us\n", what, times[times.size() / 2],
                times[times.size() * 99 / 100]);
  };
  std::vector<double> opening, closing;
  for (std::size_t i = 1; i < count; ++i) {
    const auto start = Clock::now();
    handles[i] = IcmpCreateFile();
    opening.push_back(microseconds(Clock::now() - start));
  }
  for (std::size_t i = 1; i < count; ++i) {
    const auto start = Clock::now();
    IcmpCloseHandle(handles[i]);
    closing.push_back(microseconds(Clock::now() - start));
  }
  report("opening a further handle", opening);
  report("closing one with nothing pending", closing);
  IcmpCloseHandle(handles[0]);
}

}  // namespace

int main() {
  measure_requests();
  measure_handles();
}
