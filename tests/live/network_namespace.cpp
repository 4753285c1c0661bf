#include "tests/live/network_namespace.h"

#include <fcntl.h>
#include <libmnl/libmnl.h>
#include <linux/if.h>
#include <linux/rtnetlink.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "capture/system/network_tables.h"

namespace icmpwire::live {
namespace {

std::system_error last_error(const std::string& what) { return {errno, std::generic_category(), what}; }

// The result of a function that runs in a thread of its own; what it throws is thrown here.
void in_own_thread(const std::function<void()>& function) {
  std::exception_ptr thrown;
  std::thread([&] {
    try {
      function();
    } catch (...) {
      thrown = std::current_exception();
    }
  }).join();
  if (thrown) std::rethrow_exception(thrown);
}

int open_new_namespace() {
  int descriptor = -1;
  in_own_thread([&] {
    if (unshare(CLONE_NEWNET) != 0) throw last_error("unshare(CLONE_NEWNET)");
    descriptor = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw last_error("/proc/thread-self/ns/net");
  });
  return descriptor;
}

using Netlink = std::unique_ptr<mnl_socket, int (*)(mnl_socket*)>;

Netlink open_announcements() {
  Netlink netlink(mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC), mnl_socket_close);
  if (!netlink || mnl_socket_bind(netlink.get(), RTMGRP_LINK | RTMGRP_IPV6_ROUTE, MNL_SOCKET_AUTOPID) != 0) {
    throw last_error("announcements");
  }
  return netlink;
}

int count_waiting(const nlmsghdr* message, void* waiting) {
  const auto* link = static_cast<const ifinfomsg*>(mnl_nlmsg_get_payload(message));
  const bool up = (link->ifi_flags & IFF_UP) != 0;
  if (up && (link->ifi_flags & IFF_RUNNING) == 0) ++*static_cast<int*>(waiting);
  return MNL_CB_OK;
}

int devices_not_running() {
  Netlink netlink(mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC), mnl_socket_close);
  std::array<char, 32768> buffer{};
  nlmsghdr* request = mnl_nlmsg_put_header(buffer.data());
  request->nlmsg_type = RTM_GETLINK;
  request->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  mnl_nlmsg_put_extra_header(request, sizeof(ifinfomsg));
  if (!netlink || mnl_socket_sendto(netlink.get(), request, request->nlmsg_len) < 0)
    throw last_error("devices");
  int waiting = 0;
  for (int status = MNL_CB_OK; status > MNL_CB_STOP;) {
    const ssize_t size = mnl_socket_recvfrom(netlink.get(), buffer.data(), buffer.size());
    if (size < 0) throw last_error("devices");
    status = mnl_cb_run(buffer.data(), static_cast<std::size_t>(size), 0, 0, count_waiting, &waiting);
  }
  return waiting;
}

// The kernel takes IPv6 addresses in by the way; then there is a route of their own.
bool has_new_addresses() {
  const auto tables = NetworkTables::open();
  if (!tables) throw std::runtime_error(to_text(tables.error()));
  const auto addresses = (*tables)->addresses();
  return std::any_of(addresses.begin(), addresses.end(), [&](const DeviceAddress& own) {
    const auto device = (*tables)->device(own.device);
    return device && device->up && !(*tables)->is_ours(own.address);
  });
}

}  // namespace

const std::string& why_no_namespaces() {
  static const std::string reason = []() -> std::string {
    try {
      const NetworkNamespace probe;
      probe.ip("link set lo up");
      return "";
    } catch (const std::exception& error) {
      return std::string(error.what()) + "; run as root, or by scripts/in-namespaces";
    }
  }();
  return reason;
}

NetworkNamespace::NetworkNamespace() : descriptor_(open_new_namespace()) {}

NetworkNamespace::~NetworkNamespace() { close(descriptor_); }

void NetworkNamespace::run(const std::function<void()>& function) const {
  in_own_thread([&] {
    if (setns(descriptor_, CLONE_NEWNET) != 0) throw last_error("setns");
    function();
  });
}

void NetworkNamespace::ip(const std::string& commands) const {
  run([&] {
    // A child process begins in the namespace of the thread that makes it.
    FILE* batch = popen("PATH=$PATH:/sbin:/usr/sbin ip -batch -", "we");
    if (batch == nullptr) throw last_error("ip");
    std::fputs(commands.c_str(), batch);
    std::fputs("\n", batch);
    if (pclose(batch) != 0) throw std::runtime_error("ip failed at: " + commands);
  });
}

void NetworkNamespace::set(const std::string& name, std::string_view value) const {
  run([&] {
    std::ofstream file("/proc/sys/net/" + name);
    if (!(file << value << std::flush)) throw std::runtime_error("cannot set " + name);
  });
}

std::string NetworkNamespace::path() const {
  return "/proc/" + std::to_string(getpid()) + "/fd/" + std::to_string(descriptor_);
}

void NetworkNamespace::await_devices() const {
  run([] {
    const Netlink announcements = open_announcements();
    std::array<char, 32768> buffer{};
    while (devices_not_running() > 0 || has_new_addresses()) {
      if (mnl_socket_recvfrom(announcements.get(), buffer.data(), buffer.size()) < 0)
        throw last_error("devices");
    }
  });
}

}  // namespace icmpwire::live
