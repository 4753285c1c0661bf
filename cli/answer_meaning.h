// What an answer says: of itself, and of the request as it was sent.
#pragma once

#include <memory>

#include "icmp/outcome.h"
#include "packet/meaning.h"

namespace icmpwire::cli {

struct AnswerMeaning {
  std::unique_ptr<const Dissection> answer;  // the meaning refers to it
  Meaning meaning;
};

// `request` is the datagram that was sent, to `target`. Recorded routes turn at the target, where it replied,
// else at whoever sends the error. The octets of both must outlive the meaning. What the data tells is left
// out: it is the request's own.
AnswerMeaning meaning_of_answer(Bytes request, const IpAddress& target, const Reception& reception);

}  // namespace icmpwire::cli
