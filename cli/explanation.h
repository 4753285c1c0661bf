// Packets shown one after the other in the form that was asked for.
#pragma once

#include <cstdio>
#include <memory>

#include "cli/explain_options.h"
#include "packet/bytes.h"
#include "packet/ink.h"
#include "packet/result.h"
#include "packet/time.h"

namespace icmpwire::cli {

struct PacketToExplain {
  Bytes octets;
  LinkType link;
  std::uint64_t number;     // in its file or text, from 1
  std::optional<Nanos> at;  // since 1970
  std::string heading;      // above a packet's text; empty: none
};

class Explanation {
 public:
  virtual ~Explanation() = default;

  virtual Result<void> add(const PacketToExplain& packet) = 0;
  // A packet of the same file that is not shown: others may be about it.
  virtual void pass(const PacketToExplain&) {}
  virtual void finish() {}
};

struct ExplanationStyle {
  ExplainFormat format = ExplainFormat::text;
  bool checksum = false;  // text ends with the checksums, worked out
  Ink ink = Ink::plain;   // of text
};

// Writes to `out`, which stays open and must outlive it; `title` is for forms that have one.
std::unique_ptr<Explanation> make_explanation(const ExplanationStyle& style, std::FILE* out,
                                              std::string_view title);

}  // namespace icmpwire::cli
