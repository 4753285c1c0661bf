#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>

#include "cli/help.h"
#include "packet/nearest.h"

namespace icmpwire::cli {
namespace {

constexpr std::array<std::string_view, 16> commands = {
    "ping",    "send",   "trace",  "pmtu",   "probe", "craft",   "explain", "listen",
    "diagram", "fields", "replay", "verify", "serve", "convert", "stats",   "doctor"};

Failure usage_failure(std::string_view command, std::string_view word, std::string detail) {
  return Failure("read", std::string(word), Reason::unsupported, std::move(detail), {},
                 "icmpwire " + std::string(command) + (command.empty() ? "--help" : " --help"));
}

// Behind "--" all words are operands.
std::span<const std::string> before_separator(std::span<const std::string> arguments) {
  const auto separator = std::find(arguments.begin(), arguments.end(), "--");
  return arguments.first(static_cast<std::size_t>(separator - arguments.begin()));
}

// What a row's function answered, on its way through CLI11.
struct Refused {
  Failure failure;
};

template <class Options>
class Parser {
 public:
  Parser(const CommandText& command, OptionTable<Options> table) : command_(command), table_(table) {
    app_.set_help_flag();
    app_.allow_extras();
    for (const OptionRow<Options>& row : table_) add(row);
    app_.add_option("operands", options_.operands);
  }

  Result<Options> parse(std::span<const std::string> arguments) {
    const auto own = before_separator(arguments);
    std::vector<std::string> reversed(own.rbegin(), own.rend());  // as CLI11 takes them
    try {
      app_.parse(reversed);
    } catch (const Refused& refused) {
      return tl::unexpected(refused.failure);
    } catch (const CLI::ParseError& error) {
      return tl::unexpected(misread(error));
    }
    for (const std::string& word : app_.remaining()) return tl::unexpected(unknown(word));
    if (own.size() < arguments.size()) {
      const auto operands = arguments.subspan(own.size() + 1);
      options_.operands.insert(options_.operands.end(), operands.begin(), operands.end());
    }
    return std::move(options_);
  }

 private:
  static std::string first_name(const OptionRow<Options>& row) {
    return std::string(row.names.substr(0, row.names.find(',')));
  }

  void add(const OptionRow<Options>& row) {
    if (row.names.empty()) return;
    if (row.value.empty()) {
      app_.add_flag_function(std::string(row.names),
                             [this, &row](std::int64_t times) {
                               for (; times > 0; --times) take(row, "");
                             })
          ->disable_flag_override()
          ->trigger_on_parse();
    } else {
      app_.add_option_function<std::string>(std::string(row.names),
                                            [this, &row](const std::string& text) { take(row, text); })
          ->take_last()
          ->trigger_on_parse();
    }
  }

  void take(const OptionRow<Options>& row, const std::string& text) {
    const Taken taken = row.take != nullptr ? row.take(options_, text) : Taken{};
    const std::string name = first_name(row);
    if (!row.refusal.empty()) throw Refused{usage_failure(command_.name, name, std::string(row.refusal))};
    if (!taken) throw Refused{usage_failure(command_.name, name + " " + text, taken.error())};
  }

  // What is left for CLI11 to find wrong: a value that is missing, or one too many. Its words begin with the
  // option's name.
  Failure misread(const CLI::ParseError& error) const {
    const std::string_view words = error.what();
    const std::string_view name = words.substr(0, words.find_first_of(": "));
    const auto row = std::find_if(table_.begin(), table_.end(), [&](const OptionRow<Options>& candidate) {
      return candidate.names.find(name) != std::string_view::npos;
    });
    if (row == table_.end()) return usage_failure(command_.name, name, std::string(words));
    return usage_failure(command_.name, first_name(*row),
                         row->value.empty() ? "it takes no value" : "its value is missing");
  }

  Failure unknown(const std::string& word) const {
    Failure failure = usage_failure(command_.name, word, "no such option");
    const std::string name = word.substr(0, word.find('='));
    std::vector<std::string_view> known;
    for (const OptionRow<Options>& row : table_) {
      if (const std::size_t at = row.names.find("--"); at != std::string_view::npos)
        known.push_back(row.names.substr(at));
    }
    const std::string_view meant = nearest(name, known);
    if (!meant.empty()) failure.instead = std::string(meant) + " | " + failure.instead;
    return failure;
  }

  const CommandText& command_;
  const OptionTable<Options> table_;
  CLI::App app_;
  Options options_;
};

template <class Options>
Result<Command> parse(const CommandText& command, OptionTable<Options> table,
                      std::span<const std::string> arguments) {
  Result<Options> options = Parser<Options>(command, table).parse(arguments);
  if (!options) return tl::unexpected(std::move(options.error()));
  if (options->help) return Command(Information{help_text<Options>(command, table)});
  if (options->version) return Command(Information{version_text()});
  const bool wants_operands = !command.operands.empty();
  if (wants_operands && options->operands.empty() && !command.operands.starts_with('[')) {
    return tl::unexpected(usage_failure(command.name, "the command line",
                                        "it does not say what to " + std::string(command.name)));
  }
  if (!wants_operands && !options->operands.empty()) {
    return tl::unexpected(usage_failure(command.name, options->operands.front(),
                                        std::string(command.name) + " takes options alone"));
  }
  return Command(std::move(*options));
}

}  // namespace

Result<Command> parse_command_line(std::span<const std::string> arguments) {
  if (arguments.empty()) {
    return tl::unexpected(usage_failure("", "the command line", "it is empty"));
  }
  const std::string& first = arguments.front();
  if (arguments.size() == 1) {
    if (first == "--help" || first == "-h" || first == "help") return Command(Information{program_help()});
    if (first == "--version" || first == "-V") return Command(Information{version_text()});
  }
  const bool is_command = std::find(commands.begin(), commands.end(), first) != commands.end();
  const auto rest = arguments.subspan(is_command ? 1 : 0);
  if (first == "trace") return parse(trace_words, trace_options(), rest);
  if (first == "pmtu") return parse(pmtu_words, pmtu_options(), rest);
  if (first == "probe") return parse(probe_words, probe_options(), rest);
  if (first == "send") return parse(send_words, send_options(), rest);
  if (first == "craft") return parse(craft_words, craft_options(), rest);
  if (first == "explain") return parse(explain_words, explain_options(), rest);
  if (first == "diagram") return parse(diagram_words, diagram_options(), rest);
  if (first == "fields") return parse(fields_words, fields_options(), rest);
  if (first == "listen") return parse(listen_words, listen_options(), rest);
  if (first == "doctor") return parse(doctor_words, doctor_options(), rest);
  if (first == "replay") return parse(replay_words, replay_options(), rest);
  if (first == "verify") return parse(verify_words, verify_options(), rest);
  if (first == "serve") return parse(serve_words, serve_options(), rest);
  if (first == "convert") return parse(convert_words, convert_options(), rest);
  if (first == "stats") return parse(stats_words, stats_options(), rest);
  return parse(ping_words, ping_options(), rest);
}

bool asks_for_json(std::span<const std::string> arguments) {
  constexpr std::string_view switches = "34DORUVbhjnqv";
  const auto own = before_separator(arguments);
  return std::any_of(own.begin(), own.end(), [&](const std::string& word) {
    if (word == "--json") return true;
    return word.size() > 1 && word[0] == '-' && word.find('j') != std::string::npos &&
           word.find_first_not_of(switches, 1) == std::string::npos;
  });
}

}  // namespace icmpwire::cli
