// A device without a link layer: bare datagrams over TUN, with ourselves at its other end.
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "capture/system/descriptor.h"
#include "tests/live/ipv6_wire.h"

namespace icmpwire::live {
namespace {

using LiveTun = LiveTest;

Descriptor open_tun() {
  Descriptor tun(open("/dev/net/tun", O_RDWR | O_CLOEXEC));
  ifreq request{};
  std::strcpy(request.ifr_name, "t0");
  request.ifr_flags = IFF_TUN | IFF_NO_PI;
  if (!tun || ioctl(tun.number(), TUNSETIFF, &request) != 0) return {};
  return tun;
}

// The next echo request of the IP version that the machine sends over the device.
Octets next_request(const Descriptor& tun, unsigned version) {
  std::array<std::uint8_t, 2048> octets{};
  for (;;) {
    const ssize_t size = read(tun.number(), octets.data(), octets.size());
    if (size <= 0) return {};
    const unsigned type = octets[version == 4 ? 20 : 40];
    const bool is_request = type == (version == 4 ? 8 : 128);
    if (octets[0] >> 4 == version && is_request) return {octets.begin(), octets.begin() + size};
  }
}

TEST_F(LiveTun, BareDatagramsGoAndCome) {
  if (access("/dev/net/tun", R_OK | W_OK) != 0) GTEST_SKIP() << "/dev/net/tun: " << std::strerror(errno);
  const NetworkNamespace machine;
  machine.run([&] {
    const Descriptor tun = open_tun();
    ASSERT_TRUE(tun) << std::strerror(errno);
    machine.ip("address add 10.9.8.1/24 dev t0\nlink set t0 up");
    machine.await_devices();
    TestWire wire;
    const Ipv4Address there{{10, 9, 8, 2}};
    const Sent sent = wire.send({}, there);
    EXPECT_FALSE(sent.held);
    EXPECT_EQ(sent.frame.link, LinkType::raw);
    EXPECT_EQ(sent.frame.datagram_at, 0U);
    const Octets left(sent.frame.octets.begin(), sent.frame.octets.end());
    EXPECT_EQ(next_request(tun, 4), left);

    const Octets back = Echo{.identifier = 5}.datagram(there, {{10, 9, 8, 1}});
    ASSERT_EQ(write(tun.number(), back.data(), back.size()), static_cast<ssize_t>(back.size()));
    const auto received = wire.await([](const Received&) { return true; });
    ASSERT_TRUE(received);
    EXPECT_EQ(received->octets, back);
    EXPECT_EQ(received->frame.link, LinkType::raw);
  });
}

TEST_F(LiveTun, Ipv6Too) {
  if (access("/dev/net/tun", R_OK | W_OK) != 0) GTEST_SKIP() << "/dev/net/tun: " << std::strerror(errno);
  const NetworkNamespace machine;
  machine.run([&] {
    const Descriptor tun = open_tun();
    ASSERT_TRUE(tun) << std::strerror(errno);
    machine.ip("address add fd00:9:8::1/64 dev t0\nlink set t0 up");
    machine.await_devices();
    Ipv6Wire wire;
    const Ipv6Address there = ipv6("fd00:9:8::2");
    const Sent sent = wire.send({}, there);
    EXPECT_FALSE(sent.held);
    EXPECT_EQ(sent.frame.datagram_at, 0U);
    const Octets left(sent.frame.octets.begin(), sent.frame.octets.end());
    EXPECT_EQ(next_request(tun, 6), left);

    const Octets back = Ipv6Echo{.identifier = 5}.datagram(there, ipv6("fd00:9:8::1"));
    ASSERT_EQ(write(tun.number(), back.data(), back.size()), static_cast<ssize_t>(back.size()));
    const auto received = wire.await([](const ReceivedIpv6&) { return true; });
    ASSERT_TRUE(received);
    EXPECT_EQ(received->octets, back);
  });
}

}  // namespace
}  // namespace icmpwire::live
