// What became of options, as text.
#include <algorithm>

#include "cli/option_probe.h"
#include "cli/path_words.h"
#include "cli/ping_words.h"
#include "packet/text.h"

namespace icmpwire::cli {
namespace {

constexpr std::size_t most_hop_columns = 10;  // further ones are counted nowhere but in JSON
constexpr std::size_t name_width = 20;
constexpr std::size_t column_width = 3;

std::string right_aligned(std::string text) {
  return std::string(column_width - std::min(column_width, text.size()), ' ') + text;
}

// How often each hop answered.
std::string counts_text(const Trace& trace, std::size_t hops) {
  std::string text;
  for (const Hop* hop : trace.hops()) {
    if (hops-- == 0) break;
    text += right_aligned(hop->answers() == 0 ? "." : std::to_string(hop->answers()));
  }
  return text;
}

std::string verdict_text(const OptionVerdict& verdict) {
  std::string text(to_text(verdict.fate));
  switch (verdict.fate) {
    case OptionFate::passes:
      if (verdict.not_returned) text += ", but the reply is without it";
      break;
    case OptionFate::stripped:
    case OptionFate::dropped:
      text += " " + between(verdict.place.after, verdict.place.before);
      break;
    case OptionFate::rejected:
      text += " by " + to_text(verdict.answer->from) + ": " + error_text(*verdict.answer);
      break;
    case OptionFate::cannot_tell:
      text += ": plain requests are lost as well";
      break;
  }
  return text;
}

std::string line_text(const std::string& name, const std::string& counts, std::size_t counts_width,
                      const std::string& words) {
  std::string text;
  const std::string head = padded(name, name_width) + padded(counts, counts_width) + "  ";
  if (name.size() < name_width) {
    append_hanging(text, head, words);
  } else {
    text = name + "\n";
    append_hanging(text, std::string(name_width, ' ') + padded(counts, counts_width) + "  ", words);
  }
  return text;
}

std::string control_words(const Trace& control) {
  const HopProbe* const end = control.ending_probe();
  if (end == nullptr) return "the target does not answer";
  return control.reached() ? "answered" : to_text(end->answer->from) + ": " + error_text(*end->answer);
}

std::string hops_text(const Trace& control) {
  std::string text;
  for (const Hop* hop : control.hops()) {
    const std::vector<IpAddress> addresses = hop->addresses();
    if (addresses.empty()) continue;
    text +=
        (text.empty() ? "" : ", ") + std::to_string(hop->ttl) + unbroken(" ") + to_text(addresses.front());
  }
  return text.empty() ? "no hop answers" : text;
}

}  // namespace

std::string option_probe_text(const ProbedTarget& probed, const std::string& wire) {
  const Trace& control = probed.traces->control();
  const std::size_t asked = control.hops().empty() ? 0 : control.hops().front()->probes.size();
  std::string text = path_title("PROBE", probed.target, counted(asked, "request") + " for each hop", wire);
  append_hanging(text, "hops: ", hops_text(control));

  const std::size_t hops = std::min(
      {most_hop_columns, control.hops().size(),
       probed.traces->others().empty() ? most_hop_columns : probed.traces->others().front()->hops_asked()});
  std::string numbers;
  for (std::size_t i = 0; i < hops; ++i) numbers += right_aligned(std::to_string(control.hops()[i]->ttl));
  text += "\n" + line_text("answers by hop", numbers, hops * column_width, "");
  text += line_text("plain", counts_text(control, hops), hops * column_width, control_words(control));
  for (std::size_t i = 0; i < probed.lines.size(); ++i) {
    const bool traced = i < probed.traces->others().size();
    text += line_text(probed.lines[i].text, traced ? counts_text(*probed.traces->others()[i], hops) : "",
                      hops * column_width, verdict_text(judge_option(*probed.traces, i)));
  }
  return text + to_text(probed.costs) + "\n";
}

}  // namespace icmpwire::cli
