#include "icmp/path_mtu.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace icmpwire {
namespace {

constexpr std::size_t most_destinations = 1024;
constexpr Nanos lifetime = std::chrono::minutes(10);
constexpr std::uint32_t least_ipv4 = 68;
constexpr std::uint32_t least_ipv6 = 1280;

// RFC 1191 7.1: the MTUs of links in use.
constexpr std::array<std::uint32_t, 11> plateaus = {65535, 32000, 17914, 8166, 4352, 2002,
                                                    1492,  1006,  508,   296,  68};

std::uint32_t plateau_below(std::uint32_t octets) {
  const auto below =
      std::find_if(plateaus.begin(), plateaus.end(), [&](std::uint32_t plateau) { return plateau < octets; });
  return below == plateaus.end() ? least_ipv4 : *below;
}

}  // namespace

std::size_t PathMtus::Hash::operator()(const IpAddress& address) const {
  const Bytes octets = address.octets();
  const std::string_view text(reinterpret_cast<const char*>(octets.data()), octets.size());
  return std::hash<std::string_view>()(text) ^ address.zone();
}

void PathMtus::learn(const IpAddress& destination, std::uint32_t told, std::uint32_t sent, Nanos now) {
  std::uint32_t mtu = told;
  if (destination.is_v4()) mtu = std::max(least_ipv4, told == 0 ? plateau_below(sent) : told);
  const std::uint32_t least = destination.is_v4() ? least_ipv4 : least_ipv6;
  if (mtu < least || mtu >= sent) return;  // what was too big cannot pass
  if (this->mtu(destination, sent, now) <= mtu) return;
  make_room(now);
  learned_[destination] = {mtu, now};
}

std::uint32_t PathMtus::mtu(const IpAddress& destination, std::uint32_t first_hop, Nanos now) const {
  if (learned_.empty()) return first_hop;
  const auto found = learned_.find(destination);
  if (found == learned_.end() || now - found->second.at > lifetime) return first_hop;
  return std::min(first_hop, found->second.mtu);
}

void PathMtus::make_room(Nanos now) {
  std::erase_if(learned_, [&](const auto& entry) { return now - entry.second.at > lifetime; });
  if (learned_.size() < most_destinations) return;
  learned_.erase(std::min_element(learned_.begin(), learned_.end(), [](const auto& left, const auto& right) {
    return left.second.at < right.second.at;
  }));
}

}  // namespace icmpwire
