// Records of the program as JSON Lines; their schema is docs/json/icmpwire.schema.json.
#pragma once

#include <string>
#include <string_view>

#include "capture/capture_file.h"
#include "capture/doctor.h"
#include "packet/dissection.h"
#include "packet/meaning.h"
#include "packet/result.h"

namespace icmpwire::cli {

// "no-privilege"
std::string_view reason_code(Reason reason);

// Each with its line end.
// What `listen` heard in all, and what the kernel dropped before it could be read.
std::string heard_line(std::uint64_t packets, std::uint64_t dropped);
std::string error_line(const Failure& failure, std::string_view code);
// `captured`: what its capture says of it, with the link type unless `link` is another; null where it is out
// of no capture. packet_record.h reads the line back.
std::string packet_line(const Dissection& packet, LinkType link, std::uint64_t number,
                        const CapturedPacket* captured, const Meaning& meaning);
std::string fact_line(const MachineFact& fact, std::string_view standing);
std::string verdict_line(const MachineReport& report);

}  // namespace icmpwire::cli
