#include "capture/serving.h"

#include <array>
#include <thread>

#include "capture/query_name.h"
#include "capture/system/wait_set.h"

namespace icmpwire {

Result<void> Serving::run(const std::function<bool()>& stopped) {
  Result<WaitSet> waits = WaitSet::open();
  if (!waits) return tl::unexpected(std::move(waits).error());
  constexpr std::uint32_t port_tag = 0;
  if (Result<void> added = waits->add(port_.descriptor(), port_tag); !added) return added;

  std::atomic<bool> ending = false;
  Result<void> taken;
  std::thread taker([&] {
    std::array<std::uint32_t, 2> ready{};
    while (!ending && taken) {
      waits->wait(forever, ready);
      taken = take_all();
    }
    failed_ = !taken;
    if (failed_) wire_.interrupt();
  });
  Result<void> delivered = deliver(stopped);
  ending = true;
  waits->wake();
  taker.join();
  return delivered ? taken : delivered;
}

Result<void> Serving::deliver(const std::function<bool()>& stopped) {
  while (!stopped() && !failed_) {
    const Result<std::optional<Frame>> frame = wire_.receive(forever);
    if (!frame) return tl::unexpected(frame.error());
    if (!*frame || (*frame)->direction == Direction::outbound) continue;
    ++(port_.write((*frame)->datagram()) ? counts_.answers : counts_.lost);
  }
  return {};
}

Result<void> Serving::take_all() {
  for (;;) {
    const Result<std::optional<Bytes>> octets = port_.read();
    if (!octets) return tl::unexpected(octets.error());
    if (!*octets) return {};
    take(**octets);
  }
}

void Serving::take(Bytes octets) {
  ++counts_.received;
  const auto datagram = parse_quoted_ip(octets);
  if (!datagram) {
    ++counts_.passed_over;
    return;
  }
  const Result<void> given = give_to_wire(datagram->octets, datagram->source, datagram->destination);
  if (given) {
    ++counts_.given;
    return;
  }
  ++counts_.refused;
  const bool asks = datagram->is_icmp() && query_name(*datagram).role == IcmpRole::query;
  if (asks && told_.size() < most_refusals && told_.insert(datagram->destination).second)
    refused_(given.error());
}

Result<void> Serving::give_to_wire(Bytes datagram, const IpAddress& from, const IpAddress& to) {
  const Result<Route> route = wire_.route(to, from);
  if (!route) return tl::unexpected(route.error());
  const Result<Sent> sent = wire_.send(datagram, *route);
  if (!sent) return tl::unexpected(sent.error());
  return {};
}

}  // namespace icmpwire
