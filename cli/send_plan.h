// What `icmpwire send` is going to send: its switches made definite by the route and the wire.
#pragma once

#include <string>

#include "capture/wire.h"
#include "cli/send_options.h"
#include "icmp/packet_watch.h"

namespace icmpwire::cli {

struct SendPlan {
  std::string wire;  // its specification
  Nanos epoch{};     // wall-clock time of wire time zero
  Route route;
  Octets octets;  // what was asked for, with its link header where the switches say something of that
  LinkType link = LinkType::raw;
  std::uint32_t datagram_at = 0;
  std::uint32_t datagram_octets = 0;  // what a link layer pads behind them is no part of it
  IpAddress target;                   // where an answer turns: the final destination of a source route
  PacketWatch::Settings watch;
  int verbosity = 0;
  bool why = false;

  bool has_link_header() const { return datagram_at != 0; }
  Bytes datagram() const { return Bytes(octets).subspan(datagram_at, datagram_octets); }
};

// Fails for what cannot go out as it is asked for, unless it is forced.
Result<SendPlan> make_send_plan(const SendOptions& options, const std::string& spec, Wire& wire);

}  // namespace icmpwire::cli
