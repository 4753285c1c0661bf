// What a person without privilege is told.
#include "tests/live/privilege.h"

#include <unistd.h>

#include "capture/doctor.h"
#include "capture/system/privileges.h"
#include "tests/live/live_test.h"

namespace icmpwire::live {
namespace {

class LivePrivilege : public LiveTest, public testing::WithParamInterface<Ipv4Address> {};

TEST_P(LivePrivilege, LackIsNamedWithItsRemedy) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    drop_capability(CAP_NET_RAW);
    TestWire wire;
    const auto route = wire->route(GetParam(), std::nullopt);
    ASSERT_FALSE(route);
    const Failure& failure = route.error();
    EXPECT_EQ(failure.reason, Reason::no_privilege);
    EXPECT_EQ(failure.detail, "Operation not permitted");
    EXPECT_EQ(failure.needs, "needs CAP_NET_RAW; you are uid " + std::to_string(geteuid()));
    EXPECT_EQ(failure.instead,
              "sudo setcap cap_net_raw+ep " + program_path() + " | --wire sim | --wire replay:FILE");
    EXPECT_EQ(program_path().find('/'), 0U);
  });
}

INSTANTIATE_TEST_SUITE_P(To, LivePrivilege, testing::Values(r1_address, loopback_address));

using LiveDoctorPrivilege = LiveTest;

TEST_F(LiveDoctorPrivilege, DoctorNamesWhatIsMissing) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    drop_capability(CAP_NET_RAW);
    const MachineReport report = examine_machine();
    EXPECT_FALSE(report.live_works);
    ASSERT_GT(report.facts.size(), 1U);
    const MachineFact& fact = report.facts[1];
    EXPECT_EQ(fact.subject, "CAP_NET_RAW");
    EXPECT_EQ(fact.standing, Standing::missing);
    EXPECT_EQ(fact.remedy.find("sudo setcap cap_net_raw+ep /"), 0U) << fact.remedy;
  });
}

}  // namespace
}  // namespace icmpwire::live
