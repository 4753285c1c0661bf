#include "capture/doctor.h"

#include <pcap/pcap.h>

#include <optional>

#include "capture/doctor_trials.h"
#include "capture/live_ring.h"
#include "capture/system/network_tables.h"
#include "capture/system/privileges.h"

namespace icmpwire {
namespace {

using Facts = std::vector<MachineFact>;

constexpr std::string_view without_privilege = "--wire sim | --wire replay:FILE";

std::string setcap(std::string_view capabilities) {
  const std::string path = program_path();
  return "sudo setcap " + std::string(capabilities) + "+ep " + (path.empty() ? "PROGRAM" : path);
}

MachineFact library_fact() { return {Standing::good, "library", pcap_lib_version(), ""}; }

MachineFact capture_fact(const Privileges& held) {
  const std::string user = "uid " + std::to_string(held.user);
  if (held.raw_packets) return {Standing::good, "CAP_NET_RAW", "held by " + user, ""};
  return {Standing::missing, "CAP_NET_RAW", user + " lacks it: no capture and no injection",
          setcap("cap_net_raw") + " | " + std::string(without_privilege)};
}

MachineFact administration_fact(const Privileges& held) {
  if (held.administration) {
    return {Standing::good, "CAP_NET_ADMIN", "held: the kernel asks for neighbours", ""};
  }
  return {Standing::limited, "CAP_NET_ADMIN",
          "not held: neighbours are asked for by our own ARP and solicitations",
          setcap("cap_net_raw,cap_net_admin")};
}

std::string state_of(const NetworkDevice& device) {
  if (!device.up) return "down";
  return device.carrier ? "up" : "up without carrier";
}

MachineFact device_fact(const NetworkDevice& device, const std::vector<DeviceAddress>& addresses,
                        bool may_open) {
  MachineFact fact{Standing::good, "device " + device.name, state_of(device), ""};
  if (!device.up) {
    fact.standing = Standing::limited;
    fact.remedy = "sudo ip link set " + device.name + " up";
  } else if (may_open) {
    const auto ring = LiveRing::open({device.name, device.mtu + 18, 1U << 20, "icmp"});
    if (ring) {
      fact.found += ", " + std::string(to_text((*ring)->link()));
    } else {
      fact.standing = Standing::limited;
      fact.found += ", not usable: " + ring.error().detail;
      fact.remedy = ring.error().instead;
    }
  }
  fact.found += ", MTU " + std::to_string(device.mtu);
  for (const DeviceAddress& own : addresses) {
    if (own.device != device.index) continue;
    fact.found += ", " + to_text(without_zone(own.address)) + "/" + std::to_string(own.prefix_length);
  }
  return fact;
}

std::string name_of(const std::vector<NetworkDevice>& devices, std::uint32_t index) {
  for (const NetworkDevice& device : devices) {
    if (device.index == index) return device.name;
  }
  return std::to_string(index);
}

MachineFact gateway_fact(const SystemNeighbour& gateway) {
  const std::string subject = "neighbour " + to_text(without_zone(gateway.address));
  switch (gateway.state) {
    case NeighbourState::reachable:
      return {Standing::good, subject, to_text(gateway.link_address) + ", reachable", ""};
    case NeighbourState::unconfirmed:
      return {Standing::good, subject, to_text(gateway.link_address) + ", not confirmed lately", ""};
    case NeighbourState::unknown:
      return {Standing::good, subject, "not asked for yet", ""};
    case NeighbourState::failed:
      break;
  }
  return {Standing::limited, subject,
          gateway.address.is_v4() ? "does not answer ARP" : "does not answer neighbour solicitations",
          "ip neighbour show " + to_text(without_zone(gateway.address))};
}

// What differs in the two versions' facts about the default route.
struct Version {
  IpAddress
      nowhere;  // an address that no machine has: its route is the default one, unless somebody routes it
  std::string_view subject;
  std::string_view ip;  // the command
};

Facts route_facts(NetworkTables& tables, const std::vector<NetworkDevice>& devices, const Version& version) {
  const std::string subject(version.subject);
  const auto route = tables.route(version.nowhere, std::nullopt);
  if (!route || route->kind != RouteKind::unicast) {
    return {{Standing::limited, subject, "none: only what is on a link is reached",
             "sudo " + std::string(version.ip) + " route add default via GATEWAY"}};
  }
  const std::string device = name_of(devices, route->device);
  if (route->next_hop == version.nowhere)
    return {{Standing::good, subject, "all is on the link of " + device, ""}};
  return {{Standing::good, subject,
           "via " + to_text(without_zone(route->next_hop)) + " over " + device + " from " +
               to_text(without_zone(route->source)),
           ""},
          gateway_fact(tables.neighbour(route->device, route->next_hop))};
}

MachineFact ipv6_fact(const std::vector<NetworkDevice>& devices) {
  std::string names;
  for (const NetworkDevice& device : devices) {
    if (device.up && device.ipv6_mtu != 0) names += (names.empty() ? "" : ", ") + device.name;
  }
  if (!names.empty()) return {Standing::good, "IPv6", "on " + names, ""};
  return {Standing::limited, "IPv6", "on no device that is up",
          "sudo sysctl net.ipv6.conf.all.disable_ipv6=0"};
}

constexpr Version versions[] = {
    {Ipv4Address{{192, 0, 2, 1}}, "default route", "ip"},                     // RFC 5737
    {Ipv6Address{{0x20, 0x01, 0x0d, 0xb8}}, "IPv6 default route", "ip -6"}};  // RFC 3849

MachineFact trial_fact(std::string subject, const Result<std::string>& trial) {
  if (trial) return {Standing::good, std::move(subject), *trial, ""};
  const Failure& failure = trial.error();
  return {Standing::missing, std::move(subject), failure.detail, failure.instead};
}

}  // namespace

MachineReport examine_machine() {
  const Privileges held = privileges();
  MachineReport report;
  Facts& facts = report.facts;
  facts = {library_fact(), capture_fact(held), administration_fact(held)};
  if (const auto tables = NetworkTables::open()) {
    const auto devices = (*tables)->devices();
    const auto addresses = (*tables)->addresses();
    for (const NetworkDevice& device : devices) {
      facts.push_back(device_fact(device, addresses, held.raw_packets));
    }
    facts.push_back(ipv6_fact(devices));
    for (const Version& version : versions) {
      for (MachineFact& fact : route_facts(**tables, devices, version)) facts.push_back(std::move(fact));
    }
  }
  if (held.raw_packets) facts.push_back(trial_fact("injection on lo", try_injection("lo")));
  const auto echo = try_echo(Ipv4Address{{127, 0, 0, 1}});
  facts.push_back(trial_fact("echo to 127.0.0.1", echo));
  MachineFact ipv6_echo = trial_fact("echo to ::1", try_echo(Ipv6Address::loopback()));
  // What works without IPv6 works.
  if (ipv6_echo.standing == Standing::missing) ipv6_echo.standing = Standing::limited;
  facts.push_back(std::move(ipv6_echo));
  report.live_works = echo.has_value();
  return report;
}

}  // namespace icmpwire
