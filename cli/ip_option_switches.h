// The switches that put options into the IPv4 header, for every command that sends or builds packets.
#pragma once

#include <string>
#include <vector>

#include "cli/option_table.h"
#include "packet/option_language.h"
#include "packet/result.h"

namespace icmpwire::cli {

struct IpOptionSwitches {
  struct Given {
    std::string text;     // in the option language
    bool routed = false;  // a source route by its routers: the first becomes the destination
  };
  std::vector<Given> ip_options;  // in the order of the command line
  Padding padding = Padding::end_of_list;
  bool stamp_self = false;
  bool force = false;
};

// The header that the switches ask for.
struct IpOptionArea {
  Octets octets;            // padded as asked
  Ipv4Address destination;  // the first router where a source route was given by its routers
};

// Reason::bad_option, with the place marked, for what is not understood, and for what cannot go out as it is
// unless it is forced. `destination` is the final one.
Result<IpOptionArea> make_ip_options(const IpOptionSwitches& switches, Ipv4Address destination);

namespace detail {
Taken add_timestamp(IpOptionSwitches& switches, std::string_view kind);
Taken set_padding(IpOptionSwitches& switches, std::string_view word);
}  // namespace detail

// Their rows in a command's table. `Options` must inherit IpOptionSwitches.
template <class Options>
constexpr std::array<OptionRow<Options>, 8> ip_option_rows() {
  using Row = OptionRow<Options>;
  using Text = std::string_view;
  return {
      Row{"-o,--ip-option", "TEXT",
          "add IP options by words, as often as you like: 'nop rr:9', ra (see below)",
          [](Options& options, Text text) -> Taken {
            options.ip_options.push_back({std::string(text)});
            return {};
          }},
      Row{"-R,--record-route", "", "add a Record Route option of 9 slots",
          [](Options& options, Text) -> Taken {
            options.ip_options.push_back({"rr:9"});
            return {};
          }},
      Row{"-T,--timestamp", "KIND", "add a Timestamp option: tsonly, tsandaddr, tsprespec=A,B",
          [](Options& options, Text text) { return detail::add_timestamp(options, text); }},
      Row{"--lsrr", "A,B,...", "go by these routers, others may lie between: A becomes the destination",
          [](Options& options, Text text) -> Taken {
            options.ip_options.push_back({"lsrr:" + std::string(text), true});
            return {};
          }},
      Row{"--ssrr", "A,B,...", "the same, no other may lie between",
          [](Options& options, Text text) -> Taken {
            options.ip_options.push_back({"ssrr:" + std::string(text), true});
            return {};
          }},
      Row{"--stamp-self", "", "fill the first free slot ourselves, as a kernel's ping does",
          [](Options& options, Text) -> Taken {
            options.stamp_self = true;
            return {};
          }},
      Row{"--pad", "WITH", "fill options up to a multiple of four with eol (unless told), nop, or none",
          [](Options& options, Text text) { return detail::set_padding(options, text); }},
      Row{"--force", "", "send options that cannot go out unaltered, however wrong",
          [](Options& options, Text) -> Taken {
            options.force = true;
            return {};
          }},
  };
}

// The words of the option language, for the end of a command's help.
std::string option_words_help();
std::string all_option_words_help();  // and those of IPv6's options

}  // namespace icmpwire::cli
