// What JSON records say of an answer. For the sources that know the JSON library.
#pragma once

#include "cli/json_record.h"
#include "icmp/outcome.h"
#include "packet/trial.h"

namespace icmpwire::cli {

Json remarks_json(Remarks remarks);

// Type, code and their names, with pointer and MTU where the message tells one.
void add_message(Json& json, const Reception& answer);

// Of a packet that answered nothing: `from` (of a datagram), `octets`, `verdict`, `remarks`, and the test
// that it failed with what it `found` and what was `wanted`.
void add_candidate(Json& json, Bytes datagram, const Verdict& verdict, const FailedTest& failed);

}  // namespace icmpwire::cli
