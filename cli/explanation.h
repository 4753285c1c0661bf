// Packets shown one after the other in the form that was asked for.
#pragma once

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "capture/capture_file.h"
#include "cli/explain_options.h"
#include "packet/bytes.h"
#include "packet/ink.h"
#include "packet/result.h"
#include "packet/time.h"

namespace icmpwire::cli {

struct PacketToExplain {
  Bytes octets;
  LinkType link;
  std::uint64_t number;                      // in its file or text, from 1
  const CapturedPacket* captured = nullptr;  // what its capture says of it; null: it is out of none
  std::string heading;                       // above a packet's text; empty: none

  std::optional<Nanos> at() const {  // since 1970
    return captured == nullptr ? std::nullopt : std::optional(captured->at);
  }
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
