// What an answer to a ping says: of itself, and of the request as it was sent.
#pragma once

#include <memory>

#include "cli/ping_report.h"
#include "packet/meaning.h"

namespace icmpwire::cli {

struct AnswerMeaning {
  std::unique_ptr<const Dissection> answer;  // the meaning refers to it
  Meaning meaning;
};

// Recorded routes turn at the target, where it replied, else at whoever sends the error. The reception's
// octets must outlive the meaning. What the data tells is left out: it is the ping's own.
AnswerMeaning meaning_of_answer(const Probe& probe, const Reception& reception);

}  // namespace icmpwire::cli
