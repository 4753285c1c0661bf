#include "cli/help.h"

#include <array>
#include <utility>

#include "cli/convert_options.h"
#include "cli/craft_options.h"
#include "cli/diagram_options.h"
#include "cli/doctor_options.h"
#include "cli/explain_options.h"
#include "cli/fields_options.h"
#include "cli/listen_options.h"
#include "cli/ping_options.h"
#include "cli/pmtu_options.h"
#include "cli/probe_options.h"
#include "cli/replay_options.h"
#include "cli/send_options.h"
#include "cli/serve_options.h"
#include "cli/stats_options.h"
#include "cli/trace_options.h"
#include "cli/verify_options.h"

namespace icmpwire::cli {
namespace {

constexpr std::size_t help_column = 28;

void append_wrapped(std::string& out, std::string_view text) {
  for (const std::string& line : wrapped(text, text_columns)) out += line + '\n';
}

// "-c,--count" as "-c, --count"; a long name alone stands below the other long ones.
std::string spaced(std::string_view names) {
  const std::size_t comma = names.find(',');
  if (comma == std::string_view::npos) return "    " + std::string(names);
  return std::string(names.substr(0, comma)) + ", " + std::string(names.substr(comma + 1));
}

}  // namespace

namespace detail {

std::string usage_lines(const CommandText& command) {
  std::string text = "Usage: icmpwire " + std::string(command.name) + " [options]";
  if (!command.operands.empty()) text.append(" ").append(command.operands);
  text += "\n\n";
  append_wrapped(text, command.purpose);
  return text;
}

std::string option_lines(std::string_view names, std::string_view value, std::string_view help) {
  std::string head = "  " + spaced(names);
  if (!value.empty()) head.append(" ").append(value);
  std::string text;
  if (head.size() >= help_column) text = std::exchange(head, {}) + "\n";
  append_hanging(text, padded(head, help_column), help);
  return text;
}

std::string closing_lines(const CommandText& command) {
  std::string text = "\n";
  std::string_view rest = command.closing;
  for (std::size_t end = 0; end != std::string_view::npos; rest.remove_prefix(end + 1)) {
    end = rest.find('\n');
    append_wrapped(text, rest.substr(0, end));
    if (end == std::string_view::npos) break;
  }
  return text;
}

}  // namespace detail

std::string program_help() {
  std::string text =
      "Usage: icmpwire [COMMAND] [options] ...\n\n"
      "ICMP echo with every octet in view: on live networks, on recorded ones, and on\n"
      "a simulated one that needs neither root nor a network.\n\n"
      "Commands (a first word that is none of them means ping):\n";
  for (const CommandText* command :
       {&ping_words, &send_words, &trace_words, &pmtu_words, &probe_words, &craft_words, &explain_words,
        &listen_words, &diagram_words, &fields_words, &replay_words, &verify_words, &serve_words,
        &convert_words, &stats_words, &doctor_words}) {
    append_hanging(text, padded("  " + std::string(command->name), 12), command->summary);
  }
  return text +
         "\nTo begin with:\n"
         "  icmpwire ping -c 1 -vv -R 10.9.3.3 --wire sim\n"
         "  icmpwire COMMAND --help\n";
}

std::string version_text() { return "icmpwire " ICMPWIRE_VERSION "\n"; }

}  // namespace icmpwire::cli
