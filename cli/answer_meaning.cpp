#include "cli/answer_meaning.h"

namespace icmpwire::cli {
namespace {

Dissection dissected(Bytes datagram, const IpAddress& address) {
  return dissect(datagram, address.is_v4() ? LinkType::ipv4 : LinkType::ipv6);
}

}  // namespace

AnswerMeaning meaning_of_answer(Bytes request, const IpAddress& target, const Reception& reception) {
  const Dissection asked = dissected(request, target);
  AnswerMeaning result{std::make_unique<const Dissection>(dissected(reception.datagram, reception.from)), {}};
  result.meaning = meaning_of(*result.answer, &asked);
  const bool is_reply = reception.verdict.answer == AnswerClass::reply;
  if (is_reply && target.is_v4()) result.meaning.turn = target.v4();
  result.meaning.payload.reset();
  return result;
}

}  // namespace icmpwire::cli
