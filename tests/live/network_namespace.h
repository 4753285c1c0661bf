// Network namespaces for tests: machines with devices, addresses and routes of their own, gone with the
// process.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace icmpwire::live {

// Why namespaces cannot be made here; empty where they can. An ordinary user may make them under
// scripts/in-namespaces.
const std::string& why_no_namespaces();

// A machine. It has no name, so that any number of tests may run at the same time, and lives as long as the
// object.
class NetworkNamespace {
 public:
  NetworkNamespace();
  ~NetworkNamespace();
  NetworkNamespace(const NetworkNamespace&) = delete;
  NetworkNamespace& operator=(const NetworkNamespace&) = delete;

  // Runs the function in a thread inside the namespace and waits for its end. What it opens stays inside.
  void run(const std::function<void()>& function) const;

  // Commands of ip(8), one a line: "link set lo up". Throws where one fails.
  void ip(const std::string& commands) const;

  // Writes /proc/sys/net/NAME: "ipv4/ip_forward".
  void set(const std::string& name, std::string_view value) const;

  // What ip(8) takes for a namespace, as in "link add a0 type veth peer name a1 netns PATH".
  std::string path() const;

  // Returns when all its devices that are up are running, and have taken in their addresses: packets pass
  // only then.
  void await_devices() const;

 private:
  int descriptor_ = -1;
};

}  // namespace icmpwire::live
