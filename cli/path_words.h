// Hops, changes and costs in the words of text output.
#pragma once

#include <string>
#include <string_view>

#include "cli/path_session.h"
#include "icmp/lost_between.h"
#include "icmp/path_changes.h"

namespace icmpwire::cli {

// "TRACE 10.9.3.3 (10.9.3.3) from 10.9.1.1, ... via sim" with its line end, wrapped.
std::string path_title(std::string_view command, const PathTarget& target, std::string_view what,
                       const std::string& wire);

// "ip.tos 0xb8 -> 0x00 between 10.9.1.2 and 10.9.2.2"
std::string to_text(const PathChange& change);

// "1 request", "3 requests"
std::string counted(std::size_t count, std::string_view what);

// "between 10.9.1.2 and 10.9.2.2"
std::string between(const IpAddress& from, const IpAddress& to);

// What an answer that is no reply says, and what there is to remark on it: an error's names,
// "[other-source]". Empty where that is nothing.
std::string answer_words(const Reception& answer);

// What follows the quote of an error (RFC 4884), a line for each header, by the tables' names; empty where
// nothing does.
std::string extension_text(const Reception& answer);

// "9 answers to 9 requests in 5.000 ms"; that it was interrupted.
std::string to_text(const SurveyCosts& costs);

}  // namespace icmpwire::cli
