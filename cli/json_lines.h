// Records of the program as JSON Lines; their schema is docs/json/icmpwire.schema.json.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "capture/doctor.h"
#include "packet/dissection.h"
#include "packet/meaning.h"
#include "packet/result.h"
#include "packet/time.h"

namespace icmpwire::cli {

// RFC 3339, with nine digits of the second: "2026-07-01T12:00:00.000000600Z".
std::string instant_text(Nanos since_1970);

// "no-privilege"
std::string_view reason_code(Reason reason);

// Each with its line end.
// What `listen` heard in all, and what the kernel dropped before it could be read.
std::string heard_line(std::uint64_t packets, std::uint64_t dropped);
std::string error_line(const Failure& failure, std::string_view code);
std::string packet_line(const Dissection& packet, LinkType link, std::uint64_t number,
                        std::optional<Nanos> at, const Meaning& meaning);
std::string fact_line(const MachineFact& fact, std::string_view standing);
std::string verdict_line(const MachineReport& report);

}  // namespace icmpwire::cli
