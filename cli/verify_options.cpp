#include "cli/verify_options.h"

#include <array>

#include "capture/answer_comparison.h"
#include "packet/text.h"

namespace icmpwire::cli {
namespace {

using Options = VerifyOptions;
using Row = OptionRow<Options>;

Taken ignore(Options& options, std::string_view text) {
  const Understood<FieldMask> mask = FieldMask::read(text);
  if (mask) {
    options.ignored.add(*mask);
    return {};
  }
  const Misread& misread = mask.error();
  std::string why = misread.why + ": needs " + misread.expected;
  if (!misread.instead.empty()) why += "; perhaps " + misread.instead;
  return tl::unexpected(std::move(why));
}

std::string usual_mask_lines() {
  std::string names;
  for (const char letter : usual_mask().text())
    names += letter == ',' ? std::string(", ") : std::string(1, letter);
  std::string text;
  append_hanging(text, "Ignored unless --strict is given: ", names, 2);
  return text;
}

const std::array rows = {
    Row{"", "", "Options:"},
    wire_row<Options>(),
    Row{"--ignore", "FIELD,...",
        "fields that may differ, as ip.ttl; whole headers, as icmp; options, as rr or ts", ignore},
    Row{"--strict", "", "ignore nothing but what --ignore names", turn_on<&Options::is_strict, Options>},
    Row{"-W,--timeout", "TIME", "wait so long for an answer, or twice what the recorded one took (1s)",
        [](Options& options, std::string_view text) { return store(options.patience, parse_time(text)); }},
    Row{"-i,--interval", "TIME", "from one request to the next, at least (0)",
        [](Options& options, std::string_view text) { return store(options.interval, parse_time(text)); }},
    save_row<Options>(),
    Row{"", "", "Output:"},
    Row{"--junit", "FILE", "write a JUnit XML report too",
        [](Options& options, std::string_view text) { return store_text(options.junit, text); }},
    Row{"-j,--json", "", "JSON Lines (docs/json/icmpwire.schema.json)",
        turn_on<&CommonOptions::json, Options>},
    Row{"-h,--help", "", "this text", turn_on<&CommonOptions::help, Options>},
    Row{"-V,--version", "", "the version", turn_on<&CommonOptions::version, Options>},
};

}  // namespace

const CommandText verify_words = {
    "verify",
    "FILE[?KEY=VALUE...]",
    "sends recorded requests again and compares the answers",
    "Sends the requests of a capture over a wire, one behind the other and octet by octet as they were "
    "recorded, and compares each answer with the recorded one, field by field. Checksums over fields that "
    "are ignored must still be as right, or as wrong, as they were. The keys choose packets: host=A, "
    "frames=10-20, interface=NAME.",
    "Exit status: 0 every answer agrees, 1 one differs, 2 a request could not be sent, or anything else.",
    usual_mask_lines};

OptionTable<VerifyOptions> verify_options() { return rows; }

}  // namespace icmpwire::cli
