// The scenarios of the recordings again, on the kernel's own routers, with a witness beyond the first link.
#include "tests/api/option_cases.h"

#include "tests/live/inside.h"
#include "tests/live/live_test.h"
#include "tests/live/witness.h"

namespace icmpwire::live {
namespace {

using test::Handle;
using test::OptionCase;

class LiveOptionCases : public LiveTest {
 protected:
  // Once the neighbour is known, so that what is witnessed is the request.
  static void meet_the_neighbour(HANDLE wire) {
    char buffer[sizeof(ICMP_ECHO_REPLY) + 8];
    ASSERT_EQ(IcmpSendEcho(wire, test::ip_address(10, 9, 1, 2), nullptr, 0, nullptr, buffer, sizeof buffer,
                           test::patience),
              1U)
        << IcmpwireFailureText();
  }

  static void expect_witnessed(Witness& witness, const OptionCase& scenario, bool exact_echo) {
    constexpr std::size_t ethernet_octets = 14;
    const auto frame = witness.next();
    ASSERT_TRUE(frame) << scenario.recording;
    test::expect_left_as_recorded(Bytes(*frame).subspan(ethernet_octets), scenario, exact_echo);
  }
};

TEST_F(LiveOptionCases, AreReportedAsRecordedAndWitnessedAsAsked) {
  const Topology net = Topology::two_routers();
  const Inside inside(net.h1());
  const Handle wire("live");
  meet_the_neighbour(wire);
  Witness witness(net.r1(), "a1", "icmp and src host 10.9.1.1");
  for (const OptionCase& scenario : test::option_cases) {
    test::expect_as_recorded(test::by_icmpwire_send(wire, scenario), scenario);
    expect_witnessed(witness, scenario, true);
    if (scenario.asked == test::not_to_be_asked) continue;
    test::expect_as_recorded(test::by_icmp_send_echo(wire, scenario), scenario);
    expect_witnessed(witness, scenario, false);
  }
  test::expect_as_recorded(test::by_icmpwire_send(wire, test::dead_host), test::dead_host);
  expect_witnessed(witness, test::dead_host, true);

  net.r1().ip("link set b0 mtu 600");
  net.r2().ip("link set b1 mtu 600");
  test::expect_as_recorded(test::by_icmp_send_echo(wire, test::fragmented), test::fragmented);
  expect_witnessed(witness, test::fragmented, false);
  test::expect_as_recorded(test::by_icmpwire_send(wire, test::not_to_be_fragmented),
                           test::not_to_be_fragmented);
  expect_witnessed(witness, test::not_to_be_fragmented, true);
}

}  // namespace
}  // namespace icmpwire::live
