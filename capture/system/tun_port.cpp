#include "capture/system/tun_port.h"

#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "capture/system/descriptor.h"
#include "capture/system/error.h"
#include "capture/system/network_messages.h"
#include "capture/system/privileges.h"

namespace icmpwire {
namespace {

class TunPort final : public Port {
 public:
  TunPort(Descriptor tun, std::string name) : tun_(std::move(tun)), name_(std::move(name)) {}

  int descriptor() const override { return tun_.number(); }

  Result<std::optional<Bytes>> read() override {
    const ssize_t size = ::read(tun_.number(), octets_.data(), octets_.size());
    if (size >= 0) return Bytes(octets_).first(static_cast<std::size_t>(size));
    if (errno == EAGAIN || errno == EINTR) return std::nullopt;
    return system_failure("read from the device", name_, errno);
  }

  Result<void> write(Bytes datagram) override {
    if (::write(tun_.number(), datagram.data(), datagram.size()) >= 0) return {};
    return system_failure("write to the device", name_, errno);
  }

 private:
  Descriptor tun_;
  const std::string name_;
  std::array<std::uint8_t, 65536> octets_{};
};

tl::unexpected<Failure> cannot_make(const std::string& name, int error) {
  Failure failure = system_failure("make the TUN device", name, error).value();
  if (error == EPERM || error == EACCES) {
    failure.reason = Reason::no_privilege;
    failure.needs = "needs CAP_NET_ADMIN; you are uid " + std::to_string(privileges().user);
    failure.instead = "sudo icmpwire serve ... | once: sudo ip tuntap add mode tun user YOU dev " + name;
  } else if (error == ENOENT || error == ENODEV || error == ENXIO) {
    failure.reason = Reason::no_such_file;
    failure.needs = "needs /dev/net/tun, which the kernel's module tun makes";
    failure.instead = "sudo modprobe tun | --veth NAME";
  } else if (error == EBUSY || error == EINVAL) {
    failure.needs = "needs a name that no device has, or a TUN device that nobody uses";
  }
  return tl::unexpected(std::move(failure));
}

// Asks the kernel for a change, and waits until it is made.
class Changes {
 public:
  Changes(Netlink netlink, std::string name) : netlink_(std::move(netlink)), name_(std::move(name)) {}

  Result<void> make(NetlinkRequest request, std::string_view operation) {
    const int error = netlink_.ask(request.message(), [](const nlmsghdr&) {});
    if (error == 0) return {};
    return system_failure(operation, name_, error);
  }

 private:
  Netlink netlink_;
  const std::string name_;
};

NetlinkRequest bring_up(std::uint32_t device) {
  NetlinkRequest request(RTM_NEWLINK, NLM_F_ACK);
  auto& header = request.put<ifinfomsg>();
  header.ifi_index = static_cast<int>(device);
  header.ifi_flags = header.ifi_change = IFF_UP;
  return request;
}

NetlinkRequest give_address(std::uint32_t device, const AddressPrefix& own) {
  NetlinkRequest request(RTM_NEWADDR, NLM_F_ACK | NLM_F_CREATE | NLM_F_REPLACE);
  auto& header = request.put<ifaddrmsg>();
  header.ifa_family = family_of(own.address);
  header.ifa_prefixlen = own.length;
  header.ifa_flags = IFA_F_NODAD;  // nobody else is there
  header.ifa_index = device;
  request.attribute(IFA_LOCAL, own.address);
  request.attribute(IFA_ADDRESS, own.address);
  return request;
}

NetlinkRequest give_route(std::uint32_t device, const AddressPrefix& network) {
  NetlinkRequest request(RTM_NEWROUTE, NLM_F_ACK | NLM_F_CREATE | NLM_F_REPLACE);
  auto& header = request.put<rtmsg>();
  header.rtm_family = family_of(network.address);
  header.rtm_dst_len = network.length;
  header.rtm_table = RT_TABLE_MAIN;
  header.rtm_protocol = RTPROT_BOOT;
  header.rtm_scope = network.address.is_v4() ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE;
  header.rtm_type = RTN_UNICAST;
  request.attribute(RTA_DST, network.address);
  request.attribute(RTA_OIF, device);
  return request;
}

Result<void> set_up(const std::string& name, const PortAddresses& addresses) {
  Result<Netlink> netlink = Netlink::open({});
  if (!netlink) return tl::unexpected(std::move(netlink).error());
  const std::uint32_t device = if_nametoindex(name.c_str());
  Changes changes(std::move(*netlink), name);
  Result<void> made = changes.make(bring_up(device), "bring up the device");
  for (const AddressPrefix& own : addresses.own) {
    if (made)
      made = changes.make(give_address(device, own), "give " + to_text(own.address) + " to the device");
  }
  for (const AddressPrefix& network : addresses.networks) {
    if (made)
      made = changes.make(give_route(device, network), "lead " + to_text(network.address) + " to the device");
  }
  return made;
}

}  // namespace

Result<std::unique_ptr<Port>> open_tun_port(const std::string& name, const PortAddresses& addresses) {
  ifreq request{};
  if (name.size() >= sizeof request.ifr_name) return cannot_make(name, ENAMETOOLONG);
  std::memcpy(request.ifr_name, name.c_str(), name.size());
  request.ifr_flags = IFF_TUN | IFF_NO_PI;
  Descriptor tun(open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK));
  if (!tun || ioctl(tun.number(), TUNSETIFF, &request) != 0) return cannot_make(name, errno);
  if (Result<void> ready = set_up(name, addresses); !ready) return tl::unexpected(std::move(ready).error());
  return std::make_unique<TunPort>(std::move(tun), name);
}

}  // namespace icmpwire
