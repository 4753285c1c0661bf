// `icmpwire doctor`: what this machine allows, and what to type where it does not.
#include "capture/doctor.h"

#include <algorithm>

#include "cli/commands.h"
#include "cli/json_lines.h"
#include "packet/text.h"

namespace icmpwire::cli {
namespace {

constexpr std::size_t standing_width = 9;

std::string_view to_text(Standing standing) {
  switch (standing) {
    case Standing::good:
      return "good";
    case Standing::limited:
      return "limited";
    case Standing::missing:
      break;
  }
  return "missing";
}

std::size_t subject_width(const MachineReport& report) {
  std::size_t width = 0;
  for (const MachineFact& fact : report.facts) width = std::max(width, fact.subject.size());
  return std::min<std::size_t>(width + 2, 24);
}

std::string as_text(const MachineReport& report) {
  const std::size_t width = subject_width(report);
  std::string text;
  for (const MachineFact& fact : report.facts) {
    append_hanging(text, padded(to_text(fact.standing), standing_width) + padded(fact.subject, width),
                   fact.found);
    // One line, however long: it is there to be copied.
    if (!fact.remedy.empty()) text += std::string(standing_width, ' ') + "try: " + fact.remedy + "\n";
  }
  text += "\n";
  text += report.live_works
              ? "Live pinging works here: icmpwire ping 127.0.0.1\n"
              : "Live pinging does not work here. This does: icmpwire ping 10.9.3.3 --wire sim\n";
  return text;
}

std::string as_json(const MachineReport& report) {
  std::string lines;
  for (const MachineFact& fact : report.facts) lines += fact_line(fact, to_text(fact.standing));
  return lines + verdict_line(report);
}

}  // namespace

Result<int> doctor(const DoctorOptions& options, Streams streams) {
  const MachineReport report = examine_machine();
  write(streams.out, options.json ? as_json(report) : as_text(report));
  return report.live_works ? exit_success : exit_no_answer;
}

}  // namespace icmpwire::cli
