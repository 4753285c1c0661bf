// What a packet says beyond its fields: where it went, what changed on the way, what is wrong and since when.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "packet/parameter_problem.h"
#include "packet/payload_pattern.h"
#include "packet/quote_changes.h"
#include "packet/recorded_text.h"

namespace icmpwire {

// How the place of an extension is known.
enum class ExtensionPlace : std::uint8_t {
  told,           // behind the quote, by the message's length
  guessed,        // behind a quote of 128 octets, as RFC 4884 5.5 allows
  behind_header,  // of an extended echo, which quotes nothing (RFC 8335 2)
};

// What follows the quote of an ICMP error (RFC 4884), or the header of an extended echo.
struct Extension {
  PacketPart objects;  // their layers; empty where there are none
  ExtensionPlace place = ExtensionPlace::told;
};

// A fragment's part of its datagram.
struct FragmentPart {
  std::uint32_t identification;
  std::uint32_t first, end;  // octets of the datagram's data, from 0; `end` is one behind
  bool more;                 // the last fragment is another one
};

// Another packet, and the time that passed since.
struct Link {
  std::uint64_t frame;  // from 1
  std::optional<Nanos> after;
};

// Another fragment of the same datagram that was seen before.
struct SeenFragment {
  std::uint64_t frame;
  std::uint32_t first, end;
};

struct Meaning {
  std::optional<Link> answers;  // the request
  bool is_error = false;        // says an error of it; else replies to it
  Recorded recorded;
  Turn turn;  // where the recorded route turned back
  std::optional<ProblemPlace> problem;
  std::vector<std::string> problem_marks;  // the octet in what was sent and in the quote, lines with carets
  std::vector<QuoteChange> changes;        // from the request to the quote
  bool compared = false;                   // the request is known: no changes means that there are none
  std::optional<Extension> extension;
  std::optional<PayloadPattern> payload;
  std::optional<FragmentPart> fragment;
  std::vector<SeenFragment> other_fragments;
  bool all_fragments_seen = false;
};

// What the packet says of itself, and, where it answers `request` (nullptr: unknown), of the request. Both
// must outlive the meaning.
Meaning meaning_of(const Dissection& packet, const Dissection* request);

// A fact in words: its subject and lines of text about it.
struct Statement {
  std::string subject;             // "quote", "record route"
  std::vector<std::string> lines;  // at least one; up to 76 columns where they are columns
};

// Where a parameter problem lies and which rule is broken there; `marks` show its octet.
Statement problem_statement(const ProblemPlace& problem, const std::vector<std::string>& marks);

// In the order in which people ask; empty where there is nothing to say.
std::vector<Statement> statements(const Meaning& meaning);

// Octets without fields: as text in quotation marks where they are some, without the zeros that pad them,
// else in hexadecimal.
std::string run_text(Bytes octets);

// "quote    ip.ttl 64 -> 1 (63 routers took one each)": lines of up to 80 columns.
std::string statements_text(const std::vector<Statement>& statements);

}  // namespace icmpwire
