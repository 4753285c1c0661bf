#include "capture/system/netlink.h"

#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>

#include <array>
#include <cerrno>

#include "capture/system/error.h"

namespace icmpwire {
namespace {

// A device's message can be longer than the usual page.
using Buffer = std::array<char, 32768>;

int give_to(const nlmsghdr* message, void* take) {
  (*static_cast<const Netlink::Take*>(take))(*message);
  return MNL_CB_OK;
}

}  // namespace

void Netlink::Close::operator()(mnl_socket* socket) const { mnl_socket_close(socket); }

Result<Netlink> Netlink::open(std::span<const unsigned> groups) {
  const int flags = SOCK_CLOEXEC | (groups.empty() ? 0 : SOCK_NONBLOCK);
  Netlink netlink(mnl_socket_open2(NETLINK_ROUTE, flags));
  if (!netlink.socket_ || mnl_socket_bind(netlink.socket_.get(), 0, MNL_SOCKET_AUTOPID) != 0) {
    return system_failure("ask the kernel for", "routes", errno);
  }
  for (unsigned group : groups) {
    if (mnl_socket_setsockopt(netlink.socket_.get(), NETLINK_ADD_MEMBERSHIP, &group, sizeof group) != 0) {
      return system_failure("listen to the kernel's", "network announcements", errno);
    }
  }
  return netlink;
}

int Netlink::descriptor() const { return mnl_socket_get_fd(socket_.get()); }

int Netlink::ask(nlmsghdr& request, const Take& take) {
  request.nlmsg_seq = ++sequence_;
  if (mnl_socket_sendto(socket_.get(), &request, request.nlmsg_len) < 0) return errno;
  const unsigned port = mnl_socket_get_portid(socket_.get());
  Buffer buffer;
  for (;;) {
    const ssize_t size = mnl_socket_recvfrom(socket_.get(), buffer.data(), buffer.size());
    if (size < 0) return errno;
    Take copy = take;
    const int status =
        mnl_cb_run(buffer.data(), static_cast<std::size_t>(size), sequence_, port, give_to, &copy);
    // EPROTO: what is left of an earlier answer.
    if (status < 0 && errno != EPROTO) return errno;
    if (status < 0) continue;
    const bool more = status == MNL_CB_OK && (request.nlmsg_flags & (NLM_F_DUMP | NLM_F_ACK)) != 0;
    if (!more) return 0;
  }
}

bool Netlink::drain(const Take& take) {
  Buffer buffer;
  Take copy = take;
  bool complete = true;
  for (;;) {
    const ssize_t size = mnl_socket_recvfrom(socket_.get(), buffer.data(), buffer.size());
    if (size < 0 && errno == ENOBUFS) {
      complete = false;
    } else if (size <= 0) {
      return complete;
    } else {
      mnl_cb_run(buffer.data(), static_cast<std::size_t>(size), 0, 0, give_to, &copy);
    }
  }
}

}  // namespace icmpwire
