// Small networks of namespaces, as live tests need them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/live/network_namespace.h"

namespace icmpwire::live {

// h1 10.9.1.1 a0 -- a1 10.9.1.2 r1 10.9.2.1 b0 -- b1 10.9.2.2 r2 10.9.3.2 c0 -- c1 10.9.3.3 h2, or the
// beginning of it. Over IPv6 10.9.N.M is fd00:9:N::M too, and on each link the left device is fe80::1, the
// right one fe80::2, by which h1 reaches its router. Every machine has its `lo` up, no limit on ICMP errors,
// and takes source routes.
class Topology {
 public:
  static Topology neighbours();   // h1 and r1, which is no router then
  static Topology two_routers();  // all four

  const NetworkNamespace& h1() const { return *machines_[0]; }
  const NetworkNamespace& r1() const { return *machines_[1]; }
  const NetworkNamespace& r2() const { return *machines_.at(2); }
  const NetworkNamespace& h2() const { return *machines_.at(3); }

 private:
  explicit Topology(std::size_t machines);
  struct End {
    std::string device, address, ipv6_address, link_local;
  };
  void link(std::size_t left, const End& left_end, const End& right_end) const;

  std::vector<std::unique_ptr<NetworkNamespace>> machines_;
};

}  // namespace icmpwire::live
