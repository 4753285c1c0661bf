// A netlink socket: requests to the kernel's routing side with their answers, or the kernel's own
// announcements.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "packet/result.h"

struct mnl_socket;
struct nlmsghdr;

namespace icmpwire {

// Not thread-safe.
class Netlink {
 public:
  using Take = std::function<void(const nlmsghdr&)>;

  // Listens to the multicast groups (RTNLGRP_...); none for a socket that asks.
  static Result<Netlink> open(std::span<const unsigned> groups);

  int descriptor() const;

  // Sends the request and gives each message of the answer to `take`. 0, or the errno that the kernel
  // answered; EINTR: the table changed while it was dumped.
  int ask(nlmsghdr& request, const Take& take);

  // Gives what has been announced to `take`, without waiting. False where the kernel had to drop
  // announcements.
  bool drain(const Take& take);

 private:
  struct Close {
    void operator()(mnl_socket* socket) const;
  };
  explicit Netlink(mnl_socket* socket) : socket_(socket) {}

  std::unique_ptr<mnl_socket, Close> socket_;
  std::uint32_t sequence_ = 0;
};

}  // namespace icmpwire
