#include "icmp/packet_watch.h"

#include <algorithm>

namespace icmpwire {

PacketWatch::PacketWatch(Bytes request, Nanos departure, const Settings& settings)
    : request_(request.begin(), request.end()), departure_(departure), settings_(settings) {}

void PacketWatch::left(Bytes request, Nanos departure) {
  request_.assign(request.begin(), request.end());
  departure_ = departure;
}

std::optional<PacketWatch::Heard> PacketWatch::take(Bytes datagram, Nanos at) {
  Heard heard;
  heard.datagram = datagram;
  if (const auto ip = parse_ip(datagram); ip && ip->is_fragment) {
    const auto whole = reassembly_.add(*ip, at);
    if (!whole) return std::nullopt;
    heard.datagram = *whole;
    heard.in_pieces = true;
  }
  ++packets_;
  heard.after = std::max(Nanos{}, at - departure_);
  heard.trial = try_answer(request_, heard.datagram);
  if (!heard.answers()) return heard;
  AnswerClass& answer = heard.trial.verdict.answer;
  const IpAddress& from = heard.trial.answer.ip.source;
  if (answer == AnswerClass::reply) {
    if (std::find(repliers_.begin(), repliers_.end(), from) != repliers_.end()) {
      answer = AnswerClass::duplicate;
      return heard;
    }
    repliers_.push_back(from);
  }
  ++answers_;
  return heard;
}

bool PacketWatch::is_over(Nanos now) const {
  return (settings_.answers && answers_ >= *settings_.answers) || now >= ends();
}

}  // namespace icmpwire
