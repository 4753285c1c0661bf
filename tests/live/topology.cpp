#include "tests/live/topology.h"

namespace icmpwire::live {

Topology::Topology(std::size_t machines) {
  for (std::size_t i = 0; i < machines; ++i) {
    machines_.push_back(std::make_unique<NetworkNamespace>());
    const NetworkNamespace& machine = *machines_.back();
    machine.set("ipv4/icmp_ratelimit", "0");
    machine.set("ipv4/icmp_ratemask", "0");
    machine.set("ipv6/icmp/ratelimit", "0");
    // Addresses are those given here, and good at once.
    machine.set("ipv6/conf/default/addr_gen_mode", "1");
    machine.set("ipv6/conf/default/accept_dad", "0");
    for (const char* scope : {"all", "default"}) {
      const std::string devices = "ipv4/conf/" + std::string(scope);
      machine.set(devices + "/rp_filter", "0");
      machine.set(devices + "/accept_source_route", "1");
    }
  }
}

void Topology::link(std::size_t left, const End& left_end, const End& right_end) const {
  const NetworkNamespace& here = *machines_.at(left);
  const NetworkNamespace& there = *machines_.at(left + 1);
  const auto commands = [](const End& end) {
    const std::string on = " dev " + end.device;
    return "link set lo up\naddress add " + end.address + "/24" + on + " broadcast +\naddress add " +
           end.ipv6_address + "/64" + on + "\naddress add " + end.link_local + "/64" + on + "\nlink set " +
           end.device + " up\n";
  };
  // A device whose peer has the same index is not told apart from one without a peer, and starts a second
  // later.
  const std::string index = std::to_string(10 + left), peer_index = std::to_string(20 + left);
  here.ip("link add " + left_end.device + " index " + index + " type veth peer name " + right_end.device +
          " index " + peer_index + " netns " + there.path() + "\n" + commands(left_end));
  there.ip(commands(right_end));
}

Topology Topology::neighbours() {
  Topology net(2);
  net.link(0, {"a0", "10.9.1.1", "fd00:9:1::1", "fe80::1"}, {"a1", "10.9.1.2", "fd00:9:1::2", "fe80::2"});
  for (const auto& machine : net.machines_) machine->await_devices();
  return net;
}

Topology Topology::two_routers() {
  Topology net(4);
  net.link(0, {"a0", "10.9.1.1", "fd00:9:1::1", "fe80::1"}, {"a1", "10.9.1.2", "fd00:9:1::2", "fe80::2"});
  net.link(1, {"b0", "10.9.2.1", "fd00:9:2::1", "fe80::1"}, {"b1", "10.9.2.2", "fd00:9:2::2", "fe80::2"});
  net.link(2, {"c0", "10.9.3.2", "fd00:9:3::2", "fe80::1"}, {"c1", "10.9.3.3", "fd00:9:3::3", "fe80::2"});
  net.r1().set("ipv4/ip_forward", "1");
  net.r2().set("ipv4/ip_forward", "1");
  net.r1().set("ipv6/conf/all/forwarding", "1");
  net.r2().set("ipv6/conf/all/forwarding", "1");
  net.h1().ip("route add default via 10.9.1.2\nroute add default via fe80::2 dev a0");
  net.h2().ip("route add default via 10.9.3.2\nroute add default via fd00:9:3::2");
  net.r1().ip("route add 10.9.3.0/24 via 10.9.2.2\nroute add fd00:9:3::/64 via fd00:9:2::2");
  net.r2().ip("route add 10.9.1.0/24 via 10.9.2.1\nroute add fd00:9:1::/64 via fd00:9:2::1");
  for (const auto& machine : net.machines_) machine->await_devices();
  return net;
}

}  // namespace icmpwire::live
