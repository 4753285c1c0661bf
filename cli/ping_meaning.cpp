#include "cli/ping_meaning.h"

namespace icmpwire::cli {
namespace {

Dissection dissected(Bytes datagram, const IpAddress& address) {
  return dissect(datagram, address.is_v4() ? LinkType::ipv4 : LinkType::ipv6);
}

}  // namespace

AnswerMeaning meaning_of_answer(const Probe& probe, const Reception& reception) {
  const Dissection request = dissected(probe.datagram, probe.target->address);
  AnswerMeaning result{std::make_unique<const Dissection>(dissected(reception.datagram, reception.from)), {}};
  result.meaning = meaning_of(*result.answer, &request);
  const bool is_reply = reception.verdict.answer == AnswerClass::reply;
  if (is_reply && probe.target->address.is_v4()) result.meaning.turn = probe.target->address.v4();
  result.meaning.payload.reset();
  return result;
}

}  // namespace icmpwire::cli
