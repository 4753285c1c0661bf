// Records what passes a wire into pcapng files, both directions, in the order of the wire.
#pragma once

#include <memory>
#include <string>

#include "capture/capture_file.h"
#include "capture/wire.h"

namespace icmpwire {

// Where a recording goes: FILE, or FILE?rotate=SIZE[&keep=N]. With `rotate` (octets; K, M, G may follow) a
// file that has grown beyond it is closed and the next begun: FILE, FILE.2, FILE.3, ...; with `keep` the
// oldest ones but N are removed.
struct RecordingTarget {
  std::string path;
  std::uint64_t rotate = 0;  // 0: one file
  std::uint64_t keep = 0;    // 0: all

  // Reason::bad_spec.
  static Result<RecordingTarget> read(std::string_view text);
};

// Where somebody else is writing the file: refused, with Reason::no_resources, or FILE-2, FILE-3, ...
enum class WhereTaken : std::uint8_t { refuse, beside };

// Wraps a wire; what is sent and received through the result is written as `target` says. A write that fails
// is returned by the call during which it happened. Held datagrams are recorded when they leave.
// Each packet bears a comment: a request what Wire::note said of it, an answer its verdict on the request
// ("reply after 0.071 ms").
Result<std::unique_ptr<Wire>> record(std::unique_ptr<Wire> wire, std::string_view target,
                                     WhereTaken where_taken = WhereTaken::refuse);

}  // namespace icmpwire
