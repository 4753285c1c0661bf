#include "tests/live/topology.h"

namespace icmpwire::live {

Topology::Topology(std::size_t machines) {
  for (std::size_t i = 0; i < machines; ++i) {
    machines_.push_back(std::make_unique<NetworkNamespace>());
    const NetworkNamespace& machine = *machines_.back();
    machine.set("ipv4/icmp_ratelimit", "0");
    machine.set("ipv4/icmp_ratemask", "0");
    for (const char* scope : {"all", "default"}) {
      const std::string devices = "ipv4/conf/" + std::string(scope);
      machine.set(devices + "/rp_filter", "0");
      machine.set(devices + "/accept_source_route", "1");
    }
  }
}

void Topology::link(std::size_t left, const std::string& left_device, const std::string& left_address,
                    const std::string& right_device, const std::string& right_address) const {
  const NetworkNamespace& here = *machines_.at(left);
  const NetworkNamespace& there = *machines_.at(left + 1);
  const auto commands = [](const std::string& device, const std::string& address) {
    return "link set lo up\naddress add " + address + "/24 dev " + device + " broadcast +\nlink set " +
           device + " up\n";
  };
  // A device whose peer has the same index is not told apart from one without a peer, and starts a second
  // later.
  const std::string index = std::to_string(10 + left), peer_index = std::to_string(20 + left);
  here.ip("link add " + left_device + " index " + index + " type veth peer name " + right_device + " index " +
          peer_index + " netns " + there.path() + "\n" + commands(left_device, left_address));
  there.ip(commands(right_device, right_address));
}

Topology Topology::neighbours() {
  Topology net(2);
  net.link(0, "a0", "10.9.1.1", "a1", "10.9.1.2");
  for (const auto& machine : net.machines_) machine->await_devices();
  return net;
}

Topology Topology::two_routers() {
  Topology net(4);
  net.link(0, "a0", "10.9.1.1", "a1", "10.9.1.2");
  net.link(1, "b0", "10.9.2.1", "b1", "10.9.2.2");
  net.link(2, "c0", "10.9.3.2", "c1", "10.9.3.3");
  net.r1().set("ipv4/ip_forward", "1");
  net.r2().set("ipv4/ip_forward", "1");
  net.h1().ip("route add default via 10.9.1.2");
  net.h2().ip("route add default via 10.9.3.2");
  net.r1().ip("route add 10.9.3.0/24 via 10.9.2.2");
  net.r2().ip("route add 10.9.1.0/24 via 10.9.2.1");
  for (const auto& machine : net.machines_) machine->await_devices();
  return net;
}

}  // namespace icmpwire::live
