// What the octets of one echo cost: building, reading, answering, cutting and putting together.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <new>

#include "packet/checksum.h"
#include "packet/fragment.h"
#include "packet/reassembly.h"
#include "packet/trial.h"

namespace {
std::size_t allocations = 0;
}

// Not inlined: GCC 12 would take malloc and delete for a mismatch.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* storage = std::malloc(size)) return storage;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* storage) noexcept { std::free(storage); }
[[gnu::noinline]] void operator delete(void* storage, std::size_t) noexcept { std::free(storage); }

namespace icmpwire {
namespace {

// Counts what is allocated while it lives, per iteration.
class Allocations {
 public:
  explicit Allocations(benchmark::State& state) : state_(state), before_(allocations) {}
  ~Allocations() {
    state_.counters["allocations"] =
        benchmark::Counter(static_cast<double>(allocations - before_), benchmark::Counter::kAvgIterations);
  }
  Allocations(const Allocations&) = delete;
  Allocations& operator=(const Allocations&) = delete;

 private:
  benchmark::State& state_;
  std::size_t before_;
};

std::size_t build_echo(IcmpType type, Bytes data, const IpOptions& options, MutableBytes out) {
  IcmpEcho echo;
  echo.type = type;
  echo.identifier = 0x1234;
  echo.sequence = 1;
  Ipv4Header header;
  header.identification = 1;
  header.source = {{10, 9, 1, 1}};
  header.destination = {{10, 9, 3, 3}};
  if (type == IcmpType::echo_reply) std::swap(header.source, header.destination);
  const MutableBytes message = out.subspan(layout<Ipv4Header>.octets + options.padded_size());
  const std::size_t length = build_icmp(echo, data, message);
  return build_ipv4(header, options, message.first(length), out);
}

Octets echo(IcmpType type, std::size_t octets, const IpOptions& options = {}) {
  const Octets data(octets, 'x');
  Octets out(128 + octets);
  out.resize(build_echo(type, data, options, out));
  return out;
}

Octets time_exceeded(Bytes quote) {
  Octets message(8 + quote.size());
  build_icmp(IcmpTimeExceeded{}, quote, message);
  Ipv4Header header;
  header.source = {{10, 9, 2, 2}};
  header.destination = {{10, 9, 1, 1}};
  return build_ipv4(header, {}, message);
}

void build(benchmark::State& state) {
  const Octets data(static_cast<std::size_t>(state.range(0)), 'x');
  const IpOptions options = state.range(1) != 0 ? record_route(9) : IpOptions{};
  Octets out(128 + data.size());
  const Allocations counted(state);
  for (auto _ : state) benchmark::DoNotOptimize(build_echo(IcmpType::echo_request, data, options, out));
}
BENCHMARK(build)->ArgNames({"data", "options"})->Args({32, 0})->Args({32, 1})->Args({1472, 0});

void parse(benchmark::State& state) {
  const Octets reply = echo(IcmpType::echo_reply, 32);
  const Allocations counted(state);
  for (auto _ : state) {
    const auto datagram = parse_ipv4(reply);
    benchmark::DoNotOptimize(parse_icmp(datagram->payload));
  }
}
BENCHMARK(parse);

void read_answer_of_reply(benchmark::State& state) {
  const Octets reply = echo(IcmpType::echo_reply, 32);
  const Allocations counted(state);
  for (auto _ : state) benchmark::DoNotOptimize(read_answer(reply));
}
BENCHMARK(read_answer_of_reply);

void read_answer_of_error(benchmark::State& state) {
  const Octets error = time_exceeded(echo(IcmpType::echo_request, 32));
  const Allocations counted(state);
  for (auto _ : state) benchmark::DoNotOptimize(read_answer(error));
}
BENCHMARK(read_answer_of_error);

void read_answer_of_request(benchmark::State& state) {
  const Octets request = echo(IcmpType::echo_request, 32);
  const Allocations counted(state);
  for (auto _ : state) benchmark::DoNotOptimize(read_answer(request));
}
BENCHMARK(read_answer_of_request);

void judge_reply(benchmark::State& state) {
  const auto octets = static_cast<std::size_t>(state.range(0));
  const Octets request = echo(IcmpType::echo_request, octets);
  const Octets reply = echo(IcmpType::echo_reply, octets);
  const Ipv4Datagram asked = *parse_ipv4(request);
  const Answer answer = *read_answer(reply);
  const Allocations counted(state);
  for (auto _ : state) benchmark::DoNotOptimize(judge(asked, answer));
}
BENCHMARK(judge_reply)->ArgName("data")->Arg(32)->Arg(1472);

void answers_all_in_one(benchmark::State& state) {
  const Octets request = echo(IcmpType::echo_request, 32);
  const Octets reply = echo(IcmpType::echo_reply, 32);
  const Allocations counted(state);
  for (auto _ : state) benchmark::DoNotOptimize(answers(request, reply));
}
BENCHMARK(answers_all_in_one);

void cut_and_put_together(benchmark::State& state) {
  const Octets request = echo(IcmpType::echo_request, 4000, router_alert());
  Octets fragments;
  std::vector<std::size_t> sizes;
  Reassembly reassembly;
  const Allocations counted(state);
  for (auto _ : state) {
    if (!fragment(request, 1500, fragments, sizes)) state.SkipWithError("cannot be cut");
    std::size_t at = 0;
    for (const std::size_t size : sizes) {
      benchmark::DoNotOptimize(reassembly.add(*parse_ipv4(Bytes(fragments).subspan(at, size)), Nanos{}));
      at += size;
    }
  }
  if (reassembly.held_datagrams() != 0) state.SkipWithError("not put together");
}
BENCHMARK(cut_and_put_together);

}  // namespace
}  // namespace icmpwire

BENCHMARK_MAIN();
