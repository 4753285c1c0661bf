// `icmpwire verify`: recorded requests sent again, their answers compared with the recorded ones.
#include "capture/open_wire.h"
#include "capture/replay_spec.h"
#include "cli/commands.h"
#include "cli/output_file.h"
#include "cli/verify_report.h"

namespace icmpwire::cli {
namespace {

struct Recording {
  std::string path;
  std::unique_ptr<CaptureReader> capture;
  ReplayIndex index;
};

Failure nothing_to_send(const std::string& path, const ReplayIndex& index) {
  return Failure("verify", path, Reason::nothing_recorded,
                 "it holds no ICMP request among " + std::to_string(index.frames().frames) +
                     (index.frames().frames == 1 ? " frame" : " frames"),
                 {}, "icmpwire stats FILE, which counts what it holds");
}

Result<Recording> open_recording(const std::string& operand) {
  Result<WireSpec> spec = parse_wire_spec("replay:" + operand);
  if (!spec) return tl::unexpected(std::move(spec).error());
  const Result<FrameChoice> choice = take_frame_choice(*spec);
  if (!choice) return tl::unexpected(choice.error());
  if (Result<void> known = spec->refuse_unknown_keys(); !known)
    return tl::unexpected(std::move(known).error());
  Result<std::unique_ptr<CaptureReader>> capture = CaptureReader::open_seekable(spec->name);
  if (!capture) return tl::unexpected(std::move(capture).error());
  Result<ReplayIndex> index = ReplayIndex::read(**capture, spec->name, *choice);
  if (!index) return tl::unexpected(std::move(index).error());
  if (Result<void> read = refuse_other_links(*index, spec->name); !read)
    return tl::unexpected(std::move(read).error());
  if (index->queries().empty()) return tl::unexpected(nothing_to_send(spec->name, *index));
  return Recording{spec->name, std::move(*capture), std::move(*index)};
}

int exit_status(const VerifyTotals& totals) {
  if (totals.not_sent != 0) return exit_failure;
  return totals.differ + totals.surplus != 0 ? exit_no_answer : exit_success;
}

}  // namespace

Result<int> verify(const VerifyOptions& options, Streams streams) {
  Result<Recording> recording = open_recording(options.operands.front());
  if (!recording) return tl::unexpected(std::move(recording).error());
  const Result<std::string> spec = choose_wire(options);
  if (!spec) return tl::unexpected(spec.error());
  const Result<std::unique_ptr<Wire>> wire = open_chosen_wire(witnessed(*spec), options);
  if (!wire) return tl::unexpected(wire.error());

  VerificationRules rules{options.is_strict ? FieldMask() : usual_mask(), options.patience, options.interval};
  rules.mask.add(options.ignored);
  Verification verification(*recording->capture, recording->index, **wire, rules);
  VerifyTotals totals;
  JunitReport junit(recording->path);
  if (!options.json) {
    write(streams.out, "VERIFY " + recording->path + " via " + *spec +
                           ", requests: " + std::to_string(verification.size()) + "\n");
  }
  for (;;) {
    const Result<std::optional<VerifiedExchange>> verified = verification.next();
    if (!verified) return tl::unexpected(verified.error());
    if (!*verified) break;
    totals.add(**verified);
    junit.add(**verified);
    write(streams.out, options.json ? verified_line(**verified) : verified_text(**verified));
    for (const SurplusAnswer& surplus : verification.surplus()) {
      ++totals.surplus;
      junit.add(surplus);
      write(streams.out, options.json ? surplus_line(surplus) : surplus_text(surplus));
    }
  }
  write(streams.out, options.json ? totals_line(recording->path, rules.mask, totals)
                                  : totals_text(recording->path, totals));
  if (options.junit.empty()) return exit_status(totals);
  return write_into_file(options.junit, [&](std::FILE* file) -> Result<int> {
    write(file, junit.text(totals));
    return exit_status(totals);
  });
}

}  // namespace icmpwire::cli
