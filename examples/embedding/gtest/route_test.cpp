// Code that pings, tested on a capture: without root, without a network, with the same result each time.
#include <cstring>
#include <icmpwire_gtest.hpp>

namespace {

// The code under test: how many addresses the hosts on the way there and back have recorded (RFC 791, Record
// Route).
int count_hops(const unsigned char (&to)[4]) {
  unsigned char option[40] = {1, IP_OPT_RR, 39, 4};  // behind No Operation, so that slots are aligned
  IP_OPTION_INFORMATION options = {};
  options.Ttl = 64;
  options.OptionsData = option;
  options.OptionsSize = sizeof option;
  char data[] = {'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'};
  alignas(ICMP_ECHO_REPLY) char reply[256];
  IPAddr address = 0;
  std::memcpy(&address, to, sizeof address);
  const HANDLE icmp = IcmpCreateFile();
  const DWORD replies = IcmpSendEcho(icmp, address, data, sizeof data, &options, reply, sizeof reply, 1000);
  IcmpCloseHandle(icmp);
  const auto* echo = reinterpret_cast<const ICMP_ECHO_REPLY*>(reply);
  if (replies == 0 || echo->Options.OptionsSize < 3) return 0;
  return (echo->Options.OptionsData[2] - 4) / 4;
}

TEST(CountHops, CountsThoseOfTheWayThereAndBack) {
  ICMPWIRE_FIXTURE("rr9.pcap");
  EXPECT_EQ(count_hops({10, 9, 3, 3}), 6);
}

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
