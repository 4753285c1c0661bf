// A path of routers that is made up, and surveys driven over it in virtual time.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "icmp/echo_datagram.h"
#include "icmp/survey.h"
#include "packet/icmp.h"
#include "packet/icmpv6.h"

namespace icmpwire::test {

// What a place on the way does with a request: hands it on as it is then, or answers it.
struct Passing {
  Octets datagram;               // of the request
  std::optional<Octets> answer;  // an error or the reply: its way ends
  bool lost = false;             // without an answer
};

// h1 - r1 - r2 - h2, or longer; each link takes `link` to pass.
class MadeUpPath {
 public:
  explicit MadeUpPath(std::vector<IpAddress> places) : places_(std::move(places)) {}

  // Called with the number of the place, from 1, for each request that arrives there, before the place itself
  // looks at it.
  std::function<void(std::size_t place, Passing& passing)> at;
  // The MTU of the link behind a place, from 0: ourselves. Larger ones are told of, or lost where `mute`.
  std::vector<std::uint32_t> mtus;
  bool mute = false;
  Nanos link = std::chrono::milliseconds(1);

  struct Arrival {
    Octets datagram;
    Nanos after;
  };
  // nullopt: nothing comes back.
  std::optional<Arrival> answer(Bytes request) const;
  const IpAddress& source() const { return places_.front(); }

 private:
  std::optional<Octets> arrive(std::size_t place, Passing& passing) const;

  std::vector<IpAddress> places_;  // the first is ourselves
};

// How many octets of the datagram an error about it quotes.
Octets time_exceeded_from(const IpAddress& router, Bytes request);
Octets too_big_from(const IpAddress& router, Bytes request, std::uint32_t mtu);

struct Driven {
  std::vector<Octets> sent;
  Nanos elapsed{};  // until the survey was finished
  bool finished = false;
};

// Until the survey is finished or nothing is left to come.
Driven drive(Survey& survey, const MadeUpPath& path);

}  // namespace icmpwire::test
