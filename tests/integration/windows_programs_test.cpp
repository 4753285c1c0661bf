// Programs as one writes them for Windows, which include nothing but Windows' headers, on the simulated
// network.
#include "tests/integration/programs.h"

namespace icmpwire::test {
namespace {

TEST_F(Programs, TheTracert) {
  const std::string tracert = example("tracert");
  const CommandResult reached = run(tracert, "sim", "-h 5 10.9.3.3");
  EXPECT_EQ(reached.output,
            "Tracing the way to 10.9.3.3 [10.9.3.3] over at most 5 hops:\n\n"
            "  1   <1 ms   <1 ms   <1 ms  10.9.1.2\n"
            "  2    4 ms    4 ms    4 ms  10.9.2.2\n"
            "  3    5 ms    5 ms    5 ms  10.9.3.3\n"
            "\nThat is all.\n");
  EXPECT_EQ(reached.status, 0);
  const CommandResult silence = run(tracert, "sim", "-h 2 -w 100 192.18.1.1");
  EXPECT_EQ(silence.output,
            "Tracing the way to 192.18.1.1 [192.18.1.1] over at most 2 hops:\n\n"
            "  1   <1 ms   <1 ms   <1 ms  10.9.1.2\n"
            "  2     *       *       *    Request timed out.\n"
            "\nThat is all.\n");
  const CommandResult unreachable = run(tracert, "sim", "203.0.113.1");
  EXPECT_EQ(unreachable.output,
            "Tracing the way to 203.0.113.1 [203.0.113.1] over at most 30 hops:\n\n"
            "  1   <1 ms   <1 ms   <1 ms  10.9.1.2 Destination net unreachable.\n"
            "\nThat is all.\n");
  const CommandResult ipv6 = run(tracert, "sim", "-6 -h 5 fd00:9:3::3");
  EXPECT_EQ(ipv6.output,
            "Tracing the way to fd00:9:3::3 [fd00:9:3::3] over at most 5 hops:\n\n"
            "  1   <1 ms   <1 ms   <1 ms  fd00:9:1::2\n"
            "  2    4 ms    4 ms    4 ms  fd00:9:2::2\n"
            "  3    5 ms    5 ms    5 ms  fd00:9:3::3\n"
            "\nThat is all.\n");
  EXPECT_EQ(run(tracert, "sim", "-x").status, 2);
}

// Thirty threads, one handle.
TEST_F(Programs, TheParallelTracerByThreads) {
  const CommandResult result = run(example("mtr_threads"), "sim", "10.9.3.3 5");
  EXPECT_EQ(result.output,
            "hop  host             sent  recv  loss\n"
            "  1  10.9.1.2            5     5    0%\n"
            "  2  10.9.2.2            5     5    0%\n"
            "  3  10.9.3.3            5     5    0%\n");
  EXPECT_EQ(result.status, 0);
}

TEST_F(Programs, TheParallelTracerByQueuedCalls) {
  const std::string mtr = example("mtr_apc");
  const CommandResult result = run(mtr, "sim", "10.9.3.3");
  EXPECT_EQ(result.output,
            " 1  10.9.1.2         TTL expired in transit.\n"
            " 2  10.9.2.2         TTL expired in transit.\n"
            " 3  10.9.3.3         The operation completed successfully.\n");
  EXPECT_EQ(result.status, 0);
  const CommandResult refused = run(mtr, "sim", "0.0.0.0");
  EXPECT_EQ(refused.output.substr(0, refused.output.find('\n')), " 1  -                error 1214");
}

// More addresses than events: each event serves several requests, one after the other.
TEST_F(Programs, TheSweepByEvents) {
  const std::string sweep = example("sweep_events");
  const CommandResult few = run(sweep, "sim", "10.9.3.1 10.9.3.4 4000");
  EXPECT_EQ(few.output,
            "10.9.3.1         Destination host unreachable.\n"
            "10.9.3.2         answers\n"
            "10.9.3.3         answers\n"
            "10.9.3.4         Destination host unreachable.\n"
            "2 alive\n");
  EXPECT_EQ(few.status, 0);
  const CommandResult many = run(sweep, "sim", "127.0.0.0 127.0.0.199");
  EXPECT_NE(many.output.find("200 alive\n"), std::string::npos) << many.output;
  const CommandResult none = run(sweep, "sim", "0.0.0.0 0.0.0.0");
  EXPECT_EQ(none.output, "0.0.0.0          The address is not one of this network or host.\n0 alive\n");
  EXPECT_EQ(none.status, 1);
}

}  // namespace
}  // namespace icmpwire::test
